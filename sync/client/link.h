// What the sync tells the rest of the kiosk, as values.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "attendance/moment.h"
#include "base/clock.h"
#include "client/trouble.h"
#include "wire/messages.h"

namespace client {

enum class LinkState {
    down,  // not reached now; it will be tried again by itself
    up,
    off,  // stopped until staff act: the hub revoked this kiosk
};

// The hub's clock, held against this boot's. As an attendance::BootAnchor it corrects this boot's entries.
struct HubTime {
    std::string boot_id;
    attendance::BootAnchor anchor;
    std::chrono::microseconds uncertain{0};  // half the round trip, and the millisecond that the wire rounds to
};

// What the two clocks may drift apart by after `elapsed`: 200 ppm, twice what a cheap crystal does.
constexpr std::chrono::microseconds drift_after(std::chrono::nanoseconds elapsed) {
    return std::chrono::duration_cast<std::chrono::microseconds>(elapsed) / 5000;
}

// By how much the hub's clock has been set since `known`: what `heard` differs from it beyond what both may be wrong
// by. Zero: the two agree. Of one boot.
std::chrono::microseconds jump_between(const HubTime& known, const HubTime& heard);

// Whether the newer one is to be gone by: it is of another boot, it contradicts the known one (the newest wins), or it
// is the more certain by now.
bool replaces(const HubTime& heard, const HubTime& known);

struct LinkStatus {
    LinkState link = LinkState::down;
    std::int64_t pending = 0;  // entries that the hub has not acknowledged
    std::int64_t acked = 0;    // the last one that it has
    std::int64_t held = 0;     // of this run: entries that the hub keeps aside because it cannot use them
    std::optional<base::MonotonicTime> last_contact;
    bool copied = false;  // in this run: the hub saw that a copy of this kiosk has sent under its number
    Trouble trouble = Trouble::none;
    std::string reason;  // plain words for staff, empty when up and well
    std::optional<HubTime> hub_time;
};

// What is new at the hub; applying it twice changes nothing. A snapshot comes in pages: what none of them names is gone
// once the last one (`more` is false) is in.
enum class UpdateKind { changes, snapshot_begins, snapshot_goes_on };
struct Update {
    wire::Changes changes;
    UpdateKind kind = UpdateKind::changes;
};

// Called on the sync thread, in order; each hands its value to the desk's thread and returns.
class Sink {
public:
    virtual ~Sink() = default;
    // To be kept under journal::acked_seq_setting. It may go back: a hub that was restored is offered again what it
    // lost.
    virtual void acked(std::int64_t seq) = 0;
    virtual void changes(Update update) = 0;
    // False while what was handed over waits: no more is asked for. wake() when that has changed.
    virtual bool takes_changes() { return true; }
    virtual void status(const LinkStatus& status) = 0;
    // To be kept among the settings: what the hub says of its key (hub_settings.h).
    virtual void setting(std::string_view name, std::string value) = 0;
    // The journal is to begin epochs until its epoch is at least this one; nothing to do if it is. May be repeated.
    virtual void new_epoch(std::int64_t at_least) = 0;
};

}  // namespace client
