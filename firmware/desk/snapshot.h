// What the screen is to show: all that the UI may know. Made by the desk, immutable, handed over by shared_ptr.
// Texts are raw (names byte for byte); words, dates and numbers are put into a language by the UI.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "attendance/evening.h"
#include "attendance/greeting.h"
#include "attendance/stamp_card.h"
#include "attendance/tap.h"
#include "attendance/zone.h"
#include "base/clock.h"
#include "desk/staff.h"

namespace desk {

using base::MonotonicTime;

// A person as a public screen may show them: never the full name or a company.
struct Guest {
    std::string shown_name;   // attendance::shown_name(); empty: an unknown card, or one who has to choose a nickname
    std::string lang;         // BCP 47; empty: not known
    bool may_choose = false;  // a person without a public name: a nickname can be chosen here and now
    bool may_open_page = false;  // their own page at the hub, on their phone (OpenOwnPage)
};

// --- Scenes: each says all that its screen needs, and once its word and whether it is staff's. The screens draw it by
// an overload of draw_scene (ui/screens/scenes.h) -------------------------------------------------------------------

struct StartingUp {
    static constexpr std::string_view scene_word = "starting";
    static constexpr bool is_staff = false;
};

// Waiting for a card. Also the resting picture outside of opening hours (door says so).
struct Idle {
    static constexpr std::string_view scene_word = "idle";
    static constexpr bool is_staff = false;
    std::optional<MonotonicTime> pointed_at{};  // when somebody touched the picture: the reader is elsewhere
};

// A stamp was committed. `card` is as it is after the stamp: its last square is the newest.
struct Welcome {
    static constexpr std::string_view scene_word = "welcome";
    static constexpr bool is_staff = false;
    std::int64_t seq = 0;  // of the committed entry
    Guest guest;
    attendance::StampCard card;
    attendance::Greeting greeting = attendance::Greeting::again;
    std::string prompt;      // what organizers want to be said, or the deck's sentence; empty: the screen's own
    std::int64_t order = 0;  // of the stamp in its evening, from 1; 0: not known
};

// The same person (or unknown card) was stamped before at this event.
struct AlreadyStamped {
    static constexpr std::string_view scene_word = "repeat";
    static constexpr bool is_staff = false;
    std::int64_t seq = 0;  // of the audit line
    Guest guest;
    attendance::StampCard card;  // its last square is the one of this event
    attendance::EventId event;
    attendance::WallTime first_at{};
    bool time_is_certain = true;
};

// Stamped under its card id; whose it is can be said now or later.
struct NewCard {
    static constexpr std::string_view scene_word = "new_card";
    static constexpr bool is_staff = false;
    enum class Page { offer, kana, abc };  // what can be done, or a keyboard for a nickname
    std::int64_t seq = 0;
    Page page = Page::offer;
    std::string typed;   // the nickname as far as it is typed, UTF-8
    std::string ticket;  // short code to say at the desk, e.g. "B-27"
    // A name was found on the card: one touch confirms it. What of it may be shown before, perhaps nothing.
    std::optional<std::string> offered_name;
    std::string register_url;     // for the QR code; empty without a hub
    attendance::EventId event{};  // of the stamp
    bool again = false;           // tapped again: nothing is pressed now
    bool only_nickname = false;   // who it is is known, a nickname is chosen
    std::int64_t order = 0;       // of the stamp in its evening, from 1; 0: not known
};

// The way to their own page at the hub, for whoever tapped a card of their own and asked for it.
struct OwnPage {
    static constexpr std::string_view scene_word = "own_page";
    static constexpr bool is_staff = false;
    std::string url;  // for the QR code; works once, and for minutes only
};

// Two cards lay there together, a wallet's: the first was taken, the other was not.
struct TwoCards {
    static constexpr std::string_view scene_word = "two_cards";
    static constexpr bool is_staff = false;
    Guest guest;  // of the first
};

struct NumberChanges {
    static constexpr std::string_view scene_word = "number_changes";
    static constexpr bool is_staff = false;
    std::string register_url;
};

struct ClosedDoor {
    static constexpr std::string_view scene_word = "closed";
    static constexpr bool is_staff = false;
    attendance::Door door;
};

enum class CannotRecordReason { full, failing };
struct CannotRecord {
    static constexpr std::string_view scene_word = "cannot_record";
    static constexpr bool is_staff = false;
    CannotRecordReason reason = CannotRecordReason::failing;
};

struct ReaderTrouble {
    static constexpr std::string_view scene_word = "reader_trouble";
    static constexpr bool is_staff = false;
    bool absent = false;  // not connected at all
    MonotonicTime since{};
};

using AttendeeScenes = std::variant<StartingUp, Idle, Welcome, AlreadyStamped, NewCard, OwnPage, NumberChanges,
                                    TwoCards, ClosedDoor, CannotRecord, ReaderTrouble>;

template <typename... Some, typename... More>
std::variant<Some..., More...> either(const std::variant<Some...>&, const std::variant<More...>&);  // for its type
using Scene = decltype(either(std::declval<AttendeeScenes>(), std::declval<StaffScenes>()));

// One of the staff's screens, from the PIN on.
bool is_staff_scene(const Scene& scene);

// The scene_word of what is shown: its name in traces and among the pictures.
std::string_view scene_name(const Scene& scene);

// The seq of the entry that the scene shows; 0 when it shows none.
std::int64_t scene_seq(const Scene& scene);

// --- What every screen may show beside its scene -------------------------------------------------------------------

enum class Health { unknown, ok, warning, trouble };

struct Part {
    Health health = Health::unknown;
    std::string detail;     // plain words in English for staff, may be empty
    MonotonicTime as_of{};  // when this was last known
    // Of the disk: free MiB; of the processor: °C; of sync: entries that the hub does not have yet, if any. Screens
    // show this one: what `detail` says is for people.
    std::optional<std::int64_t> figure{};
};

struct Status {
    Part reader;
    Part store;
    Part clock;
    Part sync;
    HubTrouble hub_trouble = HubTrouble::none;  // what `sync` is about
    std::int64_t held = 0;                      // entries that the hub keeps aside, in this run
    Part disk;
    Part temperature;                  // of the processor; unknown where the machine does not tell
    bool reader_is_absent = false;     // not connected at all
    bool reader_is_simulated = false;  // a banner says so, always
    bool has_hub = true;               // else nothing speaks of sending
};

// Where the reader really is, seen by someone who stands before the screen: the arrow of the idle screen points there.
// Behind: under the glass on which the picture is, so that the picture itself is the place.
enum class ReaderPlace { right, left, below, above, behind };

// The community and its kiosk as configured.
struct Community {
    ReaderPlace reader_place = ReaderPlace::right;
    ScreenFit fit;
    bool calm = false;                    // pictures appear, and nothing falls, swings, grows or pulses
    bool mirrored = false;                // layout for a screen whose reader or staff side is on the left
    std::string name;                     // may be empty
    std::vector<std::string> statements;  // why we gather, what you gain, who we are: a sentence each
    std::string lang = "ja";              // of the screen, or what a guest chose for now; of words/languages.h
    attendance::PublicNames names = attendance::PublicNames::careful;
};

struct Snapshot {
    std::uint64_t version = 0;  // grows by one with each publication
    Scene scene;
    MonotonicTime shown_at{};                 // when the scene began: animation time is counted from it
    std::optional<MonotonicTime> returns_at;  // when the desk goes back to rest; absent: stays
    attendance::Door door;
    std::optional<attendance::Event> next_event;  // the first that is still to begin, apart from the door's
    std::int64_t arrived = 0;                     // at the door's event
    // When they came, in order. Never null. While guests are served it may be behind what other kiosks told.
    std::shared_ptr<const std::vector<attendance::WallTime>> came =
        std::make_shared<const std::vector<attendance::WallTime>>();
    attendance::WallTime now{};  // of publication; the UI adds the monotonic time that passed since now_monotonic
    MonotonicTime now_monotonic{};
    attendance::Zone zone{};
    Community community;
    Status status;
    std::vector<TapLine> taps;  // newest first, at most 32; for the staff's screens
    // Somebody types a nickname and waits while the next guest is welcomed: as far as it is typed.
    std::optional<std::string> typing_waits;
    // Whom the screen may have to welcome next, the likeliest first: their pictures can be made ahead. Null: not known.
    // Who stays among them stays the same object.
    std::shared_ptr<const std::vector<std::shared_ptr<const Welcome>>> likely{};
    bool staff_act_failed = false;  // what staff touched last could not be recorded; status.store says why
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

// --- What comes back from a touch or a key ---------------------------------------------------------------------------

struct ConfirmOfferedName {
    std::int64_t seq = 0;  // of the NewCard scene it was shown on
    bool operator==(const ConfirmOfferedName&) const = default;
};
// The keyboard of a new card's nickname. A key is what it writes ("か", "A"), or one of the words below.
enum class Keyboard { kana, abc };
struct OpenKeyboard {
    Keyboard keyboard = Keyboard::kana;  // also turns an open one to these letters
    bool operator==(const OpenKeyboard&) const = default;
};
struct CloseKeyboard {
    bool operator==(const CloseKeyboard&) const = default;
};
struct PressKey {
    std::string key;
    bool operator==(const PressKey&) const = default;
};
inline constexpr std::string_view key_dakuten = "dakuten";        // か → が
inline constexpr std::string_view key_handakuten = "handakuten";  // は → ぱ
inline constexpr std::string_view key_small = "small";            // つ → っ, and back
inline constexpr std::string_view key_backspace = "backspace";
inline constexpr std::string_view key_clear = "clear";  // all of it
inline constexpr std::string_view key_done = "done";    // takes the nickname

// Of a guest who may_open_page, on Welcome or AlreadyStamped.
struct OpenOwnPage {
    std::int64_t seq = 0;  // of the scene it was shown on
    bool operator==(const OpenOwnPage&) const = default;
};

// A guest touches the picture of the resting screen, as if it were the reader.
struct PointAtReader {
    bool operator==(const PointAtReader&) const = default;
};

// A stranger asks for the next language: for themselves, until they have gone.
struct NextLanguage {
    bool operator==(const NextLanguage&) const = default;
};

// Of a scene that returns to rest by itself: it stays longer.
inline constexpr base::MonotonicTime more_time = std::chrono::seconds(30);
struct MoreTime {
    bool operator==(const MoreTime&) const = default;
};

struct Dismiss {
    bool operator==(const Dismiss&) const = default;
};  // back to rest now

// A staff member asks for the staff screens (a corner of the idle screen held, or a key).
struct AskStaff {
    bool operator==(const AskStaff&) const = default;
};

// Staff answers count only while a staff screen is open. PressKey, OpenKeyboard and CloseKeyboard also type there.
using Answer = std::variant<ConfirmOfferedName, OpenKeyboard, CloseKeyboard, PressKey, OpenOwnPage, PointAtReader,
                            NextLanguage, MoreTime, Dismiss, AskStaff, StaffAnswer>;

}  // namespace desk
