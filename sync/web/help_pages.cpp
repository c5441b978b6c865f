#include "web/assets.h"
#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

// The handbook is written in these; whoever reads another language reads English.
std::string_view language_of_help(const Context& context) {
    return context.words->lang() == "ja" ? "ja" : "en";
}

// Its chapters, as room.cmake has marked them: <h2 id="sN">TITLE</h2>.
Html chapters(std::string_view html) {
    constexpr std::string_view opening = "<h2 id=\"", middle = "\">", closing = "</h2>";
    Html list;
    for (auto at = html.find(opening); at != std::string_view::npos; at = html.find(opening, at)) {
        at += opening.size();
        const auto title = html.find(middle, at);
        const auto end = html.find(closing, at);
        if (title == std::string_view::npos || end == std::string_view::npos) break;
        const std::string anchor = "#" + std::string(html.substr(at, title - at));
        const auto text = html.substr(title + middle.size(), end - title - middle.size());
        list.add(el("li", {}, {link("quiet", anchor, {std::string(text)})}));
        at = end;
    }
    return list.empty() ? list : el("ul", {{"class", "chapters"}}, {list});
}

Answer show(Context& context, const std::string& name, const std::string& title, const Html& lead) {
    const std::string path = "help/" + name + ".html";
    if (asset(path).empty()) return problem_page(context, 404, "problem.not_found");
    const Html body = box("panel help", {lead, chapters(asset(path)), compiled_in(path)});
    if (!context.account) return bare_page(context, title, all({el("h1", {}, {title}), body}));
    return page(context, {.title = title,
                          .subtitle = {},
                          .section = Section::none,
                          .actions = {},
                          .body = body,
                          .status = 200,
                          .focal = {}});
}

}  // namespace

Answer help_page(Context& context) {
    const std::string language(language_of_help(context));
    const Html lead = el("p", {}, {link("more", "/help/privacy-notice." + language, {context.t("help.notice")})});
    return show(context, "organizer." + language, context.t("help.title"), lead);
}

Answer help_of_page(Context& context) {
    const std::string& name = context.params.at(0);
    const bool is_notice = name.starts_with("privacy-notice.");
    return show(context, name, context.t(is_notice ? "help.notice" : "help.title"),
                el("p", {}, {link("more", "/help", {context.t("help.title")})}));
}

}  // namespace web
