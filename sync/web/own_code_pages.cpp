// The way back to somebody's own page: the code that a kiosk shows whoever tapped their own card. Opening the address
// changes nothing, since cameras and messengers look at addresses by themselves; the button uses the code up.
#include "base/secrets.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "web/layout.h"
#include "web/pages.h"
#include "wire/own_page_code.h"

namespace web {
namespace {

using attendance::PersonId;

// not_found for a code that this hub's kiosks did not make.
base::Result<wire::OwnPageCode> the_code(Context& context) {
    TRY(identity, context.store.identity());
    const auto code = wire::read_own_page_code(identity.card_key, context.params.at(0));
    if (!code) return base::fail(base::ErrorCode::not_found, "there is nothing behind this code");
    context.csrf = csrf_of(context.params.at(0));
    return *code;
}

// Whose the card is now, merges followed, if they have a name here.
base::Result<std::optional<PersonId>> holder_of(store::Store& store, const attendance::CardId& card) {
    TRY(owner, office::owner_of_card(store, card));
    if (!owner) return std::optional<PersonId>();
    TRY(person, office::find_person(store, *owner));
    const bool is_somebody = person && !person->erased && !(person->name.empty() && person->nickname.empty());
    return is_somebody ? std::optional(person->id) : std::nullopt;
}

// What stands in the way; empty: nothing.
base::Result<std::string> problem_of(const Context& context, store::Store& store, const wire::OwnPageCode& code) {
    if (!wire::is_timely(code, context.now)) return std::string("phone.code_over");
    TRY(holder, holder_of(store, code.card));
    return std::string(holder ? "" : "phone.code_nobody");
}

HttpResponse refusal(const Context& context, const std::string& problem) {
    return problem_page(*context.words, problem == "phone.code_nobody" ? 404 : 410, problem);
}

}  // namespace

Answer own_code_page(Context& context) {
    TRY(code, the_code(context));
    TRY(problem, problem_of(context, context.store, code));
    if (!problem.empty()) return refusal(context, problem);
    const Html form = el("form", {{"method", "post"}, {"action", "/own/" + context.params.at(0)}, {"class", "stack"}},
                         {context.form_fields(), el("h1", {}, {context.t("phone.code_title")}),
                          el("p", {}, {context.t("phone.code_body")}), button("primary", context.t("phone.code_open")),
                          el("p", {{"class", "later"}}, {context.t("phone.code_once")})});
    return bare_page(context, context.t("phone.code_title"), form);
}

Answer use_own_code(Context& context) {
    TRY(code, the_code(context));
    if (context.form["csrf"] != context.csrf) return problem_page(*context.words, 403, "problem.csrf");
    std::string problem;
    const auto use = [&](store::Store& writing) -> base::Result<std::string> {
        TRY(found, problem_of(context, writing, code));
        problem = found;
        if (!problem.empty()) return std::string();
        TRY(holder, holder_of(writing, code.card));
        const std::string spent = base::hash_of(context.params.at(0));
        TRY(first, office::spend_form(writing, spent, context.now));
        if (!first) problem = "phone.code_used";
        if (!first || !holder) return std::string();
        office::Acts acts(writing, context.services.clock, "self", attendance::Source::self);
        const auto noted = acts.note("own_page " + holder->value);
        auto token = noted ? office::make_personal_link(writing, *holder, "self", office::LinkRights::full, context.now)
                           : base::Result<std::string>(base::fail(noted.error()));
        if (!token) TRY_VOID(office::give_form_back(writing, spent));
        return token;
    };
    TRY(token, context.write(use));
    return token.empty() ? refusal(context, problem) : redirect("/me/" + token + "?new=again");
}

}  // namespace web
