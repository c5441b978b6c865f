#include "tags/vcard.h"

#include <vector>

#include "tags/ascii.h"
#include "tags/charset.h"

namespace tags {
namespace {

struct Property {
    std::string name;     // lower case, without its group
    std::string charset;  // "" when it names none
    bool quoted_printable = false;
    std::string_view value;  // as it stands on the card
};

std::vector<std::string_view> split_outside_quotes(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] != separator || quoted) continue;
        parts.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

// [group.]NAME *(;parameter):value
std::optional<Property> parse_property(std::string_view line) {
    const std::size_t head_length = split_outside_quotes(line, ':').front().size();
    if (head_length == line.size()) return std::nullopt;
    Property property;
    property.value = line.substr(head_length + 1);
    const auto head = split_outside_quotes(line.substr(0, head_length), ';');
    const std::size_t dot = head.front().rfind('.');
    property.name =
        ascii_lower(ascii_trim(dot == std::string_view::npos ? head.front() : head.front().substr(dot + 1)));
    for (std::size_t i = 1; i < head.size(); ++i) {
        const std::string parameter = ascii_lower(ascii_trim(head[i]));
        if (parameter == "quoted-printable" || parameter == "encoding=quoted-printable")
            property.quoted_printable = true;
        if (parameter.starts_with("charset=")) property.charset = parameter.substr(8);
    }
    return property;
}

bool is_quoted_printable(std::string_view line) {
    const auto property = parse_property(line);
    return property && property->quoted_printable;
}

std::vector<std::string_view> physical_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    }
    return lines;
}

// Puts folded lines together again. 2.1 folds at a space that belongs to the text, later versions insert one;
// a quoted-printable line that ends in "=" goes on in the next. Done on bytes: a fold may split a character.
std::vector<std::string> logical_lines(std::string_view text) {
    const auto physical = physical_lines(text);
    bool keeps_fold_space = false;
    for (const std::string_view line : physical)
        if (ascii_lower(ascii_trim(line)) == "version:2.1") keeps_fold_space = true;

    std::vector<std::string> logical;
    bool soft_break = false;
    for (std::string_view line : physical) {
        const bool folded = line.starts_with(' ') || line.starts_with('\t');
        if (soft_break) {
            logical.back().pop_back();
            logical.back() += line;
        } else if (folded && !logical.empty()) {
            logical.back() += keeps_fold_space ? line : line.substr(1);
        } else {
            logical.emplace_back(line);
        }
        soft_break = logical.back().ends_with('=') && is_quoted_printable(logical.back());
    }
    return logical;
}

std::string decode_quoted_printable(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '=')
            if (const auto byte = base::from_hex(text.substr(i + 1, 2)); byte && byte->size() == 1) {
                decoded += base::as_text(*byte);
                i += 2;
                continue;
            }
        decoded += text[i];
    }
    return decoded;
}

std::optional<std::string> decoded_value(const Property& property, std::string_view card_charset) {
    const std::string raw =
        property.quoted_printable ? decode_quoted_printable(property.value) : std::string(property.value);
    return utf8_from(base::as_bytes(raw), property.charset.empty() ? card_charset : property.charset);
}

// A structured value's components, escapes undone; a line break inside of a name is shown as a space.
std::vector<std::string> components(std::string_view value) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char next = i + 1 < value.size() ? value[i + 1] : '\0';
        if (value[i] == ';') {
            parts.emplace_back();
        } else if (value[i] == '\\' && (next == ';' || next == ',' || next == '\\' || next == ':')) {
            parts.back() += next;
            ++i;
        } else if (value[i] == '\\' && (next == 'n' || next == 'N')) {
            parts.back() += ' ';
            ++i;
        } else {
            parts.back() += value[i];
        }
    }
    for (std::string& part : parts)
        part = std::string(ascii_trim(part));
    return parts;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += ' ';
        text += part;
    }
    return text;
}

// Han, kana and Hangul: all of it begins with a byte from E2 BA (U+2E80) to ED, with F0 A0 or later (U+20000 up), or
// with EF A4 to EF AB (the compatibility ideographs that 﨑 and 神 live in).
bool writes_family_name_first(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        const auto second = static_cast<std::uint8_t>(text[i + 1]);
        if ((lead == 0xE2 && second >= 0xBA) || (lead >= 0xE3 && lead <= 0xED)) return true;
        if ((lead == 0xEF && second >= 0xA4 && second <= 0xAB) || (lead == 0xF0 && second >= 0xA0)) return true;
    }
    return false;
}

// N is family; given; additional; prefixes; suffixes. Titles are no part of what one is called at the door.
std::string name_from_n(std::vector<std::string> n) {
    n.resize(3);
    if (writes_family_name_first(n[0] + n[1])) return joined({n[0], n[1]});
    return joined({n[1], n[2], n[0]});
}

// FN and ORG are shown as one text: an unescaped semicolon in them separates units.
std::string one_text(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text = joined({text, part});
    return text;
}

}  // namespace

std::optional<VCard> parse_vcard(base::ByteView payload, std::string_view charset) {
    VCard card;
    std::string name_of_n;
    bool begun = false;
    for (const std::string& line : logical_lines(base::as_text(payload))) {
        const std::string plain = ascii_lower(ascii_trim(line));
        if (plain == "begin:vcard" || plain ==
                                          "\xEF\xBB\xBF"
                                          "begin:vcard")
            begun = true;
        if (!begun) continue;
        if (plain == "end:vcard") break;
        const auto property = parse_property(line);
        if (!property || (property->name != "fn" && property->name != "n" && property->name != "org")) continue;
        const auto value = decoded_value(*property, charset);
        if (!value) continue;
        const auto parts = components(*value);
        if (property->name == "fn" && card.name.empty()) card.name = one_text(parts);
        if (property->name == "org" && card.org.empty()) card.org = one_text(parts);
        if (property->name == "n" && name_of_n.empty()) name_of_n = name_from_n(parts);
    }
    if (card.name.empty()) card.name = name_of_n;
    if (card.name.empty() && card.org.empty()) return std::nullopt;
    return card;
}

}  // namespace tags
