#include <algorithm>

#include "http/public_url.h"
#include "office/event_queries.h"
#include "office/person_queries.h"
#include "office/prompt_queries.h"
#include "office/zone.h"
#include "store/settings.h"
#include "web/calendar_panel.h"
#include "web/layout.h"
#include "web/opened_form.h"
#include "web/pages.h"
#include "web/prompt_panel.h"
#include "web/retention_panel.h"

namespace web {
namespace {

constexpr std::size_t acts_max = 30;
constexpr std::size_t token_name_max = 200;

// The problems that this page may be told to show: nothing that stands in an address is shown as it is.
std::string known_problem(const std::string& key) {
    for (const char* known : {"settings.password_wrong", "settings.password_short", "settings.account_bad"})
        if (key == known) return key;
    return {};
}

// An act of which a newer hub wrote has no text here.
std::string key_of_act(const Context& context, std::string_view word) {
    const std::string key = "staff_act." + std::string(word);
    return context.words->has(key) ? key : "staff_act.other";
}

Html password_panel(const Context& context) {
    std::string problem = known_problem(context.query("problem"));
    if (problem == "settings.account_bad") problem.clear();  // another form's
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

Html zone_panel(const Context& context, const UnsavedText& unsaved) {
    Html names;
    for (const std::string& name : office::zone_names())
        names.add(el("option", {{"value", name}}));
    const OneText text = one_text(context, "zone", office::zone_name(), context.t("settings.zone_hint"), unsaved);
    const Html form = post_form(context, "/settings/zone", "stack",
                                {text.above,
                                 field(context.t("settings.zone"),
                                       el("input", {{"name", "zone"},
                                                    {"list", "zones"},
                                                    {"required", ""},
                                                    {"maxlength", "64"},
                                                    {"autocomplete", "off"},
                                                    {"value", text.value}}),
                                       text.hint),
                                 el("datalist", {{"id", "zones"}}, {names}), button("", context.t("form.save"))});
    const std::string now = context.t("settings.zone_now",
                                      {{"zone", Words::zone(context.now)}, {"time", context.words->time(context.now)}});
    return panel("", context.t("settings.zone_title"), {},
                 {el("p", {}, {now}), context.is_organizer() ? form : Html()});
}

base::Result<Html> community_panel(Context& context, const UnsavedText& unsaved) {
    TRY(name, store::setting(context.store, store::community_setting));
    if (!context.is_organizer()) return Html();
    const OneText text = one_text(context, "community", name, context.t("settings.community_hint"), unsaved);
    return panel(
        "", context.t("settings.community_title"), {},
        {post_form(context, "/settings/community", "stack",
                   {text.above,
                    field(context.t("settings.community"),
                          el("input", {{"name", "community"}, {"maxlength", "60"}, {"value", text.value}}), text.hint),
                    button("", context.t("form.save"))})});
}

// A password just made, to be shown once.
struct Made {
    std::string account;
    std::string password;
    std::string token;
};

// What asks before it is done: why, and the button.
Html asked(const Context& context, std::string_view means, const std::string& action, const Html& hidden,
           std::string_view css_class, const std::string& label) {
    return all(
        {el("p", {}, {context.t(means)}), post_form(context, action, "inline", {hidden, button(css_class, label)})});
}

Html account_line(const Context& context, const office::Account& account) {
    const std::string path = "/settings/accounts/" + url_encoded(account.name);
    const bool own = context.account->name == account.name;
    const bool is_organizer = account.role == office::AccountRole::organizer;
    const Html change =
        context.is_organizer() && !own
            ? el("details", {{"class", "revoke"}},
                 {el("summary", {}, {context.t("settings.account_change")}),
                  asked(context, is_organizer ? "settings.role_staff_means" : "settings.role_organizer_means",
                        path + "/role",
                        el("input",
                           {{"type", "hidden"}, {"name", "role"}, {"value", is_organizer ? "staff" : "organizer"}}),
                        "", context.t(is_organizer ? "settings.make_staff" : "settings.make_organizer")),
                  asked(context, "settings.account_renew_means", path + "/password", Html(), "",
                        context.t("settings.account_renew")),
                  asked(context, "settings.account_remove_means", path + "/remove", Html(), "danger",
                        context.t("settings.account_remove_button", {{"name", account.name}}))})
            : Html();
    return el(
        "li", {},
        {Html(account.name), span("second", {context.t(is_organizer ? "role.organizer" : "role.staff")}), change});
}

Html new_account_form(const Context& context) {
    const std::string problem = known_problem(context.query("problem"));
    const bool bad_name = problem == "settings.account_bad";
    const Html roles = all({el("option", {{"value", "staff"}}, {context.t("role.staff")}),
                            el("option", {{"value", "organizer"}}, {context.t("role.organizer")})});
    return post_form(
        context, "/settings/accounts", "stack",
        {bad_name ? el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", context.t(problem))}) : Html(),
         field(context.t("settings.account_name"), el("input", {{"name", "name"},
                                                                {"required", ""},
                                                                {"maxlength", "40"},
                                                                {"autocomplete", "off"},
                                                                {"autocapitalize", "none"}})),
         field(context.t("settings.account_role"), el("select", {{"name", "role"}}, {roles}),
               context.t("settings.account_role_hint")),
         button("", context.t("settings.account_make"))});
}

base::Result<Html> accounts_panel(Context& context, const Made& made) {
    TRY(accounts, office::accounts(context.store));
    Html rows;
    for (const office::Account& account : accounts)
        rows.add(account_line(context, account));
    const Html shown = made.account.empty()
                           ? Html()
                           : box("note", {el("p", {}, {context.t("settings.account_once", {{"name", made.account}})}),
                                          el("pre", {}, {made.password})});
    return panel(
        "", context.t("settings.accounts"), {},
        {shown, el("ul", {{"class", "names"}}, {rows}), context.is_organizer() ? new_account_form(context) : Html()});
}

// An act names things by their ids; people know them by their names.
base::Result<std::string> name_of(Context& context, std::span<const store::DeviceRow> devices, const std::string& act,
                                  const std::string& id) {
    if (act.starts_with("season")) {
        TRY(season, office::find_season(context.store, id));
        return season ? season->season.name : id;
    }
    if (act.starts_with("event_")) {
        TRY(event, office::find_event(context.store, attendance::EventId{id}));
        return event ? event->title : id;
    }
    if (act == "personal_link" || act == "link_ended" || act == "own_page") {
        TRY(person, office::find_person(context.store, attendance::PersonId{id}));
        return person && !person->erased ? person->name : context.t("people.erased");
    }
    if (act.ends_with("_device"))
        for (const store::DeviceRow& device : devices)
            if (std::to_string(device.device) == id) return device.name;
    return id;
}

// What was done here that no other page shows, and by whom.
base::Result<Html> acts_panel(Context& context) {
    TRY(acts, office::staff_acts(context.store, acts_max));
    TRY(devices, context.store.devices());
    Html rows;
    for (const office::StaffAct& act : acts) {
        const std::size_t space = act.what.find(' ');
        TRY(what, name_of(context, devices, act.what.substr(0, space),
                          space == std::string::npos ? std::string() : act.what.substr(space + 1)));
        rows.add(el("li", {},
                    {span("second", {context.words->day_and_year(act.at) + " " + context.words->time(act.at)}),
                     Html(context.t(key_of_act(context, act.what.substr(0, space)), {{"what", what}})),
                     span("second", {act.by.starts_with("user:") ? act.by.substr(5)
                                     : act.by == "self"          ? context.t("act.self")
                                                                 : act.by})}));
    }
    return panel("", context.t("settings.acts"), {}, {el("ul", {{"class", "names"}}, {rows})});
}

// The least first: it is the one that is chosen when nobody thinks about it.
Html token_form(const Context& context) {
    Html scopes;
    for (const office::ApiScope scope : office::all_api_scopes) {
        const std::string word(to_string(scope));
        scopes.add(el("option", {{"value", word}}, {context.t("settings.token_scope_" + word)}));
    }
    return post_form(context, "/settings/tokens", "stack",
                     {field(context.t("settings.token_name"),
                            el("input", {{"name", "name"}, {"required", ""}, {"maxlength", "60"}})),
                      field(context.t("settings.token_scope"), el("select", {{"name", "scope"}}, {scopes}),
                            context.t("settings.token_hint")),
                      button("", context.t("settings.token_make"))});
}

base::Result<Html> tokens_panel(Context& context, const std::string& made) {
    TRY(tokens, office::api_tokens(context.store));
    Html rows;
    for (const office::ApiToken& token : tokens)
        rows.add(
            el("li", {},
               {Html(token.name),
                span("second", {context.t("settings.token_scope_" + std::string(to_string(token.scope))) + " · " +
                                context.words->day_and_year(token.created)}),
                el("details", {{"class", "revoke"}},
                   {el("summary", {}, {context.t("settings.token_revoke")}),
                    asked(context, "settings.token_revoke_means", "/settings/tokens/" + token.id + "/revoke", Html(),
                          "danger", context.t("settings.token_revoke_button", {{"name", token.name}}))})}));
    const Html shown =
        made.empty() ? Html() : box("note", {el("p", {}, {context.t("settings.token_once")}), el("pre", {}, {made})});
    return panel("", context.t("settings.tokens"), {},
                 {shown, el("ul", {{"class", "names"}}, {rows}), token_form(context)});
}

base::Result<Html> address_panel(Context& context, const UnsavedText& unsaved) {
    TRY(url, store::setting(context.store, store::public_url_setting));
    const OneText text = one_text(context, "url", url, context.t("settings.address_hint"), unsaved);
    return panel(
        "", context.t("settings.address"), {},
        {post_form(
            context, "/settings/address", "stack",
            {text.above,
             field(context.t("settings.address"),
                   el("input", {{"name", "url"}, {"type", "url"}, {"value", text.value}, {"autocomplete", "off"}}),
                   text.hint),
             button("", context.t("form.save"))})});
}

Answer show(Context& context, const Made& made, const UnsavedText& unsaved = {}) {
    TRY(accounts, accounts_panel(context, made));
    TRY(community, community_panel(context, unsaved));
    TRY(prompts, prompts_panel(context, attendance::every_event));
    Html for_organizers;
    if (context.is_organizer()) {
        TRY(tokens, tokens_panel(context, made.token));
        TRY(address, address_panel(context, unsaved));
        TRY(calendar, calendar_panel(context));
        TRY(acts, acts_panel(context));
        TRY(names, retention_note(context));
        for_organizers = all({address, calendar, tokens, acts,
                              panel("", context.t("retention.title"), {},
                                    {names, link("", "/settings/retention", {context.t("retention.link")})})});
    }
    return page(context, {.title = context.t("nav.settings"),
                          .subtitle = {},
                          .section = Section::settings,
                          .actions = {},
                          .body = box("two-columns", {community, password_panel(context), accounts,
                                                      zone_panel(context, unsaved), prompts, for_organizers}),
                          .status = unsaved.status(),
                          .focal = {}});
}

base::Result<void> note(Context& context, const std::string& what) {
    return context.act([&](office::Acts& acts) { return acts.note(what); });
}

// Saves a text of the whole hub. One that was not touched is left alone, and what somebody else made of it meanwhile is
// shown first.
Answer save_text(Context& context, std::string_view setting, const std::string& field, const std::string& value,
                 const std::string& act, const std::string& unset = "") {
    TRY(kept, store::setting(context.store, setting));
    const std::string opened = opened_text(context.form, field, kept.empty() ? unset : kept);
    if (value == opened) return redirect("/settings");
    TRY(other, context.write([&](store::Store& writing) {
        return store::change_setting(writing, setting, opened, value, unset);
    }));
    if (other) return show(context, {}, {field, context.form[field]});
    TRY_VOID(note(context, act));
    return redirect("/settings");
}

}  // namespace

// Shown in the answer itself, once; so is the password of an account that gets a new one.
Answer make_account(Context& context) {
    const std::string& name = context.form["name"];
    const std::string role = context.form["role"] == "organizer" ? "organizer" : "staff";
    const auto password =
        context.write([&](store::Store& writing) { return writing.add_account(name, role, context.now); });
    if (!password && password.error().code == base::ErrorCode::bad_input)
        return redirect("/settings?problem=settings.account_bad");
    if (!password) return base::fail(password.error());
    TRY_VOID(note(context, "account_added " + name));
    return show(context, {name, *password, {}});
}

Answer renew_account(Context& context) {
    const std::string name = url_decoded(context.params.at(0), false);
    TRY(password, context.write([&](store::Store& writing) { return office::renew_password(writing, name); }));
    TRY_VOID(note(context, "account_renewed " + name));
    return show(context, {name, password, {}});
}

Answer change_role(Context& context) {
    const std::string name = url_decoded(context.params.at(0), false);
    if (name == context.account->name) return base::fail(base::ErrorCode::bad_input, "nobody changes their own role");
    const auto role = context.form["role"] == "organizer" ? office::AccountRole::organizer : office::AccountRole::staff;
    TRY_VOID(context.write([&](store::Store& writing) { return office::set_role(writing, name, role); }));
    TRY_VOID(note(context, (role == office::AccountRole::organizer ? "account_organizer " : "account_staff ") + name));
    return redirect("/settings");
}

Answer remove_account(Context& context) {
    const std::string name = url_decoded(context.params.at(0), false);
    if (name == context.account->name) return base::fail(base::ErrorCode::bad_input, "nobody removes themselves");
    TRY_VOID(context.write([&](store::Store& writing) { return office::remove_account(writing, name); }));
    TRY_VOID(note(context, "account_removed " + name));
    return redirect("/settings");
}

Answer make_token(Context& context) {
    const std::string& name = context.form["name"];
    if (name.empty() || name.size() > token_name_max) return redirect("/settings");
    const auto scope = office::api_scope_from(context.form["scope"]).value_or(office::ApiScope::metrics);
    TRY(token, context.write([&](store::Store& writing) {
        return office::add_api_token(writing, name, scope, context.by(), context.now);
    }));
    TRY_VOID(note(context, "token_made"));
    return show(context, {{}, {}, token});
}

Answer revoke_token(Context& context) {
    TRY_VOID(
        context.write([&](store::Store& writing) { return office::revoke_api_token(writing, context.params.at(0)); }));
    TRY_VOID(note(context, "token_revoked"));
    return redirect("/settings");
}

Answer change_community(Context& context) {
    const std::string& name = context.form["community"];
    if (name.size() > attendance::text_bytes_max) return show(context, {}, {"community", name, "settings.too_long"});
    return save_text(context, store::community_setting, "community", name, "community");
}

Answer change_zone(Context& context) {
    const std::string& zone = context.form["zone"];
    if (!office::is_zone(zone)) return show(context, {}, {"zone", zone, "settings.zone_bad"});
    return save_text(context, office::zone_setting, "zone", zone, "zone " + zone, office::machine_zone());
}

Answer set_public_url(Context& context) {
    const std::string& typed = context.form["url"];
    const auto url = typed.empty() ? base::Result<std::string>(typed) : http::parse_public_url(typed);
    if (!url) return show(context, {}, {"url", typed, "settings.address_bad"});
    return save_text(context, store::public_url_setting, "url", *url, "public_url " + *url);
}

Answer settings_page(Context& context) {
    return show(context, {});
}

}  // namespace web
