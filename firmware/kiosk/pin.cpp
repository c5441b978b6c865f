#include "kiosk/pin.h"

#include "base/argon2.h"
#include "desk/staff_cards.h"

namespace kiosk {

base::Result<std::string> hash_pin(std::string_view pin) {
    auto hash = base::argon2::hash(pin);
    if (!hash)
        return base::fail(base::ErrorCode::failed, "there is no memory to hash the PIN (64 MiB); close something");
    return *std::move(hash);
}

base::Result<void> keep_first_pin(journal::Journal& journal, const std::string& pin) {
    const auto kept = desk::kept_pin_from(journal.setting(desk::staff_pin_setting).value_or(""));
    if (pin.empty() || !kept.hash.empty()) return {};
    TRY(hash, hash_pin(pin));
    return journal.set_setting(desk::staff_pin_setting, desk::to_setting(desk::KeptPin{pin.size(), hash}));
}

bool pin_fits(std::string_view pin, const std::string& hash) {
    return base::argon2::fits(pin, hash);
}

}  // namespace kiosk
