// What people open on their own phones: naming a card that was just stamped, and their own page behind a secret link.
// The secret in the address is the only key: it also guards the forms.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

#include "attendance/ticket.h"
#include "base/stable_hash.h"
#include "base/time_text.h"
#include "office/event_queries.h"
#include "office/guest_queries.h"
#include "office/interests.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "office/versions.h"
#include "office/zone.h"
#include "store/settings.h"
#include "web/card_picture.h"
#include "web/doubles.h"
#include "web/layout.h"
#include "web/opened_form.h"
#include "web/pages.h"
#include "web/person_card.h"
#include "web/qr_code.h"
#include "web/stamp_art.h"
#include "wire/registration.h"

namespace web {
namespace {

using attendance::CardId;
using attendance::Person;
using attendance::PersonId;

struct Claim {
    std::string code;
    CardId card;
    std::vector<office::VisitLine> visits;  // of the card
};

base::Error nothing_here() {
    return {base::ErrorCode::not_found, "there is nothing behind this link"};
}

// A key that was replaced is somebody else's by then, so its links end; a kiosk that was away for so long as this shows
// good ones again once it has heard of the new key.
constexpr auto links_under_older_key_live = std::chrono::days(30);

std::optional<CardId> card_of_link(const store::Identity& identity, const std::string& code, WallTime now) {
    if (auto card = wire::card_of_registration(identity.card_key, code)) return card;
    for (const store::OlderCardKey& older : identity.older_card_keys)
        if (now - older.replaced < links_under_older_key_live)
            if (auto card = wire::card_of_registration(older.key, code)) return card;
    return std::nullopt;
}

// not_found for a code that this hub's kiosks did not make: 64 bits of proof, which nobody guesses over a network.
base::Result<Claim> the_claim(Context& context) {
    TRY(identity, context.store.identity());
    Claim claim;
    claim.code = context.params.at(0);
    const auto card = card_of_link(identity, claim.code, context.now);
    if (!card) return base::fail(nothing_here());
    claim.card = *card;
    TRY(visits, office::visits_of(context.store, claim.card));
    claim.visits = std::move(visits);
    context.csrf = csrf_of(claim.code);
    return claim;
}

Html text_field(std::string_view name, const std::string& value, bool required = false) {
    return el("input", {{"name", name},
                        {"value", value},
                        {"maxlength", "60"},
                        {"autocomplete", "off"},
                        {"dir", "auto"},
                        required ? Attribute("required", "") : Attribute("required", false)});
}

Html promise(const Context& context, std::string_view key) {
    return el("li", {}, {mark("good", context.t(key))});
}

// An optional thing, closed: what it is and what it is for.
Html closed_row(const Context& context, std::string_view title, std::string_view hint,
                std::initializer_list<Html> content) {
    return el("details", {{"class", "closed-row"}},
              {el("summary", {},
                  {box("", {el("b", {}, {context.t(title)}), el("p", {{"class", "second"}}, {context.t(hint)})})}),
               all(content)});
}

// In which language the kiosk greets; a language that is not among these stays as it is.
Html language_choice(const Context& context, const std::string& chosen) {
    Html options;
    const auto add = [&](const std::string& value, const std::string& text) {
        options.add(el("option",
                       {{"value", value}, value == chosen ? Attribute("selected", "") : Attribute("selected", false)},
                       {text}));
    };
    for (const words::Language& language : words::languages())
        add(std::string(language.code), std::string(language.own_name));
    if (!words::is_language(chosen)) add(chosen, chosen.empty() ? context.t("phone.lang_any") : chosen);
    return field(context.t("phone.lang"), el("select", {{"name", "lang"}}, {options}));
}

// Guests of the list of the evening at which the card was stamped, who have not come yet.
constexpr std::size_t list_max = 5000;
base::Result<std::vector<office::Awaited>> list_beside(Context& context, const Claim& claim) {
    attendance::EventId event;
    if (!claim.visits.empty()) {
        event = claim.visits.back().visit.event;
    } else {
        TRY(now, office::event_of_the_moment(context.store, context.now));
        if (!now || context.now < now->starts || context.now >= now->ends) return std::vector<office::Awaited>();
        event = now->id;
    }
    return office::awaited_guests(context.store, event, list_max);
}

// A guest is shown by their nickname, which is public, and by a hint of their name.
Html guest_hint(const office::Awaited& guest) {
    const std::string hint = hinted_name(guest.person);
    const std::string& nickname = guest.person.nickname;
    return all({el("b", {}, {nickname.empty() ? hint : nickname}),
                nickname.empty() || nickname == hint ? Html() : span("second", {hint})});
}

// Buttons of the form that the page is: "this is me".
Html guest_choices(const Context& context, std::span<const office::Awaited> guests) {
    Html list;
    for (const office::Awaited& guest : guests)
        if (guest.untouched)
            list.add(el("li", {},
                        {box("", {guest_hint(guest)}),
                         el("button", {{"type", "submit"}, {"name", "list"}, {"value", guest.person.id.value}},
                            {context.t("phone.on_list_me")})}));
    return el("ul", {{"class", "names on-list"}}, {list});
}

// How many are offered at once: a list is not to be read out.
constexpr std::size_t offered_max = 3;

// What was typed at a double's question, kept for the next step.
Html typed_fields(const Context& context) {
    Html fields;
    for (const std::string name : {"nickname", "name", "reading", "lang", "interests"})
        fields.add(el("input", {{"type", "hidden"}, {"name", name}, {"value", context.form[name]}}));
    return fields;
}

// Somebody on the list is called like that: asked, so that nobody is there twice. Who is known from earlier evenings
// can be joined at the desk only: a name alone does not open somebody's card.
HttpResponse on_list_page(const Context& context, const Claim& claim, std::span<const office::Awaited> guests) {
    const bool mine = std::ranges::any_of(guests, &office::Awaited::untouched);
    const std::string ticket =
        claim.visits.empty() ? std::string()
                             : attendance::ticket_of(claim.visits.back().stamp.device, claim.visits.back().stamp.seq);
    Html known;
    if (std::ranges::any_of(guests, [](const office::Awaited& guest) { return !guest.untouched; }))
        known = box("note", {ticket.empty() ? Html(context.t("phone.on_list_known"))
                                            : Html(context.t("phone.on_list_known_ticket", {{"ticket", ticket}}))});
    const Html form = el(
        "form", {{"method", "post"}, {"action", "/r/" + claim.code}, {"class", "stack"}},
        {context.form_fields(), typed_fields(context), el("h1", {}, {context.t("phone.on_list")}),
         mine ? box("panel", {guest_choices(context, guests)}) : Html(), known,
         el("button", {{"type", "submit"}, {"name", "list"}, {"value", "none"}}, {context.t("phone.on_list_other")})});
    return bare_page(context, context.t("phone.on_list"), form);
}

HttpResponse claim_form(const Context& context, const Claim& claim, const std::string& problem, int status) {
    const bool here = !claim.visits.empty();
    const auto& stamps = context.services.stamps;
    const auto turn = [&](const attendance::Visit& visit) {
        return attendance::stamp_turn(attendance::short_label(visit.title), base::stable_hash(visit.event.value),
                                      stamps.events.size());
    };
    const Html head = box(
        "phone-stamp",
        {here
             ? stamp(stamps, turn(claim.visits.back().visit), context.words->short_day(claim.visits.back().visit.at), 2)
             : empty_stamp(context, 2),
         box("", {el("p", {}, {el("b", {}, {context.t("phone.stamped")})}),
                  el("p", {{"class", "second"}},
                     {here ? context.words->time(claim.visits.back().visit.at) + "　" + claim.visits.back().visit.title
                           : context.t("phone.on_its_way")})})});
    const std::string& lang = context.form["lang"];
    const Html optional =
        all({closed_row(context, "phone.name_and_reading", "phone.name_hint",
                        {field(context.t("person_form.name"), text_field("name", context.form["name"])),
                         field(context.t("person_form.reading"), text_field("reading", context.form["reading"]))}),
             closed_row(context, "phone.lang", "phone.lang_hint",
                        {language_choice(context, lang.empty() ? std::string(context.words->lang()) : lang)}),
             closed_row(context, "phone.interests", "phone.interests_hint",
                        {field(context.t("phone.interests"), text_field("interests", context.form["interests"]))})});
    const Html form =
        el("form", {{"method", "post"}, {"action", "/r/" + claim.code}, {"class", "stack"}},
           {context.form_fields(),
            // What Enter presses: not the first of the list's offers.
            el("button", {{"class", "unseen"}, {"tabindex", "-1"}, {"aria-hidden", "true"}}),
            el("h1", {}, {context.t("phone.what_to_call")}),
            problem.empty() ? Html() : el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", problem)}),
            box("phone-name", {el("input", {{"name", "nickname"},
                                            {"value", context.form["nickname"]},
                                            {"maxlength", "40"},
                                            {"required", ""},
                                            {"autocomplete", "nickname"},
                                            {"dir", "auto"},
                                            {"aria-label", context.t("person_form.nickname")},
                                            {"data-search", "/r/" + claim.code + "/find"}}),
                               span("second", {context.t("phone.san")})}),
            el("div", {{"id", "hits"}, {"role", "status"}}),
            el("p", {{"class", "second"}}, {context.t("phone.only_this")}),
            box("panel", {el("p", {{"class", "second"}}, {context.t("phone.optional")}), optional}),
            el("ul", {{"class", "promises"}},
               {promise(context, "phone.promise_number"), promise(context, "phone.promise_share"),
                promise(context, "phone.promise_erase")}),
            button("primary", context.t("phone.begin")), el("p", {{"class", "later"}}, {context.t("phone.later")})});
    return bare_page(context, context.t("phone.what_to_call"), all({head, form}), status);
}

HttpResponse claimed_page(const Context& context) {
    return bare_page(context, context.t("phone.claimed"),
                     box("panel problem", {el("h1", {}, {mark("good", context.t("phone.claimed"))}),
                                           el("p", {}, {context.t("phone.claimed_todo")})}));
}

// Whether the card is somebody's who has a name. One that was taken off belongs to a person without any.
base::Result<bool> is_named(store::Store& store, const CardId& card) {
    TRY(owner, office::owner_of_card(store, card));
    if (!owner) return false;
    TRY(person, office::find_person(store, *owner));
    return person && (person->erased || !person->name.empty() || !person->nickname.empty());
}

struct Own {
    std::string token;
    Person person;
    office::PersonalLink link;
    bool may_change() const { return link.rights == office::LinkRights::full; }
};
base::Result<Own> the_owner(Context& context) {
    const std::string& token = context.params.at(0);
    TRY(link, office::find_link(context.store, token));
    std::optional<Person> person;
    if (link) {
        TRY(found, office::find_person(context.store, link->person));
        person = std::move(found);
    }
    if (!person || person->erased) return base::fail(nothing_here());
    context.csrf = csrf_of(token);
    return Own{token, *person, *link};
}

bool carries_token(const Context& context) {
    return context.form["csrf"] == context.csrf;
}

std::string too_long(const Context& context, const Person& person, const std::string& interests) {
    const bool nameless = person.nickname.find_first_not_of(" \t　") == std::string::npos;
    if (person.lang.size() > attendance::id_bytes_max) return context.t("phone.bad_name");
    for (const std::string* text : {&person.name, &person.nickname, &person.reading, &interests})
        if (text->size() > attendance::text_bytes_max || nameless) return context.t("phone.bad_name");
    return {};
}

// Their own page, behind their own link: who has no public name is called by the one they gave.
std::string called(const Person& person) {
    const std::string shown = attendance::shown_name(person);
    return shown.empty() ? person.name : shown;
}

// What a form says that was not saved: what was typed, what stands now, and which of it somebody else changed.
struct Unsaved {
    Person typed;
    Person now;
    std::set<attendance::PersonField> overtaken;
    std::optional<std::string> interests_now;
    std::string problem;
};

Html own_forms(const Context& context, const Own& own, const std::string& interests, const Unsaved* unsaved) {
    if (!own.may_change())
        return box("panel", {el("p", {}, {context.t("phone.card_only")}),
                             el("p", {{"class", "second"}}, {context.t("phone.card_only_todo")})});
    using attendance::PersonField;
    const std::string path = "/me/" + own.token;
    const Person& p = unsaved != nullptr ? unsaved->typed : own.person;
    const auto hint = [&](PersonField field, const std::string& hint_text) {
        if (unsaved == nullptr || !unsaved->overtaken.contains(field)) return hint_text;
        Person now;
        copy_field(field, unsaved->now, now);
        return overtaken_hint(context, true, now.name + now.nickname + now.reading + now.lang, hint_text);
    };
    const bool interests_overtaken = unsaved != nullptr && unsaved->interests_now;
    const bool overtaken = unsaved != nullptr && unsaved->problem.empty();
    const auto guarded = [&](const std::string& action, std::initializer_list<Html> children) {
        return el("form", {{"method", "post"}, {"action", path + action}, {"class", "stack"}},
                  {context.form_fields(), all(children)});
    };
    const Html edit = el(
        "details", {{"class", "closed-row panel"}, {"open", unsaved != nullptr}},
        {el("summary", {}, {el("b", {}, {context.t("phone.edit")})}),
         guarded(
             "/edit",
             {overtaken ? overtaken_line(context) : Html(),
              unsaved != nullptr && !unsaved->problem.empty()
                  ? el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", unsaved->problem)})
                  : Html(),
              opened_with(p.version),
              shown_before("interests", overtaken ? unsaved->interests_now.value_or(interests) : interests),
              field(context.t("person_form.nickname"),
                    text_field("nickname", p.nickname.empty() ? attendance::shown_name(p) : p.nickname, true),
                    hint(PersonField::nickname, context.t("person_form.nickname_hint"))),
              field(context.t("person_form.name"), text_field("name", p.name),
                    hint(PersonField::name, context.t("phone.name_hint"))),
              field(context.t("person_form.reading"), text_field("reading", p.reading), hint(PersonField::reading, "")),
              language_choice(context, p.lang),
              field(context.t("phone.interests"),
                    text_field("interests", unsaved != nullptr ? context.form["interests"] : interests),
                    overtaken_hint(context, interests_overtaken,
                                   interests_overtaken ? *unsaved->interests_now : std::string(),
                                   context.t("phone.interests_hint"))),
              button("", context.t("form.save"))})});
    const Html data =
        el("details", {{"class", "closed-row panel"}},
           {el("summary", {}, {el("b", {}, {context.t("phone.data")})}),
            link("button", path + "/data", {icon("export"), context.t("phone.export")}),
            el("p", {{"class", "second"}}, {context.t("phone.erase_means")}),
            guarded("/erase",
                    {el("label", {{"class", "choice"}},
                        {el("input", {{"type", "checkbox"}, {"name", "sure"}, {"value", "yes"}, {"required", ""}}),
                         Html(context.t("phone.sure"))}),
                     button("danger", context.t("phone.erase"))})});
    return all({edit, data});
}

}  // namespace

Answer claim_page(Context& context) {
    TRY(claim, the_claim(context));
    TRY(taken, is_named(context.store, claim.card));
    if (taken) return claimed_page(context);
    return claim_form(context, claim, "", 200);
}

// While somebody types what they are called: whether tonight's list knows them. Whoever has no card in hand, or asks
// for too much, is told nothing.
Answer claim_found(Context& context) {
    TRY(claim, the_claim(context));
    TRY(owner, office::owner_of_card(context.store, claim.card));
    const std::string query = context.query("q");
    HttpResponse response = html_response({});
    response.body.clear();
    if (owner || list_query(query).empty()) return response;
    if (!context.services.list_queries.take(claim.code, std::chrono::steady_clock::now())) return response;
    TRY(list, list_beside(context, claim));
    std::erase_if(list, [&](const office::Awaited& g) { return !g.untouched || !Called(g.person).begins_with(query); });
    if (list.empty()) return response;
    const Html offer = list.size() > offered_max ? el("p", {{"class", "second"}}, {context.t("phone.on_list_more")})
                                                 : guest_choices(context, list);
    response.body = box("panel", {el("p", {{"class", "second"}}, {context.t("phone.on_list")}), offer}).markup();
    return response;
}

namespace {

// The guest who was chosen, if what was typed leads to them; else nothing.
std::optional<Person> chosen_guest(const std::string& id, const Person& typed, std::span<const office::Awaited> list) {
    for (const office::Awaited& guest : list) {
        if (guest.person.id.value != id || !guest.untouched) continue;
        const Called called(guest.person);
        for (const std::string* text : {&typed.nickname, &typed.name, &typed.reading})
            if (called.begins_with(*text)) return guest.person;
    }
    return std::nullopt;
}

// The list's person, called as they say now. Who typed the beginning of their name to be found did not choose a
// nickname.
Person taken_over(Person guest, const Person& typed) {
    const std::string nickname = list_query(typed.nickname);
    const bool is_search =
        !nickname.empty() && (nickname == list_query(guest.name) || nickname == list_query(guest.reading) ||
                              !Called(typed).may_be(Called(guest)));
    if (!is_search) guest.nickname = typed.nickname;
    if (!typed.reading.empty()) guest.reading = typed.reading;
    if (!typed.lang.empty()) guest.lang = typed.lang;
    return guest;
}

}  // namespace

Answer claim_card(Context& context) {
    TRY(claim, the_claim(context));
    if (!carries_token(context)) return problem_page(context, 403, "problem.csrf");
    TRY(named, is_named(context.store, claim.card));
    if (named) return claimed_page(context);
    Person person{{},
                  1,
                  context.form["name"],
                  context.form["nickname"],
                  context.form["reading"],
                  context.form["lang"].empty() ? std::string(context.words->lang()) : context.form["lang"],
                  false};
    const std::string& interests = context.form["interests"];
    const std::string problem = too_long(context, person, interests);
    if (!problem.empty()) return claim_form(context, claim, problem, 400);
    const std::string& answer = context.form["list"];
    TRY(list, list_beside(context, claim));
    if (answer.empty()) {
        const Called called(person);
        std::erase_if(list, [&](const office::Awaited& guest) { return !called.may_be(Called(guest.person)); });
        if (!list.empty())
            return on_list_page(context, claim, std::span(list).first(std::min(list.size(), offered_max)));
    } else if (answer != "none") {
        const auto guest = chosen_guest(answer, person, list);
        if (!guest) return claim_form(context, claim, context.t("phone.on_list_gone"), 400);
        person = taken_over(*guest, person);
    }
    if (person.name.empty()) person.name = person.nickname;
    const auto name_it = [&](store::Store& writing) -> base::Result<std::string> {
        // Looked at again under the lock: two phones may have sent at once.
        TRY(taken, is_named(writing, claim.card));
        if (taken) return std::string();
        if (!person.id.empty()) {
            TRY(untouched, office::is_untouched(writing, person.id));
            if (!untouched) return std::string();
        }
        office::Acts acts(writing, context.services.clock, "self", attendance::Source::self);
        TRY(holder, office::owner_of_card(writing, claim.card));
        if (holder) person.id = *holder;  // nobody yet: the card was taken off, and its next holder gives the name
        TRY(id, acts.put_person(person));
        if (!holder) TRY_VOID(acts.bind(claim.card, id));
        if (!interests.empty()) TRY_VOID(office::set_interests(writing, id, interests));
        return office::make_personal_link(writing, id, "self", office::LinkRights::full, context.now);
    };
    TRY(token, context.write(name_it));
    return token.empty() ? claimed_page(context) : redirect("/me/" + token + "?new=1");
}

namespace {

bool is_evening(WallTime at) {
    const std::string hour = local_minutes(at).substr(11, 2);
    return hour >= "18" || hour < "05";
}

Answer show_own(Context& context, const Own& own, const Unsaved* unsaved) {
    TRY(visits, office::visits_of(context.store, own.person.id));
    TRY(next, office::event_of_the_moment(context.store, context.now));
    TRY(interests, office::interests_of(context.store, own.person.id));
    const auto plain = office::plain_visits(visits);
    TRY(seasons, seasons_of(context, plain, "/me/" + own.token + "/card/"));
    const Html head =
        box("phone-head",
            {box("", {el("p", {{"class", "second"}},
                         {context.t(is_evening(context.now) ? "phone.hello_evening" : "phone.hello")}),
                      el("h1", {}, {span("name", {called(own.person)}), span("san", {context.t("phone.san")})}),
                      seasons.cohort.empty() ? Html() : el("p", {{"class", "second"}}, {seasons.cohort})}),
             box("big", {span("unit", {context.t("table.stamp")}), el("b", {}, {std::to_string(visits.size())})})});
    Html past;
    for (auto v = visits.rbegin(); v != visits.rend(); ++v)
        past.add(el("li", {}, {span("second", {context.words->day_and_year(v->visit.at)}), Html(v->visit.title)}));
    const Html body = all(
        {context.query("new").empty()
             ? Html()
             : box("note",
                   {mark("good", context.t(context.query("new") == "again" ? "phone.welcome_back" : "phone.welcome")),
                    el("p", {}, {context.t("phone.keep_link")})}),
         head, seasons.card,
         next && next->starts > context.now
             ? el("p", {{"class", "next"}},
                  {span("second", {context.t("phone.next")}),
                   el("b", {}, {context.words->day(next->starts) + " " + context.words->time(next->starts)})})
             : Html(),
         visits.empty() ? Html()
                        : el("details", {{"class", "closed-row panel"}},
                             {el("summary", {}, {el("b", {}, {context.t("people.visits")})}),
                              el("ul", {{"class", "names"}}, {past})}),
         seasons.earlier, own_forms(context, own, interests, unsaved)});
    const int status = unsaved == nullptr ? 200 : unsaved->problem.empty() ? 409 : 400;
    return bare_page(context, called(own.person), body, status);
}

// What the form shows of somebody without a nickname is what they are called; sent back, it is no nickname of theirs.
// A field that was not sent stays; a name that was emptied becomes the nickname.
Person typed_by(const Form& form, const Person& opened) {
    Person person = opened;
    person.nickname = form["nickname"];
    if (opened.nickname.empty() && person.nickname == attendance::shown_name(opened)) person.nickname.clear();
    if (form.fields.contains("reading")) person.reading = form["reading"];
    if (form.fields.contains("name")) person.name = form["name"].empty() ? form["nickname"] : form["name"];
    if (!form["lang"].empty()) person.lang = form["lang"];
    return person;
}

}  // namespace

Answer own_page(Context& context) {
    TRY(own, the_owner(context));
    return show_own(context, own, nullptr);
}

Answer own_card_picture(Context& context) {
    TRY(own, the_owner(context));
    TRY(visits, office::visits_of(context.store, own.person.id));
    const auto plain = office::plain_visits(visits);
    TRY(cards, full_cards_of(context.store, plain));
    std::size_t number = 0;
    const std::string& asked = context.params.at(1);
    const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), number);
    if (error != std::errc() || end != asked.data() + asked.size() || number < 1 || number > cards.size())
        return base::fail(nothing_here());
    TRY(community, store::setting(context.store, store::community_setting));
    const std::string honorific = context.t("phone.san");
    std::string name = called(own.person);
    if (!name.ends_with(honorific)) name += honorific;
    HttpResponse response;
    response.body = card_picture_svg(*context.words, context.services.stamps, {name, community, cards[number - 1]});
    response.content_type = "image/svg+xml";
    return response;
}

Answer own_edit(Context& context) {
    TRY(own, the_owner(context));
    if (!own.may_change()) return problem_page(context, 403, "problem.card_only");
    if (!carries_token(context)) return problem_page(context, 403, "problem.csrf");
    TRY(opened,
        office::person_in_version(context.store, own.person.id, opened_version(context.form, own.person.version)));
    const Person& before = opened ? *opened : own.person;
    office::FormEdit<Person> edit{before, typed_by(context.form, before), {}};
    const std::string& interests = context.form["interests"];
    Unsaved unsaved{edit.typed, own.person, {}, {}, {}};
    Person checked = edit.typed;
    checked.nickname = context.form["nickname"];
    unsaved.problem = too_long(context, checked, interests);
    if (!unsaved.problem.empty()) return show_own(context, own, &unsaved);
    const auto save = [&](store::Store& writing) -> base::Result<bool> {
        TRY(held, office::interests_of(writing, own.person.id));
        const Single words = single_field(context.form, "interests", held);
        if (words == Single::overtaken) {
            unsaved.interests_now = held;
            return false;
        }
        office::Acts acts(writing, context.services.clock, own.link.acts_as(), attendance::Source::self);
        TRY(stands, acts.edit(edit));
        if (stands) {
            unsaved.now = edit.now = *stands;
            unsaved.typed = edit.merged();
            unsaved.overtaken = edit.overtaken();
            return false;
        }
        if (words == Single::save) TRY_VOID(office::set_interests(writing, own.person.id, interests));
        return true;
    };
    TRY(saved, context.write(save));
    return saved ? redirect("/me/" + own.token) : show_own(context, own, &unsaved);
}

Answer own_erase(Context& context) {
    TRY(own, the_owner(context));
    if (!own.may_change()) return problem_page(context, 403, "problem.card_only");
    if (!carries_token(context) || context.form["sure"] != "yes") return problem_page(context, 403, "problem.csrf");
    TRY_VOID(context.write([&](store::Store& writing) {
        return office::Acts(writing, context.services.clock, own.link.acts_as(), attendance::Source::self)
            .erase(own.person.id);
    }));
    return bare_page(context, context.t("phone.erased"),
                     box("panel problem", {el("h1", {}, {mark("good", context.t("phone.erased"))}),
                                           el("p", {}, {context.t("phone.erased_todo")})}));
}

Answer own_data(Context& context) {
    TRY(own, the_owner(context));
    if (!own.may_change()) return problem_page(context, 403, "problem.card_only");
    TRY(visits, office::visits_of(context.store, own.person.id));
    TRY(cards, office::cards_of(context.store, own.person.id));
    TRY(interests, office::interests_of(context.store, own.person.id));
    nlohmann::json json{{"interests", interests},          {"name", own.person.name},
                        {"nickname", own.person.nickname}, {"reading", own.person.reading},
                        {"lang", own.person.lang},         {"visits", nlohmann::json::array()},
                        {"cards", nlohmann::json::array()}};
    for (const office::VisitLine& line : visits)
        json["visits"].push_back({{"event", line.visit.title},
                                  {"at", base::format_rfc3339(line.visit.at, office::zone_offset(line.visit.at))},
                                  {"source", attendance::to_string(line.source)}});
    for (const office::CardLine& card : cards)
        json["cards"].push_back(card.card.value);
    HttpResponse response;
    response.body = json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"pettan-my-data.json\"");
    return response;
}

}  // namespace web
