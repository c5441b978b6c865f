#include "kiosk/enrolment.h"
#include "base/version.h"

#include <unistd.h>

#include <array>

#include "desk/staff_cards.h"
#include "journal/number_setting.h"
#include "kiosk/pin.h"

namespace kiosk {
namespace {

std::string machine_name() {
    std::array<char, 100> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "kiosk";
    return name.data();
}

}  // namespace

client::EnrolOptions enrol_options(const EnrolWish& wish, const std::string& card_key_hex, const SettingOf& setting) {
    client::EnrolOptions options;
    options.url = wish.url;
    options.code = wish.code;
    options.key_pin = wish.key_pin;
    options.name = wish.name.empty() ? machine_name() : wish.name;
    options.version = std::string(base::version());
    options.card_key = card_key_hex;
    const std::string token = setting(std::string(client::token_setting)).value_or("");
    const std::int64_t number = journal::number_in(setting(std::string(journal::device_setting)));
    if (number > 0 && !token.empty()) {
        options.former = wire::FormerDevice{number, token};
        options.former_hub = setting(std::string(client::id_setting)).value_or("");
    }
    return options;
}

base::Result<void> keep_enrolment(journal::Journal& journal, const client::Enrolment& enrolment) {
    const auto key = base::from_hex(enrolment.card_key);
    if (!key) return base::fail(base::ErrorCode::failed, "the hub gave no card key: update it");
    // Before the token: a kiosk that sends must hash cards as the hub's other kiosks do.
    if (!std::equal(key->begin(), key->end(), journal.card_key().begin(), journal.card_key().end())) {
        // Staff's cards stand in no guest list: their ids are made anew when they are tapped (desk/staff_mode.cpp).
        const std::string staff = journal.setting(desk::staff_cards_setting).value_or("");
        TRY_VOID(journal.set_setting(desk::former_staff_cards_setting, staff));
        TRY_VOID(
            journal.replace_card_key(*key, staff.empty() ? journal::FormerKey::dropped : journal::FormerKey::kept));
    }
    TRY_VOID(keep_given_pin(journal, enrolment.first_pin));
    return client::keep_hub(journal, enrolment.hub);
}

}  // namespace kiosk
