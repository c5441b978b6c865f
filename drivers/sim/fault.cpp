#include "sim/fault.h"

#include <array>
#include <utility>

#include "base/check.h"

namespace sim {
namespace {

constexpr std::array<std::pair<FaultKind, std::string_view>, 7> kind_names = {{
    {FaultKind::mute, "mute"},
    {FaultKind::no_ack, "no-ack"},
    {FaultKind::garbage, "garbage"},
    {FaultKind::truncated, "truncated"},
    {FaultKind::bad_checksum, "bad-checksum"},
    {FaultKind::late, "late"},
    {FaultKind::status_80, "status-80"},
}};

}  // namespace

std::string_view to_string(FaultKind kind) {
    for (const auto& [value, name] : kind_names)
        if (value == kind) return name;
    PETTAN_ASSERT(false);
}

std::optional<FaultKind> fault_kind_from(std::string_view text) {
    for (const auto& [value, name] : kind_names)
        if (name == text) return value;
    return std::nullopt;
}

}  // namespace sim
