#include "web/stamp_art.h"

#include <fmt/core.h>

#include <initializer_list>

#include "web/form.h"

namespace web {
namespace {

// Outlines of 出, 席 and ぺ in a square of 1000, as a stamp cutter would cut them once: they look the same on every
// machine. (From Noto Serif CJK Bold, SIL Open Font License 1.1, which allows outlines in documents.)
constexpr std::string_view outline_shutsu =
    "M435 38L435 422L263 422L263 170C287 166 295 157 297 145L151 131L151 512L171 512C213 512 263 493 263 "
    "484L263 450L435 450L435 847L215 847L215 579C239 575 247 566 249 553L103 540L103 968L123 968C166 968 "
    "215 949 215 940L215 875L782 875L782 959L803 959C846 959 896 940 896 931L896 579C920 575 928 566 929 "
    "553L782 540L782 847L554 847L554 450L733 450L733 507L754 507C797 507 848 488 848 480L848 170C872 166 "
    "880 157 881 145L733 131L733 422L554 422L554 81C580 77 588 67 590 53L435 38Z";
constexpr std::string_view outline_seki =
    "M121 156L121 407C121 581 116 776 29 930L40 938C225 793 235 573 235 406L235 349L377 349L377 533L397 5"
    "33C439 533 488 515 488 507L488 494L639 494L639 522L659 522C701 522 751 504 751 497L751 349L940 349C9"
    "54 349 964 344 967 333C930 298 867 246 867 246L811 321L751 321L751 245C775 241 782 232 784 219L639 2"
    "06L639 321L488 321L488 245C512 241 519 232 521 219L377 206L377 321L235 321L235 184L931 184C946 184 9"
    "56 179 958 168C917 129 848 72 848 72L786 156L584 156L584 71C611 67 619 57 620 43L470 31L470 156L253 "
    "156L121 109L121 156M488 349L639 349L639 465L488 465L488 349M507 517L507 599L397 599L278 552L278 923L"
    "294 923C340 923 390 899 390 888L390 627L507 627L507 970L530 970C574 970 627 948 627 939L627 627L760 "
    "627L760 780C760 790 757 796 744 796C725 796 665 792 665 792L665 805C701 812 716 824 726 839C737 855 "
    "739 880 741 913C857 903 873 862 873 791L873 646C893 642 907 633 913 626L800 542L750 599L627 599L627 "
    "552C648 549 654 541 656 530L507 517Z";
constexpr std::string_view outline_pe =
    "M640 290C640 355 693 408 758 408C824 408 877 355 877 290C877 224 824 171 758 171C693 171 640 224 640"
    " 290M681 290C681 247 715 212 758 212C801 212 836 247 836 290C836 333 801 367 758 367C715 367 681 333"
    " 681 290M30 525C32 558 37 587 51 607C77 645 127 677 167 677C203 677 220 648 241 613C273 563 343 458 "
    "377 414C392 395 404 388 416 388C429 388 443 394 462 414C518 474 594 583 678 675C762 768 846 839 902 "
    "839C938 839 959 816 959 783C959 746 946 710 896 682C719 581 637 472 522 352C486 314 450 299 413 299C"
    "383 299 359 312 334 339C303 373 208 473 158 518C134 540 118 548 103 548C90 548 65 537 43 517L30 525Z";

// Six lobes of one radius; the inner line is a true parallel.
constexpr std::string_view flower_outer =
    "M-17.8 -30.9A18.5 18.5 0 0 1 17.8 -30.9A18.5 18.5 0 0 1 35.7 0.0A18.5 18.5 0 0 1 17.8 30.9A18.5 18.5"
    " 0 0 1 -17.8 30.9A18.5 18.5 0 0 1 -35.7 -0.0A18.5 18.5 0 0 1 -17.8 -30.9Z";
constexpr std::string_view flower_inner =
    "M-14.7 -25.4A14.7 14.7 0 0 1 14.7 -25.4A14.7 14.7 0 0 1 29.4 0.0A14.7 14.7 0 0 1 14.7 25.4A14.7 14.7"
    " 0 0 1 -14.7 25.4A14.7 14.7 0 0 1 -29.4 -0.0A14.7 14.7 0 0 1 -14.7 -25.4Z";

constexpr double thick = 4.2, thin = 2;

// In the colour of what is around it; said here, since a picture that leaves the hub has no style sheet.
Html path(std::string_view d, double width) {
    return el("path", {{"d", d},
                       {"fill", "none"},
                       {"stroke", "currentColor"},
                       {"stroke-linejoin", "round"},
                       {"stroke-width", fmt::format("{:.1f}", width)}});
}
// Its square of `size` stands with its middle at (x, y).
Html glyph(std::string_view outline, double x, double y, double size) {
    return el("path", {{"d", outline},
                       {"fill", "currentColor"},
                       {"transform", fmt::format("translate({:.2f} {:.2f}) scale({:.4f})", x - size / 2, y - size / 2,
                                                 size / 1000)}});
}

Html filter(std::string_view id, std::initializer_list<Html> steps) {
    return el("filter",
              {{"id", id},
               {"x", "-5%"},
               {"y", "-5%"},
               {"width", "110%"},
               {"height", "110%"},
               {"color-interpolation-filters", "sRGB"}},
              steps);
}
Html alpha_of(std::string_view in, std::string_view row, std::string_view result) {
    return el("feColorMatrix", {{"in", in},
                                {"type", "matrix"},
                                {"values", "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 " + std::string(row)},
                                {"result", result}});
}

// A pack's drawing becomes ink: what is dark, not what is white.
Html cutting() {
    return filter("cut", {alpha_of("SourceGraphic", "-0.21 -0.72 -0.07 1 0", "coverage"),
                          el("feFlood", {{"flood-color", "currentColor"}, {"result", "red"}}),
                          el("feComposite", {{"in", "red"}, {"in2", "coverage"}, {"operator", "in"}})});
}

// Speckles where the pad was dry, uneven pressure, an edge that is not quite straight.
Html inking() {
    const auto noise = [](std::string_view frequency, std::string_view seed, std::string_view result) {
        return el("feTurbulence", {{"type", "fractalNoise"},
                                   {"baseFrequency", frequency},
                                   {"numOctaves", "2"},
                                   {"seed", seed},
                                   {"result", result}});
    };
    return filter(
        "ink", {noise("0.55", "3", "grain"), alpha_of("grain", "0 0 0 -9 6.5", "speckles"),
                noise("0.028", "8", "cloud"), alpha_of("cloud", "0 0 0 -2.2 2.35", "pressure"),
                el("feComposite", {{"in", "speckles"}, {"in2", "pressure"}, {"operator", "in"}, {"result", "inked"}}),
                el("feDisplacementMap", {{"in", "SourceGraphic"},
                                         {"in2", "grain"},
                                         {"scale", "1.6"},
                                         {"xChannelSelector", "R"},
                                         {"yChannelSelector", "G"},
                                         {"result", "rough"}}),
                el("feComposite", {{"in", "rough"}, {"in2", "inked"}, {"operator", "in"}})});
}

// 出席 on a square of 100, its letters of this size; over a date it gives way upward, as on the kiosk.
Html word(double size, const std::string& date) {
    const double raised = date.empty() ? 0 : -0.24 * size;
    const double em = date.empty() ? size : 0.94 * size;
    Html words = all({glyph(outline_shutsu, -em / 2, raised, em), glyph(outline_seki, em / 2, raised, em)});
    if (date.empty()) return words;
    const double below = raised + 0.58 * size;
    words.add(path(fmt::format("M{:.2f} {:.2f}H{:.2f}", -em, below, em), thin));
    return words.add(el("text",
                        {{"y", fmt::format("{:.2f}", below + 0.52 * size)},
                         {"fill", "currentColor"},
                         {"font-family", "sans-serif"},
                         {"font-weight", "700"},
                         {"font-size", fmt::format("{:.2f}", 0.56 * size)},
                         {"text-anchor", "middle"}},
                        {date}));
}

}  // namespace

Html ink() {
    const Html flower = all({path(flower_outer, thick), path(flower_inner, thin)});
    return el(
        "svg", {{"class", "defs"}, {"aria-hidden", "true"}},
        {el("defs", {},
            {cutting(), inking(),
             el("symbol", {{"id", "seal"}, {"viewBox", "-50 -50 100 100"}}, {flower, glyph(outline_pe, 1, -1, 40)})})});
}

Html seal() {
    return el("svg", {{"class", "seal"}, {"viewBox", "-50 -50 100 100"}, {"aria-hidden", "true"}},
              {el("use", {{"href", "#seal"}, {"x", "-50"}, {"y", "-50"}, {"width", "100"}, {"height", "100"}})});
}

namespace {

Html print(const StampShape& shape, const std::string& href, const std::string& date, std::uint64_t n) {
    // Never two at one angle side by side (screens.md, rule 8).
    const std::uint64_t scattered = n * 2654435761U % 1000;
    const double degrees = static_cast<double>(scattered) / 1000 * 22 - 11;
    const Html drawing =
        el("image",
           {{"href", href}, {"x", "-50"}, {"y", "-50"}, {"width", "100"}, {"height", "100"}, {"filter", "url(#cut)"}});
    return el("g", {{"transform", fmt::format("rotate({:.1f})", degrees)}, {"filter", "url(#ink)"}},
              {drawing, shape.word ? word(*shape.word / 2, date) : Html()});
}

const StampShape& shape_of(const StampSet& stamps, std::size_t turn) {
    return stamps.shapes.at(stamps.events.at(turn % stamps.events.size()));
}

}  // namespace

Html stamp(const StampSet& stamps, std::size_t turn, const std::string& date, std::uint64_t n) {
    const StampShape& shape = shape_of(stamps, turn);
    return el("svg", {{"class", "stamp"}, {"viewBox", "-50 -50 100 100"}, {"aria-hidden", "true"}},
              {print(shape, "/stamps/" + url_encoded(shape.name) + ".svg", date, n)});
}

Html stamp_inside(const StampSet& stamps, std::size_t turn, const std::string& date, std::uint64_t n) {
    const StampShape& shape = shape_of(stamps, turn);
    return print(shape, "data:image/svg+xml," + url_encoded(shape.svg), date, n);
}

}  // namespace web
