#include "kiosk/guest_pages.h"

#include "client/hub_settings.h"
#include "journal/number_setting.h"
#include "wire/own_page_code.h"
#include "wire/registration.h"

namespace kiosk {
namespace {

// Of the hub as phones reach it; empty: there is none.
std::string hub_for_phones(journal::Journal& journal, const std::string& public_url) {
    const std::int64_t device = journal::number_setting(journal, journal::device_setting);
    std::string url = public_url.empty() ? journal.setting(std::string(client::url_setting)).value_or("") : public_url;
    while (url.ends_with('/'))
        url.pop_back();
    const bool is_local = url.find("//127.") != std::string::npos || url.find("//localhost") != std::string::npos;
    return device == 0 || is_local ? std::string() : url;
}

std::string address(const std::string& hub, std::string_view page, const std::optional<std::string>& code) {
    return hub.empty() || !code ? std::string() : hub + std::string(page) + *code;
}

}  // namespace

std::string register_url(journal::Journal& journal, const std::string& public_url, const attendance::CardId& card) {
    return address(hub_for_phones(journal, public_url), "/r/",
                   wire::registration_code(base::to_hex(journal.card_key()), card));
}

std::string own_page_url(journal::Journal& journal, const std::string& public_url, const attendance::CardId& card,
                         base::WallTime now) {
    const auto expires = std::chrono::floor<std::chrono::seconds>(now) + wire::own_page_code_lives;
    return address(hub_for_phones(journal, public_url), "/own/",
                   wire::own_page_code(base::to_hex(journal.card_key()), {card, expires}));
}

}  // namespace kiosk
