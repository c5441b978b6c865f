// What the staff's screens may know of the desk, and what they may have it do. The desk's state implements it
// (state.h); nothing else of the desk is within their reach.
//
// Thread: the desk's. The time and the door are those of the input that is being handled.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attendance/opening.h"
#include "attendance/tap.h"
#include "desk/desk.h"
#include "journal/journal.h"

namespace desk {

class DeskCore {
public:
    // --- What is known ---------------------------------------------------------------------------------------------

    virtual journal::Lookups& lookups() = 0;
    virtual const DeskOptions& options() const = 0;  // the language and the mirroring as staff chose them last
    virtual const DeskEvents& events() const = 0;    // whom orders go to
    virtual const base::ClockReading& now() const = 0;
    virtual MonotonicTime monotonic() const = 0;
    virtual const attendance::Door& door() const = 0;
    virtual const std::optional<attendance::HeldOpen>& held_open() const = 0;  // by hand
    virtual const std::vector<attendance::Event>& known_events() const = 0;    // by start
    virtual const std::vector<attendance::Season>& organizers_seasons() const = 0;
    // Asked whenever it matters: the clock may have been set, or a season have ended.
    virtual attendance::Season season_at(base::WallTime at) const = 0;
    // The card of the season in which somebody was stamped at `event`, with that square last.
    virtual attendance::StampCard card_at(std::span<const attendance::Visit> visits_with_event_last) const = 0;
    virtual std::int64_t acked_seq() = 0;                                   // the hub has the entries up to here
    virtual std::optional<MonotonicTime> last_contact() const = 0;          // with the hub
    virtual bool is_live_stamp(std::int64_t seq) const = 0;                 // of a line of the monitor: not voided
    virtual std::vector<TapLine> taps() const = 0;                          // as they are published
    virtual std::string kind_of(const attendance::CardId& card) const = 0;  // of one tapped lately; else empty
    virtual bool is_to_be_stamped_first(const TapInput& tap) = 0;  // a person's card that opens the staff's screens

    std::int64_t unsent() { return std::max<std::int64_t>(lookups().last_seq() - acked_seq(), 0); }
    HubFacts hub_facts() const { return options().hub ? options().hub() : HubFacts(); }

    // --- What is written. A failure is reported as the store's trouble ---------------------------------------------

    virtual std::optional<std::int64_t> record(std::span<const journal::Addition> additions) = 0;  // absent: it was not
    virtual bool keep(const std::string& setting, const std::string& value) = 0;                   // false: it was not
    virtual void drop_former_card_key() = 0;

    // --- What follows from it --------------------------------------------------------------------------------------

    virtual void people_changed() = 0;  // names, numbers and lines may be others now
    virtual void events_changed() = 0;
    virtual void opened_by_hand(const std::optional<attendance::EventId>& event) = 0;  // absent: back to the hours
    virtual void stamped_by_hand(std::int64_t seq, const attendance::PersonId& person,
                                 const attendance::EventId& event) = 0;
    virtual void apply(const Settings& settings) = 0;
    virtual base::Result<void> set_clock(base::WallTime wanted) = 0;  // now() is the new time
    virtual void clock_was_set() = 0;                                 // and what follows from that

    // --- What is shown ---------------------------------------------------------------------------------------------

    virtual void show(Scene scene, std::optional<std::chrono::milliseconds> lasting) = 0;  // begins now
    virtual void replace(Scene scene) = 0;                     // the same one with other contents; goes on
    virtual void stay(std::chrono::milliseconds lasting) = 0;  // from now
    virtual void rest() = 0;                                   // back to the attendees: Staff::left() is called
    virtual void forget_guests() = 0;                          // who was typing does not come back

protected:
    ~DeskCore() = default;
};

}  // namespace desk
