#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

// The problems that this page may be told to show: nothing that stands in an address is shown as it is.
std::string known_problem(const std::string& key) {
    for (const char* known : {"settings.password_wrong", "settings.password_short"})
        if (key == known) return key;
    return {};
}

Html password_panel(const Context& context) {
    const std::string problem = known_problem(context.query("problem"));
    const auto input = [](std::string_view name, std::string_view kind) {
        return el("input", {{"name", name}, {"type", "password"}, {"required", ""}, {"autocomplete", kind}});
    };
    return panel("", context.t("settings.password"), {},
                 {post_form(context, "/settings/password", "stack",
                            {problem.empty() ? Html()
                                             : el("p", {{"class", "problem-line"}, {"role", "alert"}},
                                                  {mark("act", context.t(problem))}),
                             field(context.t("settings.password_old"), input("old", "current-password")),
                             field(context.t("settings.password_new"), input("new", "new-password"),
                                   context.t("settings.password_hint")),
                             button("", context.t("form.save"))})});
}

base::Result<Html> accounts_panel(Context& context) {
    TRY(accounts, hub::accounts(context.store));
    Html rows;
    for (const hub::Account& account : accounts)
        rows.add(el("li", {},
                    {Html(account.name),
                     span("second", {context.t(account.role == hub::AccountRole::organizer ? "role.organizer"
                                                                                           : "role.staff")})}));
    return panel(
        "", context.t("settings.accounts"), {},
        {el("ul", {{"class", "names"}}, {rows}), el("p", {{"class", "hint"}}, {context.t("settings.accounts_hint")})});
}

base::Result<Html> tokens_panel(Context& context, const std::string& made) {
    TRY(tokens, hub::api_tokens(context.store));
    Html rows;
    for (const hub::ApiToken& token : tokens)
        rows.add(el("li", {},
                    {Html(token.name), span("second", {context.words->day_and_year(token.created)}),
                     post_form(context, "/settings/tokens/" + token.id + "/revoke", "inline",
                               {button("plain", context.t("settings.token_revoke"))})}));
    const Html shown =
        made.empty() ? Html() : box("note", {el("p", {}, {context.t("settings.token_once")}), el("pre", {}, {made})});
    return panel("", context.t("settings.tokens"), {},
                 {shown, el("ul", {{"class", "names"}}, {rows}),
                  post_form(context, "/settings/tokens", "stack",
                            {field(context.t("settings.token_name"),
                                   el("input", {{"name", "name"}, {"required", ""}, {"maxlength", "60"}}),
                                   context.t("settings.token_hint")),
                             button("", context.t("settings.token_make"))})});
}

Answer show(Context& context, const std::string& token) {
    TRY(accounts, accounts_panel(context));
    Html tokens;
    if (context.is_organizer()) {
        TRY(made, tokens_panel(context, token));
        tokens = std::move(made);
    }
    return page(context, {.title = context.t("nav.settings"),
                          .subtitle = {},
                          .section = Section::settings,
                          .actions = {},
                          .body = box("two-columns", {password_panel(context), accounts, tokens}),
                          .status = 200,
                          .focal = {}});
}

}  // namespace

// Shown in the answer itself, once.
Answer make_token(Context& context) {
    const std::string& name = context.form["name"];
    if (name.empty() || name.size() > 200) return redirect("/settings");
    TRY(token, context.write(
                   [&](hub::Store& writing) { return hub::add_api_token(writing, name, context.by(), context.now); }));
    return show(context, token);
}

Answer revoke_token(Context& context) {
    TRY_VOID(context.write([&](hub::Store& writing) { return hub::revoke_api_token(writing, context.params.at(0)); }));
    return redirect("/settings");
}

Answer settings_page(Context& context) {
    return show(context, "");
}

}  // namespace web
