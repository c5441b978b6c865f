#include "web/form.h"

#include <fmt/core.h>

#include "base/utf8.h"

namespace web {
namespace {

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The value of name="…" in a Content-Disposition.
std::string quoted(std::string_view line, std::string_view name) {
    const std::string start = fmt::format("{}=\"", name);
    std::size_t at = line.find(start);
    // "filename" ends in "name".
    while (at != std::string_view::npos && at > 0 && line[at - 1] != ' ' && line[at - 1] != ';')
        at = line.find(start, at + 1);
    if (at == std::string_view::npos) return {};
    at += start.size();
    return std::string(line.substr(at, line.find('"', at) - at));
}

void read_part(Form& form, std::string_view part) {
    const std::size_t end = part.find("\r\n\r\n");
    if (end == std::string_view::npos) return;
    const std::string_view head = part.substr(0, end);
    std::string_view body = part.substr(end + 4);
    if (body.ends_with("\r\n")) body.remove_suffix(2);
    const std::string name = quoted(head, "name");
    if (head.find("filename=\"") != std::string_view::npos) {
        form.file_name = quoted(head, "filename");
        form.file = body;
        if (!base::is_valid_utf8(form.file_name)) form.file_name.clear();
    } else if (!name.empty() && base::is_valid_utf8(body)) {
        form.fields[name] = body;
    }
}

void read_parts(Form& form, std::string_view boundary, std::string_view body) {
    const std::string delimiter = "--" + std::string(boundary);
    std::size_t at = body.find(delimiter);
    while (at != std::string_view::npos) {
        at += delimiter.size();
        if (body.substr(at, 2) != "\r\n") return;
        const std::size_t next = body.find(delimiter, at);
        if (next == std::string_view::npos) return;
        read_part(form, body.substr(at + 2, next - at - 2));
        at = next;
    }
}

void read_pairs(Form& form, std::string_view body) {
    while (!body.empty()) {
        const std::size_t end = std::min(body.find('&'), body.size());
        const std::string_view pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        std::string value = url_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (base::is_valid_utf8(value)) form.fields[url_decoded(pair.substr(0, equals), true)] = std::move(value);
    }
}

}  // namespace

const std::string& Form::operator[](const std::string& name) const {
    static const std::string none;
    const auto at = fields.find(name);
    return at == fields.end() ? none : at->second;
}

std::string url_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' && plus_is_space ? ' ' : text[i];
        }
    }
    return out;
}

std::string url_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || c == '~';
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

Form parse_form(std::string_view content_type, std::string_view body) {
    Form form;
    constexpr std::string_view boundary_word = "boundary=";
    const std::size_t boundary = content_type.find(boundary_word);
    if (content_type.starts_with("multipart/form-data") && boundary != std::string_view::npos)
        read_parts(form, content_type.substr(boundary + boundary_word.size()), body);
    else if (content_type.starts_with("application/x-www-form-urlencoded"))
        read_pairs(form, body);
    return form;
}

std::string cookie(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(';'), header.size());
        std::string_view pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (pair.starts_with(' '))
            pair.remove_prefix(1);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return std::string(pair.substr(name.size() + 1));
    }
    return {};
}

}  // namespace web
