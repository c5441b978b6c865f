// What browsers send in a POST: application/x-www-form-urlencoded and multipart/form-data (RFC 7578). Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace web {

struct Form {
    std::map<std::string, std::string> fields;  // of a name that comes twice, the last
    std::string file_name;                      // of the one file that a multipart form may bring
    std::string file;

    // "" where there is none.
    const std::string& operator[](const std::string& name) const;
};

std::string url_decoded(std::string_view text, bool plus_is_space);
std::string url_encoded(std::string_view text);

// Malformed parts are left out.
Form parse_form(std::string_view content_type, std::string_view body);

// The value of one cookie of a Cookie header; "" if it is not there.
std::string cookie(std::string_view header, std::string_view name);

}  // namespace web
