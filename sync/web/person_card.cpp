#include "web/person_card.h"

#include <algorithm>

#include "attendance/season_cards.h"
#include "base/stable_hash.h"
#include "office/event_queries.h"
#include "web/layout.h"
#include "web/stamp_art.h"

namespace web {

namespace {

// `newest_is_marked`: of the card that is being filled.
Html card_picture(const Context& context, const attendance::StampCard& card, bool newest_is_marked) {
    const attendance::Season& season = card.season;
    const StampSet& stamps = context.services.stamps;
    Html squares;
    for (int i = 0; i < season.squares; ++i) {
        if (i >= static_cast<int>(card.filled.size())) {
            squares.add(el("li", {{"class", "square"}}, {span("number", {std::to_string(i + 1)})}));
            continue;
        }
        const attendance::Square& square = card.filled[static_cast<std::size_t>(i)];
        const bool newest = newest_is_marked && i + 1 == static_cast<int>(card.filled.size());
        const std::string day = context.words->short_day(square.at);
        squares.add(
            el("li", {{"class", newest ? "square newest" : "square"}},
               {span("number", {day}), span("label", {square.label}),
                stamp(stamps,
                      attendance::stamp_turn(square.label, base::stable_hash(square.event.value), stamps.events.size()),
                      newest ? day : "", static_cast<std::uint64_t>(i) + 1)}));
    }
    const std::string_view columns = season.squares % 5 == 0   ? "squares five"
                                     : season.squares % 4 == 0 ? "squares four"
                                                               : "squares three";
    return el(
        "figure", {{"class", "stamp-card"}},
        {el("figcaption", {},
            {el("b", {}, {season.name}),
             span("second", {context.t("card.period",
                                       {{"from", context.words->short_day(season.first)},
                                        {"to", context.words->short_day(season.end - std::chrono::hours(12))}})})}),
         el("ol", {{"class", columns}}, {squares})});
}

}  // namespace

Html stamp_card(const Context& context, const attendance::Season& season, std::span<const attendance::Visit> visits) {
    return card_picture(context, attendance::stamp_card(season, visits), true);
}

base::Result<SeasonsOf> seasons_of(Context& context, std::span<const attendance::Visit> visits) {
    TRY(rows, office::seasons(context.store));
    std::vector<attendance::Season> made;
    for (const wire::SeasonRow& row : rows)
        made.push_back(row.season);
    const auto season_at = [&](WallTime at) -> std::optional<attendance::Season> {
        for (const attendance::Season& season : made)
            if (season.first <= at && at < season.end) return season;
        return std::nullopt;
    };
    SeasonsOf of;
    if (const int number = attendance::cohort_of(made, visits); number > 0)
        of.cohort = context.t("card.cohort", {{"name", made[static_cast<std::size_t>(number) - 1].name}});
    auto cards = attendance::season_cards(visits, season_at);
    if (const auto present = season_at(context.now)) {
        of.card = stamp_card(context, *present, visits);
        const auto shown = std::ranges::find(cards.rbegin(), cards.rend(), *present, &attendance::StampCard::season);
        if (shown != cards.rend()) cards.erase(std::next(shown).base());
    }
    Html earlier;
    for (auto card = cards.rbegin(); card != cards.rend(); ++card)
        earlier.add(all(
            {card_picture(context, *card, false),
             card->is_full() ? el("p", {{"class", "full-card"}}, {mark("full", context.t("card.full"))}) : Html()}));
    if (!cards.empty())
        of.earlier = el(
            "details", {{"class", "closed-row panel earlier-cards"}},
            {el("summary", {},
                {el("b", {}, {context.t("card.earlier")}),
                 span("second", {context.t("card.earlier_count", {{"n", static_cast<std::int64_t>(cards.size())}})})}),
             earlier});
    return of;
}

}  // namespace web
