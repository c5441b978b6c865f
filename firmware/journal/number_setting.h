// Settings that hold whole numbers, as digits. One that is absent or broken is 0.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/whole_number.h"
#include "journal/journal.h"
#include "journal/reader.h"

namespace journal {

inline std::int64_t number_in(const std::optional<std::string>& setting) {
    return setting ? base::whole_number<std::int64_t>(*setting).value_or(0) : 0;
}
inline std::int64_t number_setting(Lookups& journal, std::string_view name) {
    return number_in(journal.setting(std::string(name)));
}
inline base::Result<std::int64_t> number_setting(Reader& reader, std::string_view name) {
    TRY(setting, reader.setting(std::string(name)));
    return number_in(setting);
}

}  // namespace journal
