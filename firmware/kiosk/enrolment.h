// Taking a kiosk into a hub: what the command line and the enrolment's file have in common.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "client/enrol.h"

namespace kiosk {

struct EnrolWish {
    std::string url;
    std::string code;
    std::string key_pin;  // of the hub's key, given in addition; empty: none was
    std::string name;     // what staff call this kiosk; empty: the machine's
};

// What this kiosk was before, from its settings.
using SettingOf = std::function<std::optional<std::string>(const std::string& name)>;
client::EnrolOptions enrol_options(const EnrolWish& wish, const std::string& card_key_hex, const SettingOf& setting);

// Keeps it: the hub's settings, the card key if the hub has another one, and its PIN for staff where there is none. On
// the thread that owns the journal.
base::Result<void> keep_enrolment(journal::Journal& journal, const client::Enrolment& enrolment);

}  // namespace kiosk
