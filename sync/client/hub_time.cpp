#include "client/link.h"

namespace client {
namespace {

std::chrono::microseconds uncertain_by_now(const HubTime& known, const HubTime& heard) {
    return known.uncertain + drift_after(heard.anchor.boottime - known.anchor.boottime);
}

}  // namespace

std::chrono::microseconds jump_between(const HubTime& known, const HubTime& heard) {
    const auto expected = attendance::corrected({{}, heard.anchor.boottime, {}, {}}, known.anchor);
    const auto off = heard.anchor.wall - expected;
    const bool agrees = std::chrono::abs(off) <= heard.uncertain + uncertain_by_now(known, heard);
    return agrees ? std::chrono::microseconds(0) : off;
}

bool replaces(const HubTime& heard, const HubTime& known) {
    if (heard.boot_id != known.boot_id || jump_between(known, heard).count() != 0) return true;
    return heard.uncertain < uncertain_by_now(known, heard);
}

}  // namespace client
