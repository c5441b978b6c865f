#include "web/layout.h"

#include <array>

#include "store/settings.h"
#include "web/stamp_art.h"

namespace web {
namespace {

struct Place {
    Section section;
    std::string_view key;
    std::string_view address;
    std::string_view icon;
    bool organizers_only;
    bool only_with_work = false;  // is there while something waits to be settled
};
constexpr std::array places{
    Place{Section::today, "nav.today", "/", "today", false},
    Place{Section::events, "nav.events", "/events", "events", false},
    Place{Section::people, "nav.people", "/people", "people", false},
    Place{Section::seasons, "nav.seasons", "/seasons", "seasons", false},
    Place{Section::import, "nav.import", "/import", "import", true},
    Place{Section::exporting, "nav.export", "/export", "export", true},
    Place{Section::kiosks, "nav.kiosks", "/kiosks", "kiosks", false},
    Place{Section::conflicts, "nav.conflicts", "/conflicts", "conflicts", false, true},
    Place{Section::settings, "nav.settings", "/settings", "settings", false},
};

Html head(const Words& words, const std::string& title) {
    return el("head", {},
              {el("meta", {{"charset", "utf-8"}}),
               el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
               el("meta", {{"name", "color-scheme"}, {"content", "light"}}),
               el("title", {}, {title + " · " + words.text("site.name")}),
               el("link", {{"rel", "icon"}, {"href", "/static/seal.svg"}}),
               el("link", {{"rel", "stylesheet"}, {"href", "/static/site.css"}}),
               el("script", {{"src", "/static/site.js"}, {"defer", ""}}),
               el("script", {{"src", "/static/here.js"}, {"defer", ""}}),
               el("script", {{"src", "/static/live.js"}, {"defer", ""}})});
}

enum class Readers { guests, staff };

// Staff are offered the languages that have texts for them.
Html other_languages(const Words& words, Readers readers) {
    Html links;
    for (const words::Language& language : words::languages()) {
        if (language.code == words.lang()) continue;
        if (readers == Readers::staff && !Words::in(language.code).has_own("nav.today")) continue;
        links.add(el(
            "a",
            {{"class", "other-language"}, {"href", "/language/" + std::string(language.code)}, {"lang", language.code}},
            {std::string(language.own_name)}));
    }
    return box("languages", {links});
}

Html rail(const Context& context, Section here) {
    const auto unsettled = context.store.unsettled();
    const bool something_waits = unsettled && unsettled->any();
    Html list;
    for (const Place& place : places) {
        if (place.organizers_only && !context.is_organizer()) continue;
        if (place.only_with_work && place.section != here && !something_waits) continue;
        const bool current = place.section == here;
        list.add(
            el("li", {},
               {el("a",
                   {{"href", place.address}, current ? Attribute("aria-current", "page") : Attribute("hidden", false)},
                   {icon(place.icon), el("span", {}, {context.t(place.key)})})}));
    }
    const std::string role = context.t(context.is_organizer() ? "role.organizer" : "role.staff");
    return el("nav", {{"class", "rail"}, {"aria-label", context.t("nav.label")}},
              {link("brand", "/", {seal(), el("span", {}, {context.t("site.name")})}), el("ul", {}, {list}),
               box("rail-foot", {el("p", {}, {context.account->name + context.t("role.in_brackets", {{"role", role}})}),
                                 el("p", {{"class", "zone"}}, {Words::zone(context.now)}),
                                 post_form(context, "/sign-out", "inline", {button("plain", context.t("sign_in.out"))}),
                                 link("quiet", "/help", {context.t("help.title")}),
                                 other_languages(*context.words, Readers::staff)})});
}

Html html_of(const Words& words, const std::string& title, std::string_view kind, const Html& body) {
    return el("html", {{"lang", words.lang()}}, {head(words, title), el("body", {{"class", kind}}, {ink(), body})});
}

HttpResponse bare(const Words& words, const std::string& title, const Html& body, int status,
                  const std::string& community = {}) {
    return html_response(
        html_of(
            words, title, "bare",
            el("main", {{"id", "main"}},
               {box("bare-head", {span("community", {community}), other_languages(words, Readers::guests)}), body})),
        status);
}

Html problem(const Words& words, const Html& title, const std::string& key) {
    return box("panel problem",
               {title, el("p", {}, {words.text(key + "_todo")}), link("button", "/", {words.text("problem.home")})});
}

}  // namespace

HttpResponse page(const Context& context, const Page& p) {
    const Html heading =
        el("header", {{"class", "page-head"}},
           {box("page-title", {el("h1", {}, {p.title}), p.subtitle.empty() ? Html() : el("p", {}, {p.subtitle})}),
            box("actions", {p.actions})});
    return html_response(html_of(*context.words, p.title, "with-rail",
                                 all({link("skip", "#main", {context.t("nav.skip")}), rail(context, p.section),
                                      el("main", {{"id", "main"}, {"class", p.focal}}, {heading, p.body})})),
                         p.status);
}

HttpResponse bare_page(const Words& words, const std::string& title, const Html& body, int status) {
    return bare(words, title, body, status);
}

HttpResponse bare_page(const Context& context, const std::string& title, const Html& body, int status) {
    const auto community = store::setting(context.store, store::community_setting);
    return bare(*context.words, title, body, status, community ? *community : std::string());
}

HttpResponse problem_page(const Words& words, int status, const std::string& key) {
    return bare(words, words.text("problem.title"), problem(words, el("h1", {}, {mark("act", words.text(key))}), key),
                status);
}

HttpResponse problem_page(const Context& context, int status, const std::string& key) {
    if (!context.account) return problem_page(*context.words, status, key);
    return page(context, {.title = context.t("problem.title"),
                          .subtitle = {},
                          .section = Section::none,
                          .actions = {},
                          .body = problem(*context.words, mark("act", context.t(key)), key),
                          .status = status,
                          .focal = {}});
}

Html live_state(const Context& context) {
    return el("div", {{"id", "live-state"},
                      {"class", "live-state"},
                      {"role", "status"},
                      {"hidden", ""},
                      {"data-lost", context.t("live.lost")},
                      {"data-lost-long", context.t("live.lost_long")},
                      {"data-signed-out", context.t("live.signed_out")},
                      {"data-waiting", context.t("live.waiting")},
                      {"data-show", context.t("live.show")}});
}

Html panel(const std::string& css_class, const std::string& title, const Html& aside,
           std::initializer_list<Html> content) {
    return el("section", {{"class", "panel " + css_class}},
              {box("panel-head", {el("h2", {}, {title}), box("aside", {aside})}), all(content)});
}

Html post_form(const Context& context, const std::string& action, std::string_view css_class,
               std::initializer_list<Html> children) {
    return el("form", {{"method", "post"}, {"action", action}, {"class", css_class}},
              {context.form_fields(), all(children)});
}

Html button(std::string_view css_class, const Html& content) {
    return el("button", {{"class", css_class}, {"type", "submit"}}, {content});
}

Html field(const std::string& label, const Html& input, const std::string& hint) {
    return el("label", {{"class", "field"}},
              {span("label", {label}), input, hint.empty() ? Html() : span("hint", {hint})});
}

Html person_name(const attendance::Person& person, const std::string& if_none) {
    const std::string& text = person.name.empty() ? person.nickname : person.name;
    if (text.empty()) return span("nobody", {if_none});
    const bool tagged = !person.lang.empty();
    return el("span",
              {{"class", "name"}, {"dir", "auto"}, tagged ? Attribute("lang", person.lang) : Attribute("lang", false)},
              {text});
}

Html empty_stamp(const Context& context, std::uint64_t n) {
    return stamp(context.services.stamps, n, "", n);
}

}  // namespace web
