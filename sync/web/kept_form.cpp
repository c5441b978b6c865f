#include "web/kept_form.h"

#include <algorithm>
#include <array>

#include "web/routes.h"

namespace web {
namespace {

constexpr std::size_t kept_bytes_max = 16 * 1024;
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view address_field = "carried_to";
constexpr std::string_view fields_field = "carried";
constexpr std::array<std::string_view, 5> secrets{"password", "old", "new", "pin", "code"};

// Those that belong to the page, not to what was typed.
bool is_the_pages(std::string_view name) {
    return name == "csrf" || name == "form";
}
bool is_silent(std::string_view name) {
    return is_the_pages(name) || name == "seen" || name.ends_with("_was");
}

Html hidden(std::string_view name, const std::string& value) {
    return el("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

Html typed_fields(const Form& form) {
    Html fields;
    for (const auto& [name, value] : form.fields)
        if (!is_the_pages(name)) fields.add(hidden(name, value));
    return fields;
}

// So that nobody sends on what they have not seen.
Html shown_values(const Form& form) {
    Html list;
    for (const auto& [name, value] : form.fields)
        if (!is_silent(name) && !value.empty()) list.add(el("li", {{"dir", "auto"}}, {value}));
    return list.empty() ? Html() : el("ul", {{"class", "names kept"}}, {list});
}

Html sentence(const Words& words, const std::string& key) {
    return all({el("h1", {}, {mark("act", words.text(key))}), el("p", {}, {words.text(key + "_todo")})});
}

bool is_a_form_of_ours(const std::string& address) {
    return std::ranges::any_of(routes(),
                               [&](const Route& r) { return r.method == "POST" && match(r.pattern, address); });
}

}  // namespace

std::optional<Form> kept_form_of(const HttpRequest& request) {
    const std::string_view type = request.header("content-type");
    if (request.method != "POST" || request.body.size() > kept_bytes_max || !type.starts_with(form_type))
        return std::nullopt;
    // Browsers say where a form stood; one that stood elsewhere is not shown as the visitor's own.
    const std::string_view origin = request.header("origin");
    const std::size_t host = origin.find("://");
    const bool ours = request.header("sec-fetch-site") == "same-origin" ||
                      (host != std::string_view::npos && origin.substr(host + 3) == request.header("host"));
    if (!ours) return std::nullopt;
    Form form = parse_form(type, request.body);
    const auto is_there = [&](std::string_view name) { return form.fields.contains(std::string(name)); };
    if (form.fields.empty() || std::ranges::any_of(secrets, is_there)) return std::nullopt;
    return form;
}

HttpResponse try_again_page(const Words& words, const std::string& address, const Form& form, int status,
                            const std::string& key) {
    const Html again = el("form", {{"method", "post"}, {"action", address}, {"class", "stack"}},
                          {typed_fields(form), hidden("csrf", form["csrf"]), hidden("form", form["form"]),
                           button("primary", words.text("kept.again"))});
    return bare_page(
        words, words.text("problem.title"),
        box("panel problem", {sentence(words, key), el("p", {}, {words.text("kept.here")}), shown_values(form), again}),
        status);
}

HttpResponse send_anew_page(const Context& context, const std::string& address, const Form& form, int status,
                            const std::string& key) {
    const Html again =
        post_form(context, address, "stack", {typed_fields(form), button("primary", context.t("kept.send"))});
    return bare_page(context, context.t("problem.title"),
                     box("panel problem", {sentence(*context.words, key), shown_values(form), again,
                                           link("button", "/", {context.t("problem.home")})}),
                     status);
}

Html carried(const std::string& address, const Form& form) {
    std::string fields;
    for (const auto& [name, value] : form.fields)
        if (!is_the_pages(name)) fields += (fields.empty() ? "" : "&") + url_encoded(name) + "=" + url_encoded(value);
    return all({hidden(address_field, address), hidden(fields_field, fields)});
}

std::optional<Carried> carried_in(const Form& sign_in) {
    Carried kept;
    kept.address = sign_in[std::string(address_field)];
    if (!is_a_form_of_ours(kept.address)) return std::nullopt;
    kept.form = parse_form(form_type, sign_in[std::string(fields_field)]);
    return kept;
}

}  // namespace web
