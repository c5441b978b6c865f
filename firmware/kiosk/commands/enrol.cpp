#include "kiosk/enrolment.h"

#include <fmt/format.h>

#include "kiosk/commands/commands.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"

namespace kiosk {

base::Result<void> enrol(const Folder& data, const Enrol& command) {
    TRY(journal, open_journal(data));
    const std::string key = base::to_hex(journal->card_key());
    const auto setting = [&](const std::string& name) { return journal->setting(name); };
    const EnrolWish wish{command.url, command.code, command.key_pin, command.name};
    TRY(enrolment, client::enrol(enrol_options(wish, key, setting)));
    TRY_VOID(keep_enrolment(*journal, enrolment));
    std::string report =
        fmt::format("enrolled as device {} of the hub at {}\n", enrolment.hub.device, enrolment.hub.url);
    if (enrolment.hub.key_pin.empty())
        report += "the hub stands behind a proxy: the certificate authorities of this machine are trusted\n";
    else
        report += fmt::format("the hub's pin is {}; it is what the hub printed at its start\n", enrolment.hub.key_pin);
    if (enrolment.card_key != key && journal->last_seq() > 0)
        report +=
            "this kiosk now makes card ids with the hub's key: cards that it knew before are new to it, unless the hub "
            "knows them\n";
    return print(report);
}

}  // namespace kiosk
