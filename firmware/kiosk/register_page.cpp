#include "kiosk/register_page.h"

#include "client/hub_settings.h"
#include "journal/number_setting.h"
#include "wire/registration.h"

namespace kiosk {

std::string register_url(journal::Journal& journal, const std::string& public_url, const attendance::CardId& card) {
    const auto text = [&](std::string_view name) { return journal.setting(std::string(name)).value_or(""); };
    const std::int64_t device = journal::number_setting(journal, journal::device_setting);
    std::string url = public_url.empty() ? text(client::url_setting) : public_url;
    while (url.ends_with('/'))
        url.pop_back();
    const bool is_local = url.find("//127.") != std::string::npos || url.find("//localhost") != std::string::npos;
    if (device == 0 || url.empty() || is_local) return "";
    const auto code = wire::registration_code(base::to_hex(journal.card_key()), card);
    return code ? url + "/r/" + *code : std::string();
}

}  // namespace kiosk
