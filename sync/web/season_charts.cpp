#include "web/season_charts.h"

#include <fmt/core.h>

#include <algorithm>

namespace web {
namespace {

constexpr std::int64_t dots_max = 40;
constexpr double digit = 8;  // wide, at 13 px
constexpr double line_height = 16;
constexpr double label_width = 38;  // "11.28"
constexpr double label_room = 48;   // of which one at the edge needs some to be moved inside

std::string n(double value) {
    return fmt::format("{:.1f}", value);
}
Html text(double x, double y, std::string_view css_class, const std::string& words) {
    return el("text", {{"x", n(x)}, {"y", n(y)}, {"class", css_class}, {"text-anchor", "middle"}}, {words});
}
Html text_from(double x, double y, std::string_view css_class, const std::string& words) {
    return el("text", {{"x", n(x)}, {"y", n(y)}, {"class", css_class}}, {words});
}
Html rect(double x, double y, double width, double height, std::string_view css_class) {
    return el("rect", {{"x", n(x)},
                       {"y", n(y)},
                       {"width", n(width)},
                       {"height", n(std::max(height, 0.0))},
                       {"rx", "2"},
                       {"class", css_class}});
}

std::string label_of(const Context& context, const attendance::Event& event) {
    return context.words->short_day(event.starts);
}

// In a drawing of its own: a pattern inside one of the two charts would be gone where that one is not shown.
Html hatch() {
    return el("svg", {{"class", "defs"}, {"aria-hidden", "true"}},
              {el("pattern",
                  {{"id", "hatch"},
                   {"width", "6"},
                   {"height", "6"},
                   {"patternUnits", "userSpaceOnUse"},
                   {"patternTransform", "rotate(45)"}},
                  {el("rect", {{"width", "6"}, {"height", "6"}, {"class", "hatch-ground"}}),
                   el("path", {{"d", "M0 0V6"}, {"class", "hatch-line"}})})});
}

Html bars(const Context& context, const office::SeasonPicture& picture, double width, std::string_view css_class) {
    constexpr double height = 250;
    constexpr double base = height - 26;
    std::int64_t most = 1;
    for (const office::EventBar& bar : picture.events)
        most = std::max(most, bar.counts.arrived);
    const double unit = (base - 34) / static_cast<double>(most);
    const double step = (width - 16) / static_cast<double>(std::max<std::size_t>(picture.events.size(), 1));
    const double thick = std::min(36.0, step * 0.55);
    const double widest = digit * static_cast<double>(std::to_string(most).size());
    // Numbers stand beside the bars where they fit between two of them, and behind the last.
    const bool room = step - thick >= widest + 10 && (step - thick) / 2 + 8 >= widest + 6;
    const auto every = static_cast<std::size_t>(std::max(label_room, widest + 6) / step) + 1;  // bar has its words
    Html html = el("path", {{"d", fmt::format("M8 {0}H{1}", base, width - 8)}, {"class", "base"}});
    for (std::size_t i = 0; i < picture.events.size(); ++i) {
        const office::EventCounts& c = picture.events[i].counts;
        const double x = 8 + step * (static_cast<double>(i) + 0.5);
        const auto tall = [&](std::int64_t count) { return static_cast<double>(count) * unit; };
        double y = base - tall(c.returners());
        if (c.returners() > 0) {
            html.add(rect(x - thick / 2, y, thick, tall(c.returners()), "solid-bar"));
            if (room && tall(c.returners()) >= line_height)
                html.add(text_from(x + thick / 2 + 4, y + tall(c.returners()) / 2 + 5, "red-number",
                                   std::to_string(c.returners())));
        }
        if (c.first_timers > 0) {
            y -= tall(c.first_timers);
            html.add(rect(x - thick / 2, y, thick, tall(c.first_timers) - 1, "hatched-bar"));
            if (room && tall(c.first_timers) >= line_height)
                html.add(text_from(x + thick / 2 + 4, y + tall(c.first_timers) / 2 + 5, "blue-number",
                                   std::to_string(c.first_timers)));
        }
        if (c.unknown_cards > 0) {
            y -= tall(c.unknown_cards);
            html.add(rect(x - thick / 2, y, thick, tall(c.unknown_cards) - 1, "unknown-bar"));
        }
        if (i % every != 0) continue;
        html.add(text(std::clamp(x, widest / 2, width - widest / 2), y - 8, "total", std::to_string(c.arrived)));
        html.add(text(std::clamp(x, label_width / 2, width - label_width / 2), height - 6, "axis",
                      label_of(context, picture.events[i].event)));
    }
    return el("svg",
              {{"class", css_class},
               {"viewBox", fmt::format("0 0 {} {}", width, height)},
               {"role", "img"},
               {"aria-label", context.t("season.bars")}},
              {html});
}

}  // namespace

Html event_bars(const Context& context, const office::SeasonPicture& picture) {
    return all({hatch(), bars(context, picture, 600, "chart wide"), bars(context, picture, 320, "chart narrow")});
}

bool draws_dots(const office::SeasonPicture& picture) {
    return std::ranges::all_of(picture.people_by, [](const auto& column) { return column.second <= dots_max; });
}

Html stamp_dots(const Context& context, const office::SeasonPicture& picture, int squares) {
    std::int64_t columns = squares;
    std::int64_t most = 1;
    for (const auto& [stamps, people] : picture.people_by) {
        columns = std::max(columns, stamps);
        most = std::max(most, people);
    }
    const double width = 400;
    const double step = width / static_cast<double>(columns);
    const bool as_dots = draws_dots(picture);
    const double widest =
        digit * static_cast<double>(std::max(std::to_string(most).size(), std::to_string(columns).size()));
    const auto every = static_cast<std::int64_t>((widest + 4) / step) + 1;  // column has its words
    const double height = std::min(330.0, 64 + 34 * static_cast<double>(most));
    const double base = height - 30;
    const double pitch = std::min({step * 0.85, 34.0, (base - 30) / static_cast<double>(most)});
    Html html = el("path", {{"d", fmt::format("M0 {}H{}", base + 4, width)}, {"class", "base"}});
    for (std::int64_t stamps = 1; stamps <= columns; ++stamps) {
        const auto found = picture.people_by.find(stamps);
        const std::int64_t people = found == picture.people_by.end() ? 0 : found->second;
        const double x = step * (static_cast<double>(stamps) - 0.5);
        const bool graduated = stamps >= squares;
        double top = base;
        if (as_dots)
            for (std::int64_t i = 0; i < people; ++i) {
                const double y = base - pitch * (static_cast<double>(i) + 0.5);
                html.add(el("circle", {{"cx", n(x)},
                                       {"cy", n(y)},
                                       {"r", n(pitch * 0.42)},
                                       {"class", graduated ? "dot graduated" : "dot"}}));
                top = y - pitch * 0.5;
            }
        else if (people > 0) {
            top = base - static_cast<double>(people) / static_cast<double>(most) * (base - 30);
            html.add(rect(x - step * 0.3, top, step * 0.6, base - top, graduated ? "dot graduated" : "dot"));
        }
        if (stamps % every != 0 && every > 1) continue;
        const double inside = std::clamp(x, widest / 2, width - widest / 2);
        if (people > 0) html.add(text(inside, top - 8, "total", std::to_string(people)));
        html.add(text(inside, height - 6, graduated ? "axis strong" : "axis", std::to_string(stamps)));
    }
    return el("svg",
              {{"class", "chart"},
               {"viewBox", fmt::format("0 0 {} {}", width, height)},
               {"role", "img"},
               {"aria-label", context.t("season.dots")}},
              {html});
}

Html cohort_matrix(const Context& context, const office::SeasonPicture& picture) {
    std::int64_t most = 1;
    for (const office::CohortRow& row : picture.cohorts)
        for (const std::int64_t came : row.came)
            most = std::max(most, came);
    Html head = el("th", {{"scope", "col"}}, {context.t("season.cohort")});
    for (const office::EventBar& bar : picture.events)
        head.add(el("th", {{"scope", "col"}, {"class", "cell"}}, {label_of(context, bar.event)}));
    Html rows;
    for (const office::CohortRow& row : picture.cohorts) {
        Html cells = el("th", {{"scope", "row"}},
                        {el("b", {}, {row.name.empty() ? context.t("season.before_all") : row.name}),
                         span("second", {context.t("event.people", {{"n", row.people}})})});
        for (const std::int64_t came : row.came)
            cells.add(el("td", {{"class", fmt::format("cell heat-{}", came == 0 ? 0 : 1 + came * 4 / (most + 1))}},
                         {std::to_string(came)}));
        rows.add(el("tr", {}, {cells}));
    }
    const Attributes scroll{
        {"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", context.t("season.cohorts")}};
    return el("div", scroll,
              {el("table", {{"class", "matrix"}}, {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})})});
}

}  // namespace web
