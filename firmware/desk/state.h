// The inside of the desk. One class, its duties in one file each:
//   desk.cpp      the front: dispatch, scenes and their time, publication
//   taps.cpp      a tap becomes an entry and a scene
//   new_card.cpp  an unknown card gets a name
//   guest_choices.cpp  a guest's own language, and more time
//   own_page.cpp  the holder of a card gets their page onto their phone
//   sync.cpp      what the sync with the hub says
//   likely.cpp    whom the screen may have to welcome next
//   tap_lines.cpp what the staff's monitor tells of each tap
//   upkeep.cpp    reader, store, clock and disk: what they are, and when to look again
//   desk_core.cpp what the staff's screens have the desk do
// The staff's screens are a class of their own (staff_mode.h), which knows of this one what DeskCore says.
#pragma once

#include <deque>

#include "attendance/tap.h"
#include "desk/desk.h"
#include "desk/desk_core.h"
#include "desk/staff_mode.h"
#include "journal/journal.h"

namespace desk {

class Desk::State final : public DeskCore {
public:
    State(journal::Journal& journal, const base::Clock& clock, DeskOptions options, DeskEvents events);

    void handle(const Input& input);
    void tick();
    MonotonicTime next_wake() const;
    SnapshotPtr snapshot() const { return m_snapshot; }

private:
    // DeskCore: what is known
    journal::Lookups& lookups() override { return m_journal; }
    const DeskOptions& options() const override { return m_options; }
    const DeskEvents& events() const override { return m_events; }
    const base::ClockReading& now() const override { return m_now; }
    MonotonicTime monotonic() const override { return m_monotonic; }
    const attendance::Door& door() const override { return m_door; }
    const std::optional<attendance::HeldOpen>& held_open() const override { return m_held_open; }
    const std::vector<attendance::Event>& known_events() const override { return m_known_events; }
    const std::vector<attendance::Season>& organizers_seasons() const override { return m_seasons; }
    attendance::Season season_at(base::WallTime at) const override;
    attendance::StampCard card_at(std::span<const attendance::Visit> visits_with_event_last) const override;
    std::int64_t acked_seq() override;
    std::optional<MonotonicTime> last_contact() const override { return m_last_contact; }
    bool is_live_stamp(std::int64_t seq) const override;
    std::vector<TapLine> taps() const override;
    std::string kind_of(const attendance::CardId& card) const override;
    bool is_to_be_stamped_first(const TapInput& tap) override;

    // DeskCore: what is done
    std::optional<std::int64_t> record(std::span<const journal::Addition> additions) override;
    bool keep(const std::string& setting, const std::string& value) override;
    void drop_former_card_key() override;
    void people_changed() override;
    void events_changed() override;
    void opened_by_hand(const std::optional<attendance::EventId>& event) override;
    void stamped_by_hand(std::int64_t seq, const attendance::PersonId& person,
                         const attendance::EventId& event) override;
    void apply(const Settings& settings) override;
    base::Result<void> set_clock(base::WallTime wanted) override;
    void clock_was_set() override;
    void show(Scene scene, std::optional<std::chrono::milliseconds> lasting) override;
    void replace(Scene scene) override;
    void stay(std::chrono::milliseconds lasting) override { m_returns_at = m_monotonic + lasting; }
    void rest() override;
    void forget_guests() override;

    // desk.cpp
    void read_clock();
    void tell_new_time();
    void refresh_door();
    void tell_light();
    void one_more_came();
    void read_who_came();
    Scene resting_scene() const;
    // The attendee's picture, unless staff look at one of theirs.
    void present(Scene scene, std::chrono::milliseconds lasting);
    void publish();
    Part store_part() const;

    // taps.cpp
    void note_kind(const TapInput& tap);
    void on(const TapInput& tap);
    bool take_beside(const TapInput& tap);  // it lay there beside another that was taken: nothing else is to be done
    void take(const TapInput& tap, const attendance::StampTap& decision);
    void take(const TapInput& tap, const attendance::RepeatTap& decision);
    void take(const TapInput& tap, const attendance::NumberChangesTap& decision);
    void take(const TapInput& tap, const attendance::ClosedDoorTap& decision);
    void carry_over(const TapInput& tap);
    attendance::TapFacts facts_of(const TapInput& tap);
    void offer_new_card(const TapInput& tap, const attendance::EntryRef& stamp, std::int64_t seq,
                        const attendance::EventId& event, bool again);
    void welcome(std::int64_t seq, const attendance::PersonId& person, const attendance::EventId& event);
    // What is said to them, by all their visits, the newest last; not who they are.
    Welcome welcome_after(const attendance::PersonId& person, std::span<const attendance::Visit> visits) const;
    std::pair<Welcome, std::chrono::milliseconds> welcome_of(std::int64_t seq, const attendance::PersonId& person,
                                                             const attendance::EventId& event);
    std::string prompt_for(std::int64_t count) const;
    std::string sentence_of_the_deck(const attendance::PersonId& person,
                                     std::span<const attendance::Visit> visits) const;
    Guest guest_of(const std::optional<attendance::PersonId>& person);

    // guest_choices.cpp
    void take(const NextLanguage& answer);
    void take(const MoreTime& answer);
    const std::string& lang() const { return m_guest_lang ? *m_guest_lang : m_options.community.lang; }
    void next_guest_taps();  // who is not the one who chose has the screen's language again
    bool language_is_over() const;

    // likely.cpp
    std::vector<attendance::PersonId> who_may_come(const attendance::Event& event);
    bool has_likely_to_look_up() const;
    void look_up_likely();  // one of them
    std::shared_ptr<const Welcome> likely_welcome(const attendance::PersonId& id, const attendance::Event& event);
    void came(const attendance::PersonId& person);
    std::shared_ptr<const std::vector<std::shared_ptr<const Welcome>>> likely() const;

    // own_page.cpp
    std::string own_page_url() const;  // empty: there is none to be shown now
    std::string own_page_url(const attendance::CardId& card) const;
    void take(const OpenOwnPage& answer);

    // tap_lines.cpp
    void load_taps();
    void refresh_taps();                                        // after something that changes whose they are
    void refresh_taps_of(const journal::RosterUpdate& update);  // after one that does not: of whom it tells
    void note_tap(journal::TapRecord record, TapLine::Refusal refusal = TapLine::Refusal::none);
    TapLine line_of(const journal::TapRecord& record);
    void describe_unknown(TapLine& line, const journal::TapRecord& record);
    struct Tapped {
        journal::TapRecord record;
        TapLine line;
    };
    void renew(Tapped& tapped);

    // new_card.cpp
    void on(const NameFoundInput& found);
    void on(const AnswerInput& answer);
    void take(const ConfirmOfferedName& answer);
    void take(const OpenKeyboard& answer);
    void take(const CloseKeyboard& answer);
    void take(const PressKey& answer);
    void take(const PointAtReader& answer);
    void take(const Dismiss& answer);
    void take(const AskStaff&) { m_staff.ask(); }
    void take(const StaffAnswer& answer) { m_staff.take(answer); }
    void register_person(const std::string& name, const std::string& nickname);
    void save_nickname(const std::string& nickname);
    void put_typing_aside();
    bool bring_typing_back();                                // the newest
    bool bring_typing_back(const attendance::CardId& card);  // its own
    NewCard* new_card_shown() { return std::get_if<NewCard>(&m_scene); }

    // upkeep.cpp
    void on(const ReaderInput& reader);
    void on(const DiskInput& disk);
    void on(const TemperatureInput& temperature);
    void on(const PinInput& pin) { m_staff.on(pin); }
    void on(const TargetsInput& targets) { m_staff.on(targets); }
    void on(const PowerInput& power) { m_staff.on(power); }
    void on(const ExportInput& exporting) { m_staff.on(exporting); }
    void on(const EnrolInput& enrolling) { m_staff.on(enrolling); }
    void store_works();
    void store_fails(const base::Error& error);
    void probe_store();
    void watch_clock();

    // sync.cpp
    void on(const LinkInput& link);
    void on(const AckedInput& acked);
    void on(const NewEpochInput& wanted);
    void on(const RosterInput& roster);
    void on(const JournalInput& work);
    std::int64_t device();  // the hub's number for this kiosk; 0 without a hub
    void flush_sync();
    void keep_acked();
    void tend_journal();
    void put_off_rosters(const base::Error& error);
    base::Result<void> take_roster(journal::RosterUpdate& update);
    base::Result<bool> take_update(journal::RosterUpdate& update);
    struct Everything {};
    static constexpr Everything everything{};
    void read_written();
    void take_in(Everything);  // anything may be another than before
    void take_in(const journal::RosterUpdate& update);

    journal::Journal& m_journal;
    const base::Clock& m_clock;
    DeskOptions m_options;
    DeskEvents m_events;

    // Read once for each input.
    base::ClockReading m_now;
    MonotonicTime m_monotonic{};

    std::vector<attendance::Event> m_known_events;
    std::optional<attendance::Opening> m_opening;     // by hand, lapsed or not
    std::optional<attendance::HeldOpen> m_held_open;  // what of it holds now
    attendance::ChangeLists m_written;                // by organizers (journal::Lookups::written)
    std::vector<attendance::Season> m_seasons;        // of m_written
    attendance::Door m_door;
    std::int64_t m_arrived = 0;
    // Counting takes time that grows with the event: done again only when something may have changed the number.
    struct Counted {
        std::optional<attendance::EventId> event;
        std::int64_t up_to_seq = -1;
        bool operator==(const Counted&) const = default;
    } m_counted;
    std::shared_ptr<const std::vector<attendance::WallTime>> m_came =
        std::make_shared<const std::vector<attendance::WallTime>>();
    bool m_came_is_known = false;  // else it is read before the screen rests again
    std::vector<Tapped> m_taps;    // newest first

    Scene m_scene = StartingUp{};
    MonotonicTime m_shown_at{};
    std::optional<MonotonicTime> m_returns_at;
    std::optional<attendance::CardId> m_new_card;      // the card of the NewCard scene
    std::optional<std::string> m_offered_name;         // the whole name that was found on it
    std::optional<attendance::PersonId> m_may_choose;  // who is shown without a name and may choose a nickname
    std::optional<std::string> m_guest_lang;           // that a guest chose
    MonotonicTime m_guest_lang_at{};                   // when they did
    std::optional<attendance::CardId> m_own_card;      // of the guest who is shown: tapped by them just now
    // Nicknames half typed, while the next guests are welcomed; the newest last.
    struct Typing {
        NewCard scene;
        std::optional<attendance::CardId> card;
        std::optional<attendance::PersonId> person;
        std::optional<std::string> lang;  // that they chose
    };
    std::vector<Typing> m_aside;
    // What kind the cards were that were tapped last, the newest last.
    struct TappedKind {
        attendance::CardId card;
        std::string kind;
    };
    std::deque<TappedKind> m_kinds;
    // The cards that lie there together with one that was taken, from the first on.
    struct Together {
        std::vector<attendance::CardId> cards;
        std::optional<attendance::PersonId> person;  // of the first
        MonotonicTime at{};                          // of the last
    };
    std::optional<Together> m_together;

    // Who may come next, and whose welcome was not looked up yet; for an event and a language.
    struct Likely {
        attendance::PersonId person;
        std::shared_ptr<const Welcome> welcome;
    };
    std::vector<Likely> m_likely;
    std::vector<Likely> m_likely_before;  // while they are looked up again
    std::deque<attendance::PersonId> m_may_come;
    std::optional<std::pair<attendance::EventId, std::string>> m_likely_for;

    int m_brightness_percent = Settings{}.brightness_percent;  // that staff chose
    int m_light_percent = Settings{}.brightness_percent;       // that was told last

    Status m_status;
    ReaderInput::State m_reader = ReaderInput::State::starting;
    MonotonicTime m_reader_since{};
    std::optional<CannotRecordReason> m_cannot_record;
    MonotonicTime m_probe_at{};
    std::int64_t m_not_recorded = 0;                         // taps at the present event that the store could not take
    std::optional<attendance::BootAnchor> m_clock_recorded;  // what the last entry of the clock said
    std::optional<MonotonicTime> m_clock_jumped;

    MonotonicTime m_started{};
    std::optional<MonotonicTime> m_last_contact;  // with the hub
    std::optional<std::int64_t> m_acked{};        // not kept yet, since m_acked_at
    MonotonicTime m_acked_at{};
    // Not taken in yet, oldest first. The sync asks for no more while some wait (kiosk/sync_link.h).
    std::deque<std::shared_ptr<journal::RosterUpdate>> m_rosters;
    std::deque<journal::RosterUpdate> m_parts;  // of the first of them
    MonotonicTime m_rosters_wait_until{};
    bool m_rosters_are_put_off = false;
    std::int64_t m_covered = 0;      // own entries that the hub's word covered last
    bool m_journal_has_work = true;  // a snapshot may have been on its way when the last life ended

    std::uint64_t m_version = 0;
    SnapshotPtr m_snapshot;

    Staff m_staff;  // last: it uses the rest
};

}  // namespace desk
