// What stands between a kiosk and its hub, as somebody at the kiosk can act on it. The sentence that comes with it says
// more, in English; whoever has words of their own tells it from this.
#pragma once

namespace client {

enum class Trouble {
    none,
    address,      // what was given is no address
    code,         // of an enrolment: wrong, used or too old
    unreachable,  // nobody answers: no network, a wrong address, or the hub is off
    log_in,       // the network sends us elsewhere: it wants a log-in first
    foreign,      // who answers is no hub: a network's page, or a wrong address
    stranger,     // who answers has another key, or is another hub
    revoked,      // the hub accepts this kiosk no more
    version,      // one of the two is too old for the other
    busy,         // the hub asks us to come later
    fault,        // the hub is in trouble, or refuses what it is sent
    journal,      // our own journal cannot be read
};

}  // namespace client
