// How hub and kiosks are, for a monitoring program: OpenMetrics 1.0 text. Names kiosks, and nobody.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "store/store.h"

namespace web {

inline constexpr std::string_view metrics_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";

// Of `kiosks` those that are revoked are left out, and so is what a kiosk has not told. Pure.
std::string metrics_text(std::string_view version, const store::Unsettled& unsettled,
                         std::span<const store::DeviceRow> kiosks);

}  // namespace web
