#include "kiosk/pin.h"

#include "base/argon2.h"
#include "base/log.h"
#include "desk/staff_cards.h"

namespace kiosk {

base::Result<std::string> hash_pin(std::string_view pin) {
    auto hash = base::argon2::hash(pin);
    if (!hash)
        return base::fail(base::ErrorCode::failed, "there is no memory to hash the PIN (64 MiB); close something");
    return *std::move(hash);
}

namespace {

bool has_pin(journal::Journal& journal) {
    return !desk::kept_pin_from(journal.setting(desk::staff_pin_setting).value_or("")).hash.empty();
}

}  // namespace

base::Result<void> keep_first_pin(journal::Journal& journal, const std::string& pin) {
    if (pin.empty() || has_pin(journal)) return {};
    TRY(hash, hash_pin(pin));
    return journal.set_setting(desk::staff_pin_setting, attendance::to_text({pin.size(), hash}));
}

base::Result<void> keep_given_pin(journal::Journal& journal, std::string_view given) {
    if (given.empty() || has_pin(journal)) return {};
    const attendance::KeptPin pin = attendance::kept_pin_from(given);
    if (pin.digits < attendance::pin_digits_min || pin.digits > attendance::pin_digits_max ||
        !base::argon2::is_hash(pin.hash)) {
        base::log::warning("the hub gave a PIN that is none: it is left out, set one here (pettan-kiosk pin set)");
        return {};
    }
    return journal.set_setting(desk::staff_pin_setting, attendance::to_text(pin));
}

bool pin_fits(std::string_view pin, const std::string& hash) {
    return base::argon2::fits(pin, hash);
}

}  // namespace kiosk
