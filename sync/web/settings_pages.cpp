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

}  // namespace

Answer settings_page(Context& context) {
    TRY(accounts, accounts_panel(context));
    return page(context, {.title = context.t("nav.settings"),
                          .subtitle = {},
                          .section = Section::settings,
                          .actions = {},
                          .body = box("two-columns", {password_panel(context), accounts}),
                          .status = 200,
                          .focal = {}});
}

}  // namespace web
