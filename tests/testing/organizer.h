// An organizer who is signed in at the pages of a hub's process.
#pragma once

#include <string>

#include "testing/hub_process.h"
#include "web/browser.h"

namespace testing {

inline Browser organizer_of(const HubProcess& hub) {
    std::string password = hub.command({"user", "add", "hana", "--role", "organizer"}).output;
    password.pop_back();
    password.erase(0, password.rfind('\n') + 1);  // the last line
    Browser hana(hub.url());
    REQUIRE(hana.sign_in("hana", password).status == 303);
    return hana;
}

}  // namespace testing
