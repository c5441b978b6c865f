#include <fmt/core.h>

#include <algorithm>

#include "base/secrets.h"
#include "http/forwarded.h"
#include "store/guesses.h"
#include "web/kept_form.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/stamp_art.h"

namespace web {
namespace {

constexpr std::size_t password_bytes_min = 10;
constexpr std::size_t password_bytes_max = 200;

// Back to where the visitor wanted to go, if that is one of our pages.
std::string wanted_place(const std::string& to) {
    // Browsers drop tabs and line ends and take a backslash for a stroke (URL standard): no byte but those that an
    // address is written with.
    const auto plain = [](char c) { return c > ' ' && c < 0x7f && c != '\\'; };
    const bool within = to.starts_with('/') && !to.starts_with("//") && std::ranges::all_of(to, plain);
    return within ? to : "/";
}

HttpResponse sign_in_form(Context& context, const std::string& name, const std::string& to, const std::string& problem,
                          int status, const Html& kept = {}) {
    HttpResponse response;
    std::string visitor = cookie(context.request.header("cookie"), visitor_cookie);
    const bool known = !visitor.empty() && !context.account;
    if (!known) visitor = base::random_token();
    context.csrf = csrf_of(visitor);
    const Html form = post_form(
        context, "/sign-in", "stack",
        {problem.empty() ? Html() : el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", problem)}),
         el("input", {{"type", "hidden"}, {"name", "to"}, {"value", to}}), kept,
         kept.empty() ? Html() : el("p", {}, {context.t("kept.sign_in")}),
         field(context.t("sign_in.name"), el("input", {{"name", "name"},
                                                       {"autocomplete", "username"},
                                                       {"required", ""},
                                                       {"value", name},
                                                       {"autocapitalize", "none"}})),
         field(
             context.t("sign_in.password"),
             el("input",
                {{"name", "password"}, {"type", "password"}, {"required", ""}, {"autocomplete", "current-password"}})),
         button("primary", context.t("sign_in.button"))});
    response = bare_page(context, context.t("sign_in.title"),
                         box("panel sign-in", {box("brand", {seal(), el("h1", {}, {context.t("site.name")})}),
                                               el("p", {{"class", "second"}}, {context.t("sign_in.lead")}), form,
                                               el("p", {{"class", "hint"}}, {context.t("sign_in.forgotten")})}),
                         status);
    if (!known) response.headers.push_back(set_cookie(context, visitor_cookie, visitor, std::chrono::seconds(0)));
    return response;
}

// What was typed before the session ended, on its way through another attempt.
Html kept_through(const Context& context) {
    const auto kept = carried_in(context.form);
    return kept ? carried(kept->address, kept->form) : Html();
}

}  // namespace

HttpResponse sign_in_to_send(Context& context, const Form& kept) {
    return sign_in_form(context, "", "/", "", 403, carried(context.request.path, kept));
}

Answer sign_in_page(Context& context) {
    if (context.account) return redirect(wanted_place(context.query("to")));
    return sign_in_form(context, "", wanted_place(context.query("to")), "", 200);
}

Answer sign_in(Context& context) {
    const std::string name = context.form["name"];
    const std::string to = wanted_place(context.form["to"]);
    const std::string browser = cookie(context.request.header("cookie"), browser_cookie);
    const std::string place = http::place_of(context.request.peer);
    // In a browser where this account was signed in before nobody waits, whatever strangers try elsewhere.
    TRY(known, store::is_known_browser(context.store, browser, name, context.now));
    if (!known) {
        TRY(verdict, store::judge_guess(context.store, store::Guess::password, place, name, context.now));
        if (verdict.refused) {
            auto response = sign_in_form(context, name, to, context.t("sign_in.too_often"), 429, kept_through(context));
            response.headers.emplace_back("Retry-After", std::to_string(store::guesses_window.count()));
            return response;
        }
        if (verdict.delay.count() > 0 && !context.waited) {
            context.wait = verdict.delay;
            return HttpResponse();
        }
    }
    const std::string& password = context.form["password"];
    std::optional<office::Account> account;
    if (password.size() <= password_bytes_max) {
        TRY(checked, office::check_password(context.store, name, password));
        account = std::move(checked);
    }
    if (!account) {
        if (!known)
            TRY_VOID(context.write([&](store::Store& writing) {
                return store::note_wrong_guess(writing, store::Guess::password, place, name, context.now);
            }));
        return sign_in_form(context, name, to, context.t("sign_in.wrong"), 403, kept_through(context));
    }
    // A new token at each sign-in: one that a stranger may have planted before is worth nothing.
    TRY(token, context.write(
                   [&](store::Store& writing) { return office::open_session(writing, account->name, context.now); }));
    context.services.callers->note_signed_in(token);
    HttpResponse response = redirect(to);
    if (const auto kept = carried_in(context.form)) {
        context.csrf = csrf_of(token);
        response = send_anew_page(context, kept->address, kept->form, 200, "kept.signed_in");
    }
    if (!known) {
        TRY(browser_token, context.write([&](store::Store& writing) {
            return store::know_browser(writing, account->name, context.now);
        }));
        response.headers.push_back(set_cookie(context, browser_cookie, browser_token, store::browser_known_for));
    }
    response.headers.push_back(set_cookie(context, session_cookie, token, office::session_lives));
    response.headers.push_back(set_cookie(context, visitor_cookie, "", std::chrono::seconds(-1)));
    return response;
}

Answer sign_out(Context& context) {
    const std::string token = cookie(context.request.header("cookie"), session_cookie);
    TRY_VOID(context.write([&](store::Store& writing) { return office::close_session(writing, token); }));
    HttpResponse response = redirect("/sign-in");
    response.headers.push_back(set_cookie(context, session_cookie, "", std::chrono::seconds(-1)));
    return response;
}

Answer choose_language(Context& context) {
    const std::string lang(words::language_or_english(context.params.at(0)).code);
    // Back to the page before, if it was ours: same-origin requests name it.
    const std::string referrer(context.request.header("referer"));
    const std::size_t host = referrer.find("://");
    const std::size_t path = host == std::string::npos ? host : referrer.find('/', host + 3);
    const bool ours = path != std::string::npos && !context.request.header("host").empty() &&
                      referrer.substr(host + 3, path - host - 3) == context.request.header("host");
    HttpResponse response = redirect(ours ? wanted_place(referrer.substr(path)) : "/");
    response.headers.push_back(set_cookie(context, language_cookie, lang, std::chrono::hours(24 * 365)));
    return response;
}

Answer change_password(Context& context) {
    const std::string& wanted = context.form["new"];
    TRY(known, office::check_password(context.store, context.account->name, context.form["old"]));
    if (!known) return redirect("/settings?problem=settings.password_wrong");
    if (wanted.size() < password_bytes_min || wanted.size() > password_bytes_max)
        return redirect("/settings?problem=settings.password_short");
    TRY_VOID(context.write(
        [&](store::Store& writing) { return office::set_password(writing, context.account->name, wanted); }));
    return redirect("/sign-in");
}

}  // namespace web
