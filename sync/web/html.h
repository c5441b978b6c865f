// HTML by construction: every text is escaped when it becomes an Html, tags and attribute names are literals of the
// program, and an address that leads out of this hub becomes "#". There is no way to paste markup.
//   el("p", {{"class", "note"}}, {"Hello ", el("b", {}, {name})})
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace web {

// A tag or attribute name, checked by the compiler: letters, digits and hyphens. Inline scripts and styles cannot be
// named: the pages' Content-Security-Policy forbids them.
class Name {
public:
    consteval Name(const char* text) : m_text(text) {  // NOLINT: implicit, so that literals read as names
        for (const char c : m_text)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) throw "name";
        if (m_text.empty() || m_text.starts_with("on") || m_text == "style" || m_text == "srcdoc") throw "name";
    }
    constexpr std::string_view text() const { return m_text; }

private:
    std::string_view m_text;
};

struct Attribute {
    Attribute(Name n, std::string_view v) : name(n), value(v) {}
    Attribute(Name n, const std::string& v) : name(n), value(v) {}
    Attribute(Name n, const char* v) : name(n), value(v) {}
    Attribute(Name n, std::int64_t v) : name(n), value(std::to_string(v)) {}
    // Left out where `present` is false.
    Attribute(Name n, bool present) : name(n), shown(present) {}
    Name name;
    std::string value;
    bool shown = true;
};
using Attributes = std::vector<Attribute>;

class Html {
public:
    Html() = default;
    Html(std::string_view text);                                     // NOLINT: implicit, and escaped
    Html(const std::string& text) : Html(std::string_view(text)) {}  // NOLINT
    Html(const char* text) : Html(std::string_view(text)) {}         // NOLINT

    Html& add(const Html& more) {
        m_markup += more.m_markup;
        return *this;
    }
    bool empty() const { return m_markup.empty(); }
    const std::string& markup() const { return m_markup; }

    friend class LiveParts;  // fills in a visitor's tokens
    friend Html compiled_in(std::string_view asset);
    friend Html el(Name tag, const Attributes& attributes, std::initializer_list<Html> children);

private:
    std::string m_markup;
};

Html el(Name tag, const Attributes& attributes, std::initializer_list<Html> children = {});
Html all(std::initializer_list<Html> parts);
// HTML that is part of the program (assets.h), as it stands: nobody else has had a hand in it.
Html compiled_in(std::string_view asset);

// The most frequent ones.
inline Html box(std::string_view css_class, std::initializer_list<Html> children) {
    return el("div", {{"class", css_class}}, children);
}
inline Html span(std::string_view css_class, std::initializer_list<Html> children) {
    return el("span", {{"class", css_class}}, children);
}
inline Html link(std::string_view css_class, const std::string& href, std::initializer_list<Html> children) {
    return el("a", {{"class", css_class}, {"href", href}}, children);
}

// "<!doctype html>" and the page.
std::string document(const Html& html);

}  // namespace web
