// What is done at the desk in a rush: stamping by hand, and saying whose card it was, one after another.
#include "attendance/ticket.h"
#include "office/event_queries.h"
#include "office/guest_queries.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "web/desk.h"
#include "web/join.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/pick.h"
#include "web/said.h"

namespace web {
namespace {

using attendance::CardId;
using attendance::Event;
using attendance::EventId;
using attendance::PersonId;

constexpr std::size_t cards_max = 50;

std::string event_path(const EventId& event, std::string_view rest = "") {
    return "/events/" + url_encoded(event.value) + std::string(rest);
}
std::string card_path(const CardId& card, std::string_view rest = "") {
    return "/people/card/" + url_encoded(card.value) + std::string(rest);
}
CardId card_of(const Context& context) {
    return CardId{url_decoded(context.params.at(0), false)};
}

base::Result<Event> the_event(Context& context) {
    TRY(event, office::find_event(context.store, EventId{url_decoded(context.params.at(0), false)}));
    if (!event) return base::fail(base::ErrorCode::not_found, "there is no such event");
    return *event;
}

HttpResponse fragment(const Html& html) {
    HttpResponse response = html_response({});
    response.body = html.markup();
    return response;
}

// A row's button; it carries what was looked for, so that the page afterwards shows the same rows.
Html row_button(const Context& context, const std::string& action, const Pick& pick, const std::string& query,
                std::string_view key) {
    return post_form(context, action, "inline here",
                     {el("input", {{"type", "hidden"}, {"name", "person"}, {"value", pick.person.id.value}}),
                      el("input", {{"type", "hidden"}, {"name", "q"}, {"value", query}}), button("", context.t(key))});
}

base::Result<Html> stamp_list(Context& context, const Event& event) {
    const std::string query = context.query("q");
    TRY(picks, pick(context, event.id, query));
    return pick_list(context, picks, query, "/people/new?event=" + url_encoded(event.id.value), [&](const Pick& pick) {
        return pick.came ? Html() : row_button(context, event_path(event.id, "/stamp"), pick, query, "stamp.button");
    });
}

// The event at which the card was tapped last; empty: it never was.
base::Result<EventId> event_of(Context& context, const CardId& card) {
    TRY(visits, office::visits_of(context.store, card));
    return visits.empty() ? EventId() : visits.back().visit.event;
}

base::Result<Html> card_list(Context& context, const CardId& card) {
    const std::string query = context.query("q");
    TRY(event, event_of(context, card));
    TRY(picks, pick(context, event, query));
    return pick_list(context, picks, query, "/people/new?card=" + url_encoded(card.value), [&](const Pick& pick) {
        return row_button(context, card_path(card), pick, query, "card.button");
    });
}

// The cards of the evening whose guests nobody has named yet, by the number that they were told.
Html unknown_cards(const Context& context, std::span<const office::TicketCard> cards, const CardId& here) {
    Html list;
    for (const office::TicketCard& card : cards)
        list.add(el("li", {},
                    {el("a",
                        {{"class", "button"},
                         {"href", card_path(card.card)},
                         card.card == here ? Attribute("aria-current", "true") : Attribute("hidden", false)},
                        {span("ticket", {attendance::ticket_of(card.tap.device, card.tap.seq)}),
                         span("second", {context.words->time(card.at)})})}));
    return cards.size() < 2 ? Html() : el("ul", {{"class", "cards-told"}}, {list});
}

}  // namespace

base::Result<std::string> after_card(Context& context, const EventId& event, const CardId& card) {
    if (event.empty()) {
        TRY(owner, office::owner_of_card(context.store, card));
        return "/people/" + (owner ? url_encoded(owner->value) : std::string());
    }
    TRY(left, office::unknown_cards(context.store, event, cards_max));
    std::erase_if(left, [&](const office::TicketCard& other) { return other.card == card; });
    return with_said(left.empty() ? event_path(event) : card_path(left.front().card), "bound", card.value);
}

Answer stamp_form_page(Context& context) {
    TRY(event, the_event(context));
    TRY(list, stamp_list(context, event));
    TRY(done, said(context, event));
    const Html body = box("panel narrow-panel", {search_box(context, context.query("q"), event_path(event.id, "/stamp"),
                                                            event_path(event.id, "/stamp/find")),
                                                 el("div", {{"id", "hits"}}, {list})});
    return page(context, {.title = context.t("event.stamp_by_hand"),
                          .subtitle = event.title,
                          .section = Section::events,
                          .actions = link("button", event_path(event.id), {context.t("stamp.back")}),
                          .body = all({done, body}),
                          .status = 200,
                          .focal = {}});
}

Answer stamp_found(Context& context) {
    TRY(event, the_event(context));
    TRY(list, stamp_list(context, event));
    return fragment(list);
}

Answer stamp_by_hand(Context& context) {
    TRY(event, the_event(context));
    const std::string person = context.form["person"];
    const std::string card = context.form["card"];
    if (person.empty() && card.empty()) return base::fail(base::ErrorCode::bad_input, "nobody is named");
    const attendance::Subject subject =
        person.empty() ? attendance::Subject(CardId{card}) : attendance::Subject(PersonId{person});
    TRY(there, office::people_there(context.store, event.id));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.stamp(event.id, subject); }));
    const std::string query = context.form["q"];
    const std::string place = event_path(event.id, "/stamp") + (query.empty() ? "" : "?q=" + url_encoded(query));
    return redirect(with_said(place, there.contains(person) ? "was_there" : "stamped", person.empty() ? card : person));
}

Answer card_page(Context& context) {
    const CardId card = card_of(context);
    TRY(event_id, event_of(context, card));
    TRY(event, office::find_event(context.store, event_id));
    TRY(visits, office::visits_of(context.store, card));
    TRY(others, office::unknown_cards(context.store, event_id, cards_max));
    TRY(list, card_list(context, card));
    TRY(done, said(context, event));
    const std::string ticket =
        visits.empty() ? std::string() : attendance::ticket_of(visits.back().stamp.device, visits.back().stamp.seq);
    TRY(owner, office::owner_of_card(context.store, card));
    const Html lead = owner ? Html(context.t("card.lead_owned"))
                      : visits.empty() || !event
                          ? Html(context.t("card.lead", {{"n", static_cast<std::int64_t>(visits.size())}}))
                          : Html(context.t("card.lead_told", {{"ticket", ticket},
                                                              {"time", context.words->time(visits.back().visit.at)},
                                                              {"event", event->title},
                                                              {"n", static_cast<std::int64_t>(visits.size())}}));
    const Html body =
        box("panel narrow-panel", {unknown_cards(context, others, card), el("p", {}, {lead}),
                                   search_box(context, context.query("q"), card_path(card), card_path(card, "/find")),
                                   el("div", {{"id", "hits"}}, {list})});
    return page(context, {.title = context.t("card.title"),
                          .subtitle = context.t("people.card_id", {{"id", card.value.substr(0, 8) + "…"}}),
                          .section = Section::people,
                          .actions = event ? link("button", event_path(event->id), {context.t("stamp.back")}) : Html(),
                          .body = all({done, body}),
                          .status = 200,
                          .focal = {}});
}

Answer card_found(Context& context) {
    TRY(list, card_list(context, card_of(context)));
    return fragment(list);
}

// The next card of the evening follows at once.
Answer bind_card(Context& context) {
    const CardId card = card_of(context);
    TRY(holder, office::owner_of_card(context.store, card));
    if (!context.is_organizer() && holder) {
        TRY(person, office::find_person(context.store, *holder));
        const bool nobodys = !person || (!person->erased && person->name.empty() && person->nickname.empty());
        if (!nobodys) return problem_page(context, 403, "problem.card_is_bound");
    }
    TRY(event, event_of(context, card));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.bind(card, PersonId{context.form["person"]}); }));
    TRY(place, after_card(context, event, card));
    return redirect(place);
}

// Whoever said whose card it is may take that back as a mistake: its stamps are the card's again.
Answer unbind_card(Context& context) {
    const CardId card = card_of(context);
    TRY(by, office::card_bound_by(context.store, card));
    if (by.empty()) return base::fail(base::ErrorCode::not_found, "this card belongs to nobody");
    if (!context.is_organizer() && by != context.by()) return problem_page(context, 403, "problem.role");
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.take_off(card, office::Acts::Mistake::yes); }));
    TRY(visits, office::visits_of(context.store, card));
    if (visits.empty()) return redirect(card_path(card));
    return redirect(with_said(event_path(visits.back().visit.event), "unbound", card.value));
}

}  // namespace web
