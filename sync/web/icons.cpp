// Drawn on a grid of 20, strokes of 1.6 in the colour of the text beside them.
#include <array>
#include <utility>

#include "web/layout.h"

namespace web {
namespace {

struct Drawing {
    std::string_view name;
    std::string_view lines;
};
constexpr std::array drawings{
    Drawing{"today", "M4 5.5h12v11H4zM4 9h12M7.5 3.5v3.5M12.5 3.5v3.5"},
    Drawing{"events", "M3.5 5.5h13M3.5 10h13M3.5 14.5h8"},
    Drawing{"people", "M10 10a3.2 3.2 0 1 0 0-6.4a3.2 3.2 0 0 0 0 6.4zM4 17c.6-3.4 3-5 6-5s5.400 1.600 6 5"},
    Drawing{"seasons", "M3.5 3.500v13h13M7 13.500V10M10.500 13.500V6.500M14 13.500V8.500"},
    Drawing{"import", "M10 3.500v9M6.500 9l3.500 3.500L13.500 9M3.500 13v3.500h13V13"},
    Drawing{"export", "M10 12.500v-9M6.500 7L10 3.500 13.500 7M3.500 13v3.500h13V13"},
    Drawing{"kiosks", "M4.500 3.500h11v9h-11zM10 12.500v4M6.500 16.500h7"},
    Drawing{"conflicts", "M3.500 6.500h9M9.500 3.500l3 3-3 3M16.500 13.500h-9M10.500 10.500l-3 3 3 3"},
    Drawing{"settings", "M3.500 6h7M14.500 6h2M3.500 14h2M9.500 14h7M12.500 4v4M7.500 12v4"},
    Drawing{"search", "M9 14.500a5.500 5.500 0 1 0 0-11a5.500 5.500 0 0 0 0 11zM13 13l4 4"},
    Drawing{"plus", "M10 4v12M4 10h12"},
    Drawing{"stamp", "M8 10.500V8.600a2.900 2.900 0 1 1 4 0v1.900M5 10.500h10v3H5zM4.500 16.500h11"},
    Drawing{"merge", "M5 4l5 6.500L15 4M10 10.500V17"},
    Drawing{"trash", "M4 5.500h12M8 5.500v-2h4v2M5.500 5.500l.8 11h7.400l.8-11M8.500 8.500v5M11.500 8.500v5"},
    Drawing{"lock", "M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9"},
    Drawing{"undo", "M7.500 4.500L4 8l3.500 3.500M4 8h8a4 4 0 0 1 0 8H8"},
};

}  // namespace

Html icon(std::string_view name) {
    for (const Drawing& drawing : drawings)
        if (drawing.name == name)
            return el("svg", {{"class", "icon"}, {"viewBox", "0 0 20 20"}, {"aria-hidden", "true"}},
                      {el("path", {{"d", drawing.lines}})});
    return {};
}

Html mark(std::string_view kind, const std::string& word) {
    Html shape;
    if (kind == "good")
        shape = all({el("circle", {{"cx", "8"}, {"cy", "8"}, {"r", "7"}, {"class", "fill"}}),
                     el("path", {{"d", "M4.800 8.200l2.200 2.200 4.200-4.400"}, {"class", "cut"}})});
    else if (kind == "act")
        shape = all({el("path", {{"d", "M8 1.500L15 14.500H1z"}, {"class", "fill"}}),
                     el("path", {{"d", "M8 6v4M8 12v.6"}, {"class", "cut"}})});
    else if (kind == "first")
        shape = el("path", {{"d", "M8 1.500L14.500 8 8 14.500 1.500 8z"}, {"class", "fill"}});
    else if (kind == "unknown")
        shape = all({el("circle", {{"cx", "8"}, {"cy", "8"}, {"r", "6.500"}, {"class", "dashed"}}),
                     el("path", {{"d", "M6.200 6.400a1.800 1.800 0 1 1 2.600 1.700c-.6.3-.8.6-.8 1.200M8 11.200v.3"},
                                 {"class", "line"}})});
    else if (kind == "full")
        shape =
            el("path",
               {{"class", "fill"},
                {"d",
                 "M8 .8a3 3 0 0 1 2.700 1.800 3 3 0 0 1 3.200 4.400 3 3 0 0 1-1.700 4.500A3 3 0 0 1 8 13.900a3 3 0 0 "
                 "1-4.200-2.400A3 3 0 0 1 2.100 7a3 3 0 0 1 3.200-4.400A3 3 0 0 1 8 .8z"}});
    else if (kind.starts_with("bar-"))
        shape = el("rect",
                   {{"x", "2"}, {"y", "1"}, {"width", "12"}, {"height", "14"}, {"rx", "2"}, {"class", "bar-shape"}});
    else if (kind == "dotted")
        shape = el("path", {{"d", "M0 8h16"}, {"class", "dots-line"}});
    else
        shape = el("circle", {{"cx", "8"}, {"cy", "8"}, {"r", "6"}, {"class", "line"}});
    return el("span", {{"class", "mark " + std::string(kind)}},
              {el("svg", {{"viewBox", "0 0 16 16"}, {"aria-hidden", "true"}}, {shape}), el("span", {}, {word})});
}

}  // namespace web
