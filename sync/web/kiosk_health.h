// How a kiosk is, in plain words. Stale is not good: a silent kiosk's lines turn into grey rings with their age.
#pragma once

#include "store/store.h"
#include "web/context.h"

namespace web {

// Kiosks that are not revoked; `acts` counts those that somebody should look at.
struct Health {
    Html lines;
    bool act = false;
};
Health kiosk_health(const Context& context, const store::DeviceRow& device);

}  // namespace web
