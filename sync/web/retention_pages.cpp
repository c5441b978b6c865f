// Whose names go soon: seen a week before, and stopped by one button.
#include "web/retention_panel.h"

#include <algorithm>

#include "office/retention.h"
#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

constexpr std::size_t lines_max = 500;
constexpr std::string_view place = "/settings/retention";

std::string path(std::string_view action) {
    return std::string(place) + std::string(action);
}

Html person_line(const Context& context, const office::DueLine& line) {
    const std::string& id = line.person.id.value;
    const std::string when = line.stopped
                                 ? context.t("retention.kept")
                                 : context.t("retention.goes", {{"day", context.words->day_and_year(line.goes)}});
    return el("li", {},
              {link("quiet", "/people/" + url_encoded(id), {person_name(line.person, context.t("people.no_name"))}),
               span("second", {when}),
               post_form(context, path("/keep"), "inline",
                         {el("input", {{"type", "hidden"}, {"name", "person"}, {"value", id}}),
                          el("input", {{"type", "hidden"}, {"name", "keep"}, {"value", line.stopped ? "no" : "yes"}}),
                          button("plain", context.t(line.stopped ? "retention.let_go" : "retention.keep"))})});
}

// Why nothing is erased although dates have come, in words; nothing where all is well.
Html clock_line(const Context& context, const std::string& word) {
    for (const char* known : {"no_kiosk", "kiosks_disagree", "jumped", "long_gap", "not_synchronised"})
        if (word == known)
            return box(
                "note",
                {mark("stale", context.t("retention.waits")), el("p", {}, {context.t("retention.clock_" + word)}),
                 post_form(context, path("/date"), "inline",
                           {button("", context.t("retention.date_is_right",
                                                 {{"day", context.words->day_and_year(context.now)}}))})});
    return {};
}

}  // namespace

base::Result<Html> retention_note(Context& context) {
    if (!context.is_organizer()) return Html();
    TRY(list, office::due_list(context.store, context.now, lines_max));
    const auto goes = std::ranges::find(list.lines, false, &office::DueLine::stopped);
    if (goes == list.lines.end()) return Html();
    const auto n = std::ranges::count(list.lines, false, &office::DueLine::stopped);
    return box("note", {mark("act", context.t("retention.note", {{"n", static_cast<std::int64_t>(n)},
                                                                 {"day", context.words->day_and_year(goes->goes)}})),
                        Html(" "), link("", std::string(place), {context.t("retention.look")})});
}

Answer retention_page(Context& context) {
    TRY(list, office::due_list(context.store, context.now, lines_max));
    Html rows;
    for (const office::DueLine& line : list.lines)
        rows.add(person_line(context, line));
    const Html all_form = list.lines.empty() ? Html()
                                             : post_form(context, path("/keep-all"), "form-foot",
                                                         {button("", context.t("retention.keep_all"))});
    return page(context,
                {.title = context.t("retention.title"),
                 .subtitle = {},
                 .section = Section::settings,
                 .actions = {},
                 .body = box("panel narrow-panel",
                             {el("p", {}, {context.t("retention.lead")}), clock_line(context, list.clock),
                              list.lines.empty() ? el("p", {{"class", "second"}}, {context.t("retention.nobody")})
                                                 : el("ul", {{"class", "names"}}, {rows}),
                              list.lines.size() == lines_max
                                  ? el("p", {{"class", "second"}},
                                       {context.t("retention.more", {{"n", static_cast<std::int64_t>(lines_max)}})})
                                  : Html(),
                              all_form}),
                 .status = 200,
                 .focal = {}});
}

Answer keep_person(Context& context) {
    const attendance::PersonId person{context.form["person"]};
    const bool keep = context.form["keep"] == "yes";
    TRY_VOID(context.write([&](store::Store& writing) { return office::stop_erasing(writing, person, keep); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note(keep ? "retention_kept" : "retention_let_go"); }));
    return redirect(std::string(place));
}

Answer keep_everybody(Context& context) {
    TRY_VOID(context.write([&](store::Store& writing) { return office::stop_erasing_all(writing); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("retention_kept"); }));
    return redirect(std::string(place));
}

Answer confirm_date(Context& context) {
    TRY_VOID(context.write([&](store::Store& writing) { return office::confirm_date(writing, context.now); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("date_confirmed"); }));
    return redirect(std::string(place));
}

}  // namespace web
