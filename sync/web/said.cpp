#include "web/said.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "office/event_queries.h"
#include "office/guest_queries.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "web/layout.h"

namespace web {
namespace {

using attendance::EntryRef;
using attendance::Event;

constexpr std::size_t voided_looked_at = 50;

std::string ref_text(const EntryRef& ref) {
    return fmt::format("{}-{}-{}", ref.device, ref.epoch, ref.seq);
}

Html undo(const Context& context, const std::string& action, const std::string& name, const std::string& value) {
    return post_form(context, action, "inline here",
                     {el("input", {{"type", "hidden"}, {"name", name}, {"value", value}}),
                      button("plain", all({icon("undo"), context.t("said.undo")}))});
}

// Empty where it cannot be undone (any more).
base::Result<Html> undo_of(Context& context, const Event& event, const std::string& kind, const std::string& who) {
    const std::string path = "/events/" + url_encoded(event.id.value);
    if (kind == "stamped") return undo(context, path + "/void", "person", who);
    if (kind == "voided") {
        TRY(list, office::voided_stamps(context.store, event.id, voided_looked_at));
        for (const office::VoidedStamp& v : list)  // newest first
            if (v.person.id.value == who || v.card.value == who)
                return undo(context, path + "/unvoid", "ref", ref_text(v.ref));
    }
    if (kind == "bound") return undo(context, "/people/card/" + url_encoded(who) + "/undo", "card", who);
    if (kind == "joined") {
        TRY(merges, office::merges_of(context.store, attendance::PersonId{who}));
        if (!merges.empty()) return undo(context, path + "/part", "ref", ref_text(merges.front().ref));
    }
    return Html();
}

}  // namespace

std::string with_said(const std::string& place, std::string_view kind, std::string_view who) {
    const char* joint = place.find('?') == std::string::npos ? "?" : "&";
    return fmt::format("{}{}did={}&who={}", place, joint, kind, url_encoded(who));
}

base::Result<Html> said(Context& context, const std::optional<Event>& event) {
    Html words;
    const std::string kind = context.query("did");
    const std::string who = context.query("who");
    static constexpr std::array<std::string_view, 8> kinds{"unbound",  "stamped", "was_there", "voided",
                                                           "put_back", "bound",   "joined",    "parted"};
    if (std::ranges::find(kinds, kind) != kinds.end()) {
        attendance::PersonId id{who};
        if (kind == "bound") {
            TRY(owner, office::owner_of_card(context.store, attendance::CardId{who}));
            id = owner.value_or(attendance::PersonId());
        }
        TRY(person, office::find_person(context.store, id));
        const std::string name = person && !person->name.empty()       ? person->name
                                 : person && !person->nickname.empty() ? person->nickname
                                                                       : context.t("event.unknown_card");
        words = mark("good", context.t("said." + kind, {{"name", name}}));
        if (event) {
            TRY(way_back, undo_of(context, *event, kind, who));
            words.add(way_back);
        }
    }
    return el("div", {{"id", "said"}, {"class", "said"}, {"role", "status"}, {"data-lost", context.t("said.lost")}},
              {words});
}

}  // namespace web
