// What the staff screens show, and what a touch on them means. Values only; part of the snapshot (snapshot.h), under
// the same rules: raw texts, English details, made by the desk, never changed afterwards.
//
// While a staff screen is open check-in goes on: a tap is stamped as always, its sound plays, and it shows as the
// newest line of `Snapshot::taps`; only the attendee's picture is not drawn. A staff screen left alone returns by
// itself (`Snapshot::returns_at`).
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "attendance/person.h"
#include "attendance/staff_hint.h"
#include "attendance/stamp_card.h"
#include "attendance/tap.h"
#include "base/clock.h"

namespace desk {

using base::MonotonicTime;

// One line of the monitor: what a tap, or staff by hand, has become. Newest first wherever there are several.
struct TapLine {
    enum class Result { stamped, first_time, repeat, unknown, refused };
    std::int64_t seq = 0;  // 0: nothing was recorded (a refused tap whose card has no lasting number)
    Result result = Result::refused;
    attendance::WallTime at{};  // as corrected so far
    std::string name;           // as written; staff may see it. Empty: an unknown card
    std::optional<attendance::PersonId> person;
    std::string ticket;       // of an unknown card
    attendance::CardId card;  // the unknown one, where it keeps its number: whose it is can be said; else empty
    std::int64_t stamps = 0;  // how many this person has, with this one; 0: not known
    using Hint = attendance::StaffHint;
    Hint hint = Hint::none;
    enum class Refusal { none, number_changes, two_cards, early, over, no_event, not_recorded };
    Refusal refusal = Refusal::none;
    bool voided = false;         // by staff, at this kiosk
    std::int64_t stamp_seq = 0;  // that can be taken back by this line; 0: none
    MonotonicTime told_at{};     // when a snapshot first carried the line: its sound counts from here; 0: no sound
};

// The same lines, in which a person stands once, and so does an unknown card: by the newest line that was not taken
// back.
// Its `stamp_seq` is that of the stamp that stands.
std::vector<TapLine> once_each(const std::vector<TapLine>& taps);

// How large the screen is and how it is read; what stands on it follows.
struct ScreenFit {
    int diagonal_tenths = 0;  // of an inch; 0: not known
    int distance_cm = 70;     // of who reads the small print
    bool large_text = false;
    bool low_reach = false;  // an upright screen shows what is touched in its lower part
    bool operator==(const ScreenFit&) const = default;
};

// A card that nobody knows, of which staff say whose it is.
struct TappedCard {
    std::int64_t seq = 0;  // of its stamp
    attendance::CardId card;
    std::string ticket;
    attendance::WallTime at{};
    bool operator==(const TappedCard&) const = default;
};

// --- Scenes ---------------------------------------------------------------------------------------------------------

struct PinPad {
    static constexpr std::string_view scene_word = "pin";
    static constexpr bool is_staff = true;
    int digits = 0;                             // typed so far
    int length = 4;                             // how many there are to be typed
    bool checking = false;                      // the last digit was typed; keys count again when it was looked at
    bool wrong = false;                         // the last try was
    std::optional<MonotonicTime> locked_until;  // tries are refused until then
    bool is_set = true;                         // false: no PIN yet
    bool may_choose = false;  // the first one may be chosen here: two entries, within minutes of the first start
    bool repeat = false;      // choosing a new PIN: type it once more
};

struct Monitor {
    static constexpr std::string_view scene_word = "monitor";
    static constexpr bool is_staff = true;
    static constexpr int bins_max = 36;
    std::int64_t arrived = 0;
    std::optional<std::int64_t> expected;  // those on the guest list; absent: there is none
    std::int64_t first_timers = 0;
    std::int64_t last_ten_minutes = 0;
    attendance::WallTime bins_from{};  // start of the first bin
    std::chrono::minutes bin_length{5};
    std::vector<int> arrivals;             // a bin each
    std::optional<std::int64_t> undo_seq;  // a line just voided: can be put back by one touch
    std::size_t from = 0;                  // the first of the last taps that is shown
    bool stays = false;                    // staff keep it open
};

struct People {
    static constexpr std::string_view scene_word = "people";
    static constexpr bool is_staff = true;
    struct Row {
        attendance::PersonId person;
        std::string name;
        std::string reading;
        std::string nickname;
        std::optional<attendance::WallTime> stamped_at;  // at the open event
        bool listed = false;                             // on its guest list
    };
    std::string typed;
    std::int64_t found = 0;                         // how many match; rows may be fewer
    std::vector<Row> rows;                          // those of tonight's list first; of these the best
    std::size_t from = 0;                           // the first row that is shown
    std::optional<attendance::PersonId> selected;   // who stands among the rows
    bool latin = false;                             // the ABC tab
    std::optional<attendance::Person> merges_into;  // somebody is looked for who is the same as this one
    std::optional<TappedCard> whose;                // the holder of this card is looked for
    std::optional<TappedCard> numbered;             // the nameless card whose number ("C-4") is typed
};

// What staff just did with a card of the shown person: can be undone until then.
struct CardDone {
    bool taken_off = false;  // else: given
    std::string before;      // whose it was, as written; empty: nobody's
    MonotonicTime until{};
    bool operator==(const CardDone&) const = default;
};

struct PersonPage {
    static constexpr std::string_view scene_word = "person";
    static constexpr bool is_staff = true;
    struct Card {
        attendance::CardId card;
        attendance::WallTime since{};
        bool staff = false;  // opens the staff's screens
        std::string kind{};  // of a TagTech; empty: not known
    };
    attendance::Person person;
    std::string cohort;       // season of the first event, as the configuration names it; empty: none yet
    std::vector<Card> cards;  // oldest first
    attendance::StampCard stamps;
    struct Today {
        std::int64_t seq = 0;  // 0: recorded by another kiosk
        attendance::WallTime at{};
        bool time_is_certain = true;
        std::optional<bool> synced{};  // the hub has it; absent: there is no hub
    };
    std::optional<Today> today;
    std::optional<std::int64_t> undo_seq;  // of the entry just voided: can be put back until undo_until
    MonotonicTime undo_until{};
    std::optional<MonotonicTime> waits_for_card_until;  // armed: the next card tapped becomes this person's
    struct Asked {                                      // the card tapped is somebody's: is it to become this person's?
        attendance::CardId card;
        std::string owner;   // as written; empty: nobody's, or nameless
        bool staff = false;  // it opens the staff's screens, and would not any more
        MonotonicTime until{};
    };
    std::optional<Asked> asked;
    std::optional<CardDone> card_done;
    std::int64_t visits = 0;
    TapLine::Hint hint = TapLine::Hint::none;
};

// What is seldom done with a person. Each needs a second touch, which says what will be.
struct PersonMore {
    static constexpr std::string_view scene_word = "person_more";
    static constexpr bool is_staff = true;
    enum class Step { menu, card, rights, merge, erase };
    struct Merged {
        attendance::PersonId person;
        std::string name;
        std::int64_t merge_seq = 0;  // 0: merged elsewhere, and parted there
    };
    Step step = Step::menu;
    attendance::Person person;
    std::vector<PersonPage::Card> cards;
    std::vector<Merged> merged;               // those who are counted under the person
    std::size_t from = 0;                     // the first of both that is shown
    std::optional<attendance::CardId> card;   // Step::card, Step::rights
    std::optional<attendance::Person> other;  // Step::merge: to be counted under the person
};

// Names, reading and nickname of a person, or of a walk-in, typed on the keyboard.
struct PersonForm {
    static constexpr std::string_view scene_word = "person_form";
    static constexpr bool is_staff = true;
    enum class Field { name, nickname, reading };
    std::optional<attendance::PersonId> person;  // absent: a walk-in
    std::array<std::string, 3> texts;            // by Field
    Field field = Field::name;
    bool latin = false;
    std::string lang;                // "ja", "en", …
    std::optional<TappedCard> card;  // becomes the walk-in's
    // As others write the word of the name that was just typed in kana.
    static constexpr std::size_t completions_max = 3;
    std::vector<std::string> completions;
};

// Where an export can go.
struct ExportTarget {
    std::string name;  // of a stick, as people call it; of the kiosk's own folder, its path
    bool can_be_taken_out = false;
    bool operator==(const ExportTarget&) const = default;
};

struct ExportState {
    enum class Step { idle, running, done, failed };
    Step step = Step::idle;
    int percent = 0;
    ExportTarget target;
    std::int64_t rows = 0;
    bool safe_to_remove = false;
    std::string problem;  // English
};

// The list of events; or of one of them its page, the way out for its data, a question, or what it is to be.
struct EventPage {
    static constexpr std::string_view scene_word = "event";
    static constexpr bool is_staff = true;
    std::vector<attendance::Event> events;  // nearest first
    std::size_t from = 0;                   // the first that is shown
    std::optional<attendance::EventId> open;
    std::optional<attendance::WallTime> held_open_until;  // opened by hand, whatever its hours, until then
    struct About {
        attendance::Event event;
        std::int64_t arrived = 0;
        bool can_end = false;     // it is open, or would be
        bool can_remove = false;  // nobody came
    };
    std::optional<About> about;
    enum class Act { none, open, to_hours, end, remove };
    Act asked = Act::none;            // is it to be? Of `asked_event`
    attendance::Event asked_event{};  // without an id where `to_hours` leads to none
    struct Exporting {
        std::optional<attendance::Event> event;  // absent: there is none, all are written
        bool all = false;
        ExportState state;
        std::vector<ExportTarget> targets;  // sticks, then the data folder
    };
    std::optional<Exporting> exporting;
    struct Draft {                                   // of an event, new or as it is to be
        std::optional<attendance::EventId> event{};  // absent: a new one
        std::string title;
        attendance::WallTime starts{};
        attendance::WallTime ends{};
        bool typing = false;  // the keyboard is open
        bool latin = false;
        std::optional<int> calendar{};  // open, so many months after the one of the beginning
    };
    std::optional<Draft> draft;
};

// What stands between this kiosk and its hub, or keeps it from being taken in.
enum class HubTrouble {
    none,
    address,      // what was typed is no address
    code,         // wrong, used or too old
    unreachable,  // nobody answers
    log_in,       // the network wants a log-in first
    foreign,      // who answers is no hub
    stranger,     // who answers is not our hub
    revoked,      // the hub accepts this kiosk no more
    version,      // one of the two is too old for the other
    busy,         // later
    fault,        // the hub, or the kiosk's own journal, is in trouble
    held,         // all is sent, but the hub cannot use some of it and keeps that aside
    copied,       // a copy of this kiosk has sent under its number, or it was set back
};

struct EnrolState {
    enum class Step { idle, greeting, asking, checking, keeping, done, failed };
    Step step = Step::idle;
    HubTrouble trouble = HubTrouble::none;  // why it failed
    std::string detail;                     // English
    bool forgets_cards = false;             // done: the hub's key makes other card ids than the kiosk made before
    bool is_running() const { return step != Step::idle && step != Step::done && step != Step::failed; }
};

// The hub as it is reached now, and the way to another: its address and a one-time code.
struct HubPage {
    static constexpr std::string_view scene_word = "hub";
    static constexpr bool is_staff = true;
    enum class Field { url, code };
    std::string url;  // of the hub that this kiosk is enrolled with; empty: none
    std::int64_t device = 0;
    std::string key_pin;  // of the hub's key; empty: the authorities of certificates are trusted
    std::int64_t pending = 0;
    std::optional<MonotonicTime> last_contact;  // in this run
    struct Draft {
        std::array<std::string, 2> texts;  // by Field
        Field field = Field::url;
    };
    std::optional<Draft> draft;  // being typed, or tried
    EnrolState enrolling;
};

struct SettingsPage {
    static constexpr std::string_view scene_word = "settings";
    static constexpr bool is_staff = true;
    int volume_percent = 0;
    int brightness_percent = 0;
    bool mirrored = false;
    bool calm = false;
    ScreenFit fit;
    bool shows_fit = false;  // the screen's size and reach, with a ruler, instead of the rest
    std::string lang;
    std::string version;
    attendance::WallTime clock{};  // as the kiosk believes
    bool clock_synchronised = false;
    std::optional<attendance::WallTime> clock_draft;  // being set
    std::string clock_problem;                        // English; why the clock could not be set
    std::string hub;                                  // its address; empty: not enrolled
    std::int64_t pending = 0;                         // entries the hub does not have yet
    bool has_power = false;                           // the machine can be restarted and switched off from here
};

// The machine is to be restarted or switched off.
struct PowerPage {
    static constexpr std::string_view scene_word = "power";
    static constexpr bool is_staff = true;
    enum class Act { restart, switch_off };
    std::optional<Act> ordered;  // absent: it is asked which
    std::string problem;         // English; why it was refused
};

// In the order of their pages (pages/pages.h).
using StaffScenes = std::variant<PinPad, Monitor, People, PersonPage, PersonMore, PersonForm, EventPage, SettingsPage,
                                 HubPage, PowerPage>;

// --- Answers --------------------------------------------------------------------------------------------------------

struct PinKey {
    char key = 0;  // '0'…'9', '<' takes one back
    bool operator==(const PinKey&) const = default;
};
enum class StaffPage { monitor, people, event, settings };
struct GoTo {
    StaffPage page = StaffPage::monitor;
    bool operator==(const GoTo&) const = default;
};
struct LeaveStaff {
    bool operator==(const LeaveStaff&) const = default;
};
struct Back {
    bool operator==(const Back&) const = default;
};
struct Choose {
    attendance::PersonId person;  // of a row that is shown
    bool operator==(const Choose&) const = default;
};
struct OpenPerson {
    attendance::PersonId person;
    bool for_card = false;  // and the next card becomes theirs
    bool operator==(const OpenPerson&) const = default;
};
struct StampByHand {
    attendance::PersonId person;
    bool operator==(const StampByHand&) const = default;
};
struct VoidStamp {
    std::int64_t seq = 0;
    bool operator==(const VoidStamp&) const = default;
};
struct UndoVoid {
    std::int64_t seq = 0;  // of the void entry
    bool operator==(const UndoVoid&) const = default;
};
struct KeepWatching {
    bool operator==(const KeepWatching&) const = default;
};
struct WaitForCard {
    bool armed = true;
    bool operator==(const WaitForCard&) const = default;
};
// A card of the shown person opens the staff's screens from now on, or no longer.
struct MarkStaff {
    attendance::CardId card;
    bool staff = true;
    bool operator==(const MarkStaff&) const = default;
};
// Of PersonPage::asked: the card becomes the person's, or stays whose it is.
struct TakeCard {
    bool take = true;
    bool operator==(const TakeCard&) const = default;
};
// A card of the shown person: what can be done with it.
struct OpenCard {
    attendance::CardId card;
    bool operator==(const OpenCard&) const = default;
};
struct AskRights {
    bool operator==(const AskRights&) const = default;
};
// Of PersonPage::card_done.
struct UndoCard {
    bool operator==(const UndoCard&) const = default;
};
// The page of what is seldom done, and its steps.
struct OpenMore {
    bool operator==(const OpenMore&) const = default;
};
struct ChooseCard {
    attendance::CardId card;
    bool operator==(const ChooseCard&) const = default;
};
struct TakeCardOff {
    bool mistake = false;  // it never should have been this person's: its stamps go back to it
    bool operator==(const TakeCardOff&) const = default;
};
struct LookForSame {
    bool operator==(const LookForSame&) const = default;
};
// The card of a nameless line of the monitor: whose is it?
struct AskWhose {
    std::int64_t seq = 0;  // of the line
    bool operator==(const AskWhose&) const = default;
};
struct GiveCard {
    attendance::PersonId person;
    bool operator==(const GiveCard&) const = default;
};
// A list shows its rows from here on.
struct ShowFrom {
    std::size_t from = 0;
    bool operator==(const ShowFrom&) const = default;
};
struct ChooseSame {
    attendance::PersonId person;
    bool operator==(const ChooseSame&) const = default;
};
struct PartPeople {
    std::int64_t merge_seq = 0;
    bool operator==(const PartPeople&) const = default;
};
struct AskErase {
    bool operator==(const AskErase&) const = default;
};
struct Confirm {
    bool operator==(const Confirm&) const = default;
};  // of the merge or erasure that is asked
struct EditPerson {
    std::optional<attendance::PersonId> person;  // absent: a walk-in
    bool operator==(const EditPerson&) const = default;
};
struct ChooseField {
    PersonForm::Field field = PersonForm::Field::name;
    bool operator==(const ChooseField&) const = default;
};
struct Save {
    bool operator==(const Save&) const = default;
};  // the form, the draft of an event, the clock; tries an enrolment
struct NewEvent {
    bool operator==(const NewEvent&) const = default;
};
struct EditEvent {
    attendance::EventId event;
    bool operator==(const EditEvent&) const = default;
};
// Where another event is open, this asks first: all later taps follow.
struct OpenEvent {
    std::optional<attendance::EventId> event;  // absent: back to the hours
    bool operator==(const OpenEvent&) const = default;
};
struct ShowEvent {
    attendance::EventId event;
    bool operator==(const ShowEvent&) const = default;
};
// Of the event whose page is shown; both ask first.
struct EndEvent {
    bool operator==(const EndEvent&) const = default;
};
struct RemoveEvent {
    bool operator==(const RemoveEvent&) const = default;
};
struct ShowCalendar {
    std::optional<int> months;  // after the month of the beginning; absent: it is closed
    bool operator==(const ShowCalendar&) const = default;
};
// The way out for the data, of the event whose page is shown or else of the present one.
struct ShowExport {
    bool operator==(const ShowExport&) const = default;
};
struct ChooseExport {
    bool all = false;  // of all events
    bool operator==(const ChooseExport&) const = default;
};
struct MoveTime {
    enum class What { starts, ends, clock };
    What what = What::starts;
    std::chrono::minutes by{0};
    bool operator==(const MoveTime&) const = default;
};
struct StartExport {
    std::size_t target = 0;
    bool operator==(const StartExport&) const = default;
};
struct ChangeSetting {
    enum class What { volume, brightness, mirrored, lang, diagonal, distance, large_text, low_reach, calm };
    What what = What::volume;
    int by = 1;  // steps; the switches turn over
    bool operator==(const ChangeSetting&) const = default;
};
struct Complete {
    std::string written;  // of the shown ones
    bool operator==(const Complete&) const = default;
};
struct ShowFit {
    bool operator==(const ShowFit&) const = default;
};
struct OpenHub {
    bool operator==(const OpenHub&) const = default;
};
struct BeginEnrolment {
    bool operator==(const BeginEnrolment&) const = default;
};
struct ChooseHubField {
    HubPage::Field field = HubPage::Field::url;
    bool operator==(const ChooseHubField&) const = default;
};
struct OpenPower {
    bool operator==(const OpenPower&) const = default;
};
struct OrderPower {
    PowerPage::Act act = PowerPage::Act::restart;
    bool operator==(const OrderPower&) const = default;
};

using StaffAnswer =
    std::variant<PinKey, GoTo, LeaveStaff, Back, Choose, OpenPerson, StampByHand, VoidStamp, UndoVoid, WaitForCard,
                 MarkStaff, TakeCard, OpenMore, ChooseCard, TakeCardOff, LookForSame, ChooseSame, PartPeople, AskErase,
                 Confirm, AskWhose, GiveCard, ShowFrom, KeepWatching, OpenCard, AskRights, UndoCard, ShowEvent,
                 EndEvent, RemoveEvent, ShowCalendar, ShowExport, ChooseExport, EditPerson, ChooseField, Save, NewEvent,
                 EditEvent, OpenEvent, MoveTime, StartExport, ChangeSetting, Complete, ShowFit, OpenHub, BeginEnrolment,
                 ChooseHubField, OpenPower, OrderPower>;

}  // namespace desk
