// A person's links to their own page, at the desk: making one, and ending one that was lost or given to the wrong
// person.
#include <algorithm>

#include "office/person_queries.h"
#include "office/personal_links.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/qr_code.h"
#include "web/the_person.h"

namespace web {
namespace {

using attendance::Person;
using attendance::PersonId;
using office::LinkRights;

// Who may make a link of this kind may end it.
bool may_end(const Context& context, const office::StandingLink& link) {
    return context.is_organizer() || link.rights == LinkRights::card_only;
}

Html link_line(const Context& context, const Person& person, const office::StandingLink& standing) {
    const std::string& by = standing.made_by;
    const std::string maker = by.starts_with("user:") ? by.substr(5) : context.t("act.self");
    const std::string opens = context.t(standing.rights == LinkRights::full ? "link.opens_all" : "link.opens_card");
    const Html end = may_end(context, standing)
                         ? el("details", {{"class", "revoke"}},
                              {el("summary", {}, {context.t("link.end")}), el("p", {}, {context.t("link.end_means")}),
                               post_form(context, person_path(person.id) + "/link/end", "inline",
                                         {el("input", {{"type", "hidden"}, {"name", "link"}, {"value", standing.hash}}),
                                          button("danger", context.t("link.end_button"))})})
                         : Html();
    return el("li", {},
              {span("day", {context.words->day_and_year(standing.made) + " " + context.words->time(standing.made)}),
               Html(maker), span("second", {opens}), end});
}

Html standing_links(const Context& context, const Person& person, std::span<const office::StandingLink> links) {
    if (links.empty()) return {};
    Html rows;
    for (const office::StandingLink& standing : links)
        rows.add(link_line(context, person, standing));
    return all({el("h3", {}, {context.t("link.standing")}), el("ul", {{"class", "names"}}, {rows})});
}

Answer shown(Context& context, const Person& person, Html body) {
    TRY(links, office::links_of(context.store, person.id));
    body.add(standing_links(context, person, links));
    return page(context, {.title = context.t("people.link"),
                          .subtitle = person.name,
                          .section = Section::people,
                          .actions = {},
                          .body = box("panel narrow-panel", {body}),
                          .status = 200,
                          .focal = {}});
}

}  // namespace

Answer link_page(Context& context) {
    TRY(person, the_person(context));
    const std::string path = person_path(person.id);
    return shown(context, person,
                 all({context.query("did") == "ended" ? box("note", {mark("good", context.t("link.ended"))}) : Html(),
                      el("p", {}, {context.t(context.is_organizer() ? "link.lead" : "link.lead_card_only")}),
                      post_form(context, path + "/link", "form-foot",
                                {link("button", path, {context.t("form.cancel")}),
                                 button("primary", context.t("link.make"))})}));
}

// As a QR for their phone and as text for the card's NDEF record.
Answer make_link(Context& context) {
    TRY(person, the_person(context));
    // The role decides what the link opens: staff gain nothing by making one that they may not do themselves.
    const auto rights = context.is_organizer() ? LinkRights::full : LinkRights::card_only;
    TRY(token, context.write([&](store::Store& writing) {
        return office::make_personal_link(writing, person.id, context.by(), rights, context.now);
    }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("personal_link " + person.id.value); }));
    TRY(hub_url, context.hub_url());
    const std::string address = hub_url + "/me/" + token;
    return shown(context, person,
                 box("enrol-grid", {qr_code(address, context.t("link.qr")),
                                    box("", {el("p", {}, {context.t("link.once")}), el("pre", {}, {address}),
                                             el("p", {{"class", "hint"}}, {context.t("link.ndef")})})}));
}

Answer end_link(Context& context) {
    TRY(person, the_person(context));
    const std::string hash = context.form["link"];
    TRY(links, office::links_of(context.store, person.id));
    const auto named = std::ranges::find(links, hash, &office::StandingLink::hash);
    const std::string place = person_path(person.id) + "/link";
    if (named != links.end()) {
        if (!may_end(context, *named)) return problem_page(context, 403, "problem.role");
        TRY_VOID(context.write([&](store::Store& writing) { return office::end_link(writing, person.id, hash); }));
        TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("link_ended " + person.id.value); }));
    }
    return redirect(place + "?did=ended");
}

}  // namespace web
