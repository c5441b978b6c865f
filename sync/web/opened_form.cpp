#include "web/opened_form.h"

#include <charconv>

namespace web {

Html opened_with(std::int64_t version) {
    return el("input", {{"type", "hidden"}, {"name", "seen"}, {"value", version}});
}

std::int64_t opened_version(const Form& form, std::int64_t fallback) {
    const std::string& text = form["seen"];
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    return error == std::errc() && end == text.data() + text.size() ? version : fallback;
}

Html overtaken_line(const Context& context) {
    return el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", context.t("form.overtaken"))});
}

std::string overtaken_hint(const Context& context, bool overtaken, const std::string& now, const std::string& hint) {
    if (!overtaken) return hint;
    return context.t(now.empty() ? "form.now_empty" : "form.now", {{"text", now}});
}

Html shown_before(std::string_view name, const std::string& value) {
    return el("input", {{"type", "hidden"}, {"name", std::string(name) + "_was"}, {"value", value}});
}

Single single_field(const Form& form, const std::string& name, const std::string& now) {
    const std::string& typed = form[name];
    const std::string opened = opened_text(form, name, now);
    if (typed == opened || typed == now) return Single::untouched;
    return opened == now ? Single::save : Single::overtaken;
}

OneText one_text(const Context& context, const std::string& field, const std::string& now, const std::string& hint,
                 const UnsavedText& unsaved) {
    if (unsaved.field != field) return {shown_before(field, now), now, hint};
    const bool overtaken = !unsaved.problem;
    const Html why =
        overtaken ? overtaken_line(context)
                  : el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", context.t(*unsaved.problem))});
    const std::string opened = overtaken ? now : opened_text(context.form, field, now);
    return {all({why, shown_before(field, opened)}), unsaved.typed, overtaken_hint(context, overtaken, now, hint)};
}

std::string opened_text(const Form& form, const std::string& field, const std::string& fallback) {
    const auto was = form.fields.find(field + "_was");
    return was == form.fields.end() ? fallback : was->second;
}

}  // namespace web
