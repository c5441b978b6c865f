// The desk: the one state machine that turns inputs into journal entries and scenes.
//
// Thread: everything here runs on the desk's one thread, the only writer of the journal. Time comes from the Clock,
// read once for each input. The desk never waits: what takes time (memory of a card, the hub) comes back as another
// input.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attendance/deck.h"
#include "attendance/season_rule.h"
#include "base/clock.h"
#include "base/result.h"
#include "desk/inputs.h"
#include "desk/snapshot.h"

namespace journal {
class Journal;
}

namespace desk {

// What staff change at the screen; kept in the journal.
struct Settings {
    int volume_percent = 70;
    int brightness_percent = 100;
    bool mirrored = false;
    bool calm = false;
    ScreenFit fit;
    std::string lang = "ja";
    bool operator==(const Settings&) const = default;
};

struct HubFacts {
    std::string url;        // of the hub that this kiosk is enrolled with; empty: none
    std::string key_pin;    // of its key
    std::string suggested;  // the address that the configuration names
};

struct DeskOptions {
    Community community;
    attendance::SeasonRule season;                                    // as configured
    std::map<std::string, attendance::QuarterNames> quarter_names{};  // by the screen's language
    std::map<std::string, std::string> first_titles{};                // of the first event, by the screen's language
    // What is said beside the sentences of the organizers' deck, by the screen's language; a language without either
    // leaves it to the screen.
    std::map<std::string, std::vector<attendance::Sentence>> decks{};
    std::optional<attendance::EventId> event;  // --event: as if staff opened it at the start
    attendance::Zone zone{};
    // The address behind the QR code: where whoever was stamped with this card says who they are. Empty, or absent: no
    // hub. Called on the desk's thread.
    std::function<std::string(const attendance::CardId& card)> register_url{};
    // The same for the holder's own page, good for minutes from `now`.
    std::function<std::string(const attendance::CardId& card, base::WallTime now)> own_page_url{};
    bool reader_is_simulated = false;
    Settings settings;           // as configured; what staff changed since stands in the journal and goes before it
    bool lang_is_given = false;  // community.lang goes before what staff chose earlier, until they choose again
    std::string version;         // of the program
    // Called on the desk's thread; absent: there is no hub.
    std::function<HubFacts()> hub{};
};

// What the desk reports to the outside, in order; the kiosk writes the trace from it. Called on the desk's thread.
struct Decided {
    enum class Result { stamped, repeat, unknown, refused };
    Result result = Result::refused;
    std::int64_t seq = 0;  // 0: nothing was written
    attendance::CardId card;
    std::optional<attendance::PersonId> person;
};
std::string_view to_string(Decided::Result result);

struct StoreHealth {
    bool ok = true;
    std::string reason;
};

// To be looked at elsewhere, since Argon2id takes its time; the answer is a PinInput with the same number.
struct PinWork {
    std::uint64_t work = 0;
    std::string pin;   // digits
    std::string hash;  // to be compared with; empty: a new one is to be made
};

struct ExportOrder {
    std::size_t target = 0;                    // of the last TargetsInput
    std::optional<attendance::EventId> event;  // the present one; absent: all there are
};

// An enrolment; answered by EnrolInputs with the same number.
struct EnrolOrder {
    std::uint64_t work = 0;
    std::string url;
    std::string code;
};

// Those below `wants_memory` serve the staff's screens; one that is absent is not called.
struct DeskEvents {
    std::function<void(const Decided&)> decided;
    std::function<void(int percent)> light;         // of the screen, when it is to be another; may be absent
    std::function<void(const StoreHealth&)> store;  // when it changes
    std::function<void(const attendance::CardId&)> wants_memory;  // of this card, which nobody knows yet
    std::function<void()> recorded{};                             // entries of any kind are in the journal
    std::function<void(const PinWork&)> pin{};
    std::function<void()> look_for_targets{};             // answered by TargetsInput
    std::function<void(const ExportOrder&)> export_to{};  // answered by ExportInput, several
    std::function<void(PowerPage::Act)> power{};          // answered by PowerInput where it fails
    std::function<void(const EnrolOrder&)> enrol{};
    std::function<void()> call_off_enrolment{};
    std::function<base::Result<void>(base::WallTime)> set_clock{};
    std::function<void(const Settings&)> apply{};  // at the beginning and when they change
};

class Desk {
public:
    // `journal` and `clock` must outlive the desk.
    Desk(journal::Journal& journal, const base::Clock& clock, DeskOptions options, DeskEvents events);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void handle(const Input& input);

    // Lets time pass: scenes return to rest, a damaged or full store is tried again, hours open and close. To be called
    // when `next_wake` comes.
    void tick();
    MonotonicTime next_wake() const;

    // The newest snapshot; a new object after each change, never null.
    SnapshotPtr snapshot() const;

private:
    class State;
    std::unique_ptr<State> m_state;
};

}  // namespace desk
