#include "web/person_card.h"

#include <algorithm>

#include "attendance/season_cards.h"
#include "office/event_queries.h"
#include "web/card_picture.h"
#include "web/layout.h"
#include "web/stamp_art.h"

namespace web {

namespace {

// `newest_is_marked`: of the card that is being filled.
Html card_on_page(const Context& context, const attendance::StampCard& card, bool newest_is_marked) {
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
        squares.add(el("li", {{"class", newest ? "square newest" : "square"}},
                       {span("number", {day}), span("label", {square.label}),
                        stamp(stamps, turn_of(square, stamps), newest ? day : "", static_cast<std::uint64_t>(i) + 1)}));
    }
    const int columns = columns_of(season.squares);
    const std::string_view of_columns = columns == 5 ? "squares five" : columns == 4 ? "squares four" : "squares three";
    return el(
        "figure", {{"class", "stamp-card"}},
        {el("figcaption", {},
            {el("b", {}, {season.name}),
             span("second", {context.t("card.period",
                                       {{"from", context.words->short_day(season.first)},
                                        {"to", context.words->short_day(season.end - std::chrono::hours(12))}})})}),
         el("ol", {{"class", of_columns}}, {squares})});
}

}  // namespace

Html stamp_card(const Context& context, const attendance::Season& season, std::span<const attendance::Visit> visits) {
    return card_on_page(context, attendance::stamp_card(season, visits), true);
}

namespace {

base::Result<std::vector<attendance::Season>> seasons_made(store::Store& store) {
    TRY(rows, office::seasons(store));
    std::vector<attendance::Season> made;
    for (const wire::SeasonRow& row : rows)
        made.push_back(row.season);
    return made;
}

std::optional<attendance::Season> season_of(std::span<const attendance::Season> made, WallTime at) {
    for (const attendance::Season& season : made)
        if (season.first <= at && at < season.end) return season;
    return std::nullopt;
}

std::vector<attendance::StampCard> cards_of(std::span<const attendance::Season> made,
                                            std::span<const attendance::Visit> visits) {
    return attendance::season_cards(visits, [made](WallTime at) { return season_of(made, at); });
}

// The way to the picture of a card that is full; nothing of another one.
Html keep_picture(const Context& context, const std::vector<attendance::StampCard>& cards, std::size_t at,
                  std::string_view pictures) {
    if (pictures.empty() || !cards[at].is_full()) return {};
    const auto number = 1 + std::count_if(cards.begin(), cards.begin() + static_cast<std::ptrdiff_t>(at),
                                          [](const attendance::StampCard& card) { return card.is_full(); });
    return el("p", {{"class", "full-card"}},
              {el("a",
                  {{"class", "button"},
                   {"href", std::string(pictures) + std::to_string(number)},
                   {"data-picture", "pettan-card.png"}},
                  {context.t("card.keep")})});
}

}  // namespace

base::Result<std::vector<attendance::StampCard>> full_cards_of(store::Store& store,
                                                               std::span<const attendance::Visit> visits) {
    TRY(made, seasons_made(store));
    auto cards = cards_of(made, visits);
    std::erase_if(cards, [](const attendance::StampCard& card) { return !card.is_full(); });
    return cards;
}

base::Result<SeasonsOf> seasons_of(Context& context, std::span<const attendance::Visit> visits,
                                   std::string_view pictures) {
    TRY(made, seasons_made(context.store));
    SeasonsOf of;
    if (const int number = attendance::cohort_of(made, visits); number > 0)
        of.cohort = context.t("card.cohort", {{"name", made[static_cast<std::size_t>(number) - 1].name}});
    const auto cards = cards_of(made, visits);
    const auto present = season_of(made, context.now);
    if (present) of.card = stamp_card(context, *present, visits);
    Html earlier;
    std::int64_t earlier_cards = 0;
    bool present_is_shown = !present;
    for (std::size_t at = cards.size(); at-- > 0;) {
        const attendance::StampCard& card = cards[at];
        const Html keep = keep_picture(context, cards, at, pictures);
        if (!present_is_shown && card.season == *present) {
            present_is_shown = true;
            of.card.add(keep);
            continue;
        }
        earlier.add(
            all({card_on_page(context, card, false),
                 card.is_full() ? el("p", {{"class", "full-card"}}, {mark("full", context.t("card.full"))}) : Html(),
                 keep}));
        ++earlier_cards;
    }
    if (earlier_cards > 0)
        of.earlier = el("details", {{"class", "closed-row panel earlier-cards"}},
                        {el("summary", {},
                            {el("b", {}, {context.t("card.earlier")}),
                             span("second", {context.t("card.earlier_count", {{"n", earlier_cards}})})}),
                         earlier});
    return of;
}

}  // namespace web
