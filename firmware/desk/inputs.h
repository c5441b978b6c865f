// What may happen to the desk: the values that its inbox carries. Card numbers are already hashed here: the kiosk does
// that at the edge, so that no raw number reaches the inbox.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "attendance/ids.h"
#include "base/clock.h"
#include "desk/snapshot.h"

namespace journal {
class Journal;
struct RosterUpdate;
}  // namespace journal

namespace desk {

// A card arrived, once per arrival.
struct TapInput {
    MonotonicTime at{};  // when the reader had its number
    attendance::CardId card;
    std::string tech;    // what kind of card: "type2", …
    bool stable = true;  // false: its number changes at every tap
    std::optional<std::string> offered_name;
    std::vector<attendance::CardId> former_cards{};  // its ids under the card keys before (Journal::former_card_ids)
    bool joined = false;                             // another card has been in the field since it was last empty
};

// The memory of a card that arrived before was read.
struct NameFoundInput {
    attendance::CardId card;
    std::optional<std::string> offered_name;
};

struct ReaderInput {
    enum class State { starting, ok, fault, absent };
    State state = State::starting;
    std::string reason;  // English, for staff
};

struct AnswerInput {
    Answer answer;
};

// How much room the data folder has left, seen by whoever looks (once a minute).
struct DiskInput {
    std::int64_t free_bytes = 0;
};

// How warm the processor is.
struct TemperatureInput {
    double celsius = 0;
};

// What became of DeskEvents::pin.
struct PinInput {
    std::uint64_t work = 0;
    bool fits = false;    // of a check
    std::string hash;     // of a new PIN
    std::string problem;  // why it could not be looked at; empty: all is well
};

// Where an export can go now: sticks, then the data folder. In the order that StartExport counts.
struct TargetsInput {
    std::vector<ExportTarget> targets;
};

// How an export goes, and how it ended.
struct ExportInput {
    ExportState state;
};

// The machine is neither restarted nor switched off. (Where it is, the kiosk is stopped like any program.)
struct PowerInput {
    std::string problem;  // English
};

// How an enrolment goes, and how it ended.
struct EnrolInput {
    std::uint64_t work = 0;  // of the EnrolOrder
    EnrolState state;
};

// --- From the sync with the hub ------------------------------------------------------------------------------------

struct LinkInput {
    enum class State { off, down, up };  // off: stopped until staff act
    State state = State::down;
    std::int64_t pending = 0;  // entries that the hub does not have yet
    std::int64_t held = 0;     // those that it keeps aside because it cannot use them
    std::optional<MonotonicTime> last_contact;
    std::string reason;  // English, for staff
    HubTrouble trouble = HubTrouble::none;
    bool copied = false;  // a copy of this kiosk has sent under its number
};

// The hub holds all entries up to here. May go back: a hub that was restored is offered again what it lost.
struct AckedInput {
    std::int64_t seq = 0;
};

// The journal is to have an epoch of at least this number.
struct NewEpochInput {
    std::int64_t at_least = 0;
};

// What came down.
struct RosterInput {
    std::shared_ptr<journal::RosterUpdate> update;
};

// Work on the journal that is not the desk's own, on the thread that may write it: an enrolment.
struct JournalInput {
    std::function<void(journal::Journal&)> work;
    bool begins_anew = false;  // what came down before and was not taken in yet is another hub's
};

using Input = std::variant<TapInput, NameFoundInput, ReaderInput, AnswerInput, DiskInput, TemperatureInput, PinInput,
                           TargetsInput, ExportInput, PowerInput, EnrolInput, LinkInput, AckedInput, NewEpochInput,
                           RosterInput, JournalInput>;

}  // namespace desk
