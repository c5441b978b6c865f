#include "web/person_card.h"

#include "base/stable_hash.h"
#include "web/stamp_art.h"

namespace web {

Html stamp_card(const Context& context, const attendance::Season& season, std::span<const attendance::Visit> visits) {
    const attendance::StampCard card = attendance::stamp_card(season, visits);
    const StampSet& stamps = context.services.stamps;
    Html squares;
    for (int i = 0; i < season.squares; ++i) {
        if (i >= static_cast<int>(card.filled.size())) {
            squares.add(el("li", {{"class", "square"}}, {span("number", {std::to_string(i + 1)})}));
            continue;
        }
        const attendance::Square& square = card.filled[static_cast<std::size_t>(i)];
        const bool newest = i + 1 == static_cast<int>(card.filled.size());
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

}  // namespace web
