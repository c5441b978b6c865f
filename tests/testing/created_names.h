// What a migration's SQL creates, so that a test can take it away again and stand before that migration.
#pragma once

#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace testing {

struct CreatedName {
    std::string type;  // "TABLE" or "INDEX"
    std::string name;
};

inline std::vector<CreatedName> created_names(std::string_view sql) {
    static const std::regex created("CREATE( UNIQUE)? (TABLE|INDEX) ([a-z_]+)");
    std::vector<CreatedName> names;
    for (std::cregex_iterator found(sql.data(), sql.data() + sql.size(), created), none; found != none; ++found)
        names.push_back({(*found)[2].str(), (*found)[3].str()});
    return names;
}

}  // namespace testing
