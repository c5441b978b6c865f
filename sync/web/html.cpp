#include "web/html.h"

#include <algorithm>
#include <array>

#include "web/assets.h"

namespace web {
namespace {

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text)
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            case '\0':
                break;  // HTML has no way to say it
            default:
                out += c;
        }
}

bool is_address(std::string_view name) {
    return name == "href" || name == "src" || name == "action" || name == "formaction";
}

// A path, a query or a place on this page: nothing that names a scheme or another host.
bool leads_within(std::string_view address) {
    if (address.starts_with('#') || address.starts_with('?')) return true;
    return address.starts_with('/') && !address.starts_with("//") && address.find('\\') == std::string_view::npos;
}

// A drawing that stands in an SVG picture itself: as an image it runs nothing.
bool is_drawing(std::string_view tag, std::string_view address) {
    return tag == "image" && address.starts_with("data:image/svg+xml,");
}

constexpr std::array<std::string_view, 6> without_end{"input", "br", "img", "meta", "link", "hr"};

}  // namespace

Html::Html(std::string_view text) {
    append_escaped(m_markup, text);
}

Html el(Name tag, const Attributes& attributes, std::initializer_list<Html> children) {
    Html html;
    std::string& out = html.m_markup;
    std::size_t size = 2 * tag.text().size() + 5;
    for (const Html& child : children)
        size += child.m_markup.size();
    out.reserve(size + 32 * attributes.size());
    out += '<';
    out += tag.text();
    for (const Attribute& attribute : attributes) {
        if (!attribute.shown) continue;
        const std::string_view name = attribute.name.text();
        out += ' ';
        out += name;
        out += "=\"";
        const bool leads_out =
            is_address(name) && !leads_within(attribute.value) && !is_drawing(tag.text(), attribute.value);
        append_escaped(out, leads_out ? "#" : std::string_view(attribute.value));
        out += '"';
    }
    out += '>';
    if (std::ranges::find(without_end, tag.text()) != without_end.end()) return html;
    for (const Html& child : children)
        out += child.m_markup;
    out += "</";
    out += tag.text();
    out += '>';
    return html;
}

Html all(std::initializer_list<Html> parts) {
    Html html;
    for (const Html& part : parts)
        html.add(part);
    return html;
}

std::string document(const Html& html) {
    return "<!doctype html>" + html.markup();
}

Html compiled_in(std::string_view asset) {
    Html html;
    html.m_markup = web::asset(asset);
    return html;
}

}  // namespace web
