// Makes a kiosk known to a hub, by its address and a one-time code. Blocking, for a minute at most: for the command
// line and the staff screen's worker, never for the desk's thread.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "client/http.h"
#include "client/hub_settings.h"
#include "client/trouble.h"

namespace client {

enum class EnrolStep {
    greeting,  // is there a hub at all?
    asking,    // both prove that they know the code, and then it is given
    checking,  // does the hub have the key that it names as its own?
};

struct EnrolOptions {
    std::string url;                           // "https://hub.local:8443"; without a scheme: https
    std::string code;                          // case, spaces and hyphens do not matter
    std::string name;                          // what staff call this kiosk
    std::string version;                       // of the program
    std::string card_key;                      // 64 hexadecimal digits: the hub adopts it if it has none
    std::optional<wire::FormerDevice> former;  // said only to the hub that gave it
    std::string former_hub;                    // its id
    // As the hub prints it at its start; may be given in addition. Needed only with a hub that is too old to prove that
    // it knows the code and has no certificate of an authority that this machine trusts.
    std::string key_pin;
    HttpLimits limits;
    std::function<void(EnrolStep)> on_step{};  // on the caller's thread
    std::stop_token stop{};                    // gives up at once: failed
};

struct Enrolment {
    Hub hub;
    std::string card_key;   // 64 hexadecimal digits: what card ids are made with from now on; perhaps the one given
    std::string first_pin;  // as it came (attendance/staff_pin.h); empty: the hub gives none
};

// Nothing that is worth stealing (the code, the card key, the former token) is sent before who answers has proven that
// it knows the code, over a connection with the key that the proof names (PROTOCOL.md, "Who knows the code").
// Errors, each with a sentence for staff: bad_input (address), not_found (no hub there), denied (the code; or who
// answers does not know it, or has another key than it names), too_new (versions), busy (later), unreachable, failed.
base::Result<Enrolment> enrol(const EnrolOptions& options);

// The same, with what stood in the way as a value.
struct EnrolAttempt {
    base::Result<Enrolment> outcome;
    Trouble trouble = Trouble::none;
};
EnrolAttempt attempt_enrolment(const EnrolOptions& options);

// Whether the enrolled hub can be reached now, for doctor. Errors as above, or unreachable.
base::Result<void> greet(const Hub& hub, const HttpLimits& limits);

}  // namespace client
