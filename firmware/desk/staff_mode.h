// The staff's screens: who may see them, which page is open, and what a touch on it does. Part of the desk, on its
// thread. One class, its duties in one file each:
//   staff_mode.cpp      the session: its beginning and end, dispatch, back
//   staff_pin.cpp       the PIN: typed, checked elsewhere, chosen, locked after wrong tries
//   staff_monitor.cpp   numbers of the evening, void and undo
//   staff_people.cpp    search and the index behind it
//   staff_person.cpp    one person: page, cards, form
//   staff_more.cpp      one person: cards taken off, merged, parted, erased
//   staff_events.cpp    the events: open, create
//   staff_settings.cpp  settings, clock, export
//   staff_hub.cpp       the hub: how it is, enrolment
#pragma once

#include <set>

#include "desk/desk.h"
#include "journal/journal.h"
#include "search/people_index.h"

namespace desk {

class Desk::Staff {
public:
    explicit Staff(Desk::State& desk);

    // What the desk tells.
    bool is_open() const;                  // one of the staff's screens is shown
    bool takes_card(const TapInput& tap);  // true: the tap was for staff, nothing else is to be done with it
    void refresh();                        // something changed: the page is made anew
    void left();                           // the screen went back to the attendees
    void tick();
    bool is_reading() const { return m_reading; }  // people into the index: tick again at once
    void know(const attendance::Person& person) { m_index.put(person); }
    void know_roster(const journal::RosterUpdate& update);  // people came down from the hub
    void read_people_again();                               // after a snapshot
    bool act_failed() const { return m_act_failed; }
    const Settings& settings() const { return m_settings; }

    // Inputs.
    void ask();
    void on(const PinInput& pin);
    void on(const TargetsInput& targets);
    void on(const ExportInput& exporting);
    void on(const EnrolInput& enrolling);
    void take(const StaffAnswer& answer);
    bool take_key(const PressKey& key);               // false: no staff screen is open
    bool take_keyboard(const OpenKeyboard& answer);   // the same
    bool take_keyboard(const CloseKeyboard& answer);  // the same

private:
    // staff_mode.cpp
    void carry_over(const TapInput& tap);
    void open(std::string by);
    void show(Scene scene);                                   // a staff page; the session lasts on
    void stay();                                              // the session lasts on from now
    journal::Addition act(attendance::EntryKind kind) const;  // an entry of the one who is here
    std::optional<std::int64_t> record(std::span<const journal::Addition> additions);
    bool keep(const std::string& setting, const std::string& value);
    bool note(std::string detail);  // an entry of kind staff
    std::int64_t acked_seq() const;
    template <typename Page>
    Page* page();

    void handle(const GoTo& answer);
    void handle(const LeaveStaff& answer);
    void handle(const Back& answer);
    void handle(const Save& answer);

    // staff_pin.cpp
    void handle(const PinKey& answer);
    void submit_pin();
    void submit_new_pin();
    void show_pin_pad();
    std::int64_t wrong_tries() const;

    // staff_monitor.cpp
    Monitor make_monitor();
    void handle(const VoidStamp& answer);
    void handle(const UndoVoid& answer);
    bool may_void(std::int64_t seq);
    std::optional<std::int64_t> undo_seq() const;  // while it can be undone

    // staff_people.cpp
    void read_people();
    void search();
    void show_people();
    void handle(const Choose& answer);
    void handle(const StampByHand& answer);

    // staff_person.cpp
    bool show_person(const attendance::PersonId& id);
    std::optional<PersonPage> make_person(const attendance::PersonId& id);
    bool take_for_person(const TapInput& tap);
    bool bind(const attendance::CardId& card, const attendance::PersonId& person);
    bool mark_staff(const attendance::CardId& card, bool staff);
    void save_form(const PersonForm& form);
    void handle(const OpenPerson& answer);
    void handle(const WaitForCard& answer);
    void handle(const MarkStaff& answer);
    void handle(const TakeCard& answer);
    void handle(const EditPerson& answer);
    void handle(const ChooseField& answer);

    // staff_more.cpp
    std::optional<PersonMore> make_more(const attendance::PersonId& id);
    void show_more(PersonMore::Step step);
    void changed_people(std::span<const attendance::PersonId> people);
    void merge_people(const attendance::PersonId& person, const attendance::PersonId& other);
    void erase(const attendance::PersonId& person);
    void handle(const OpenMore& answer);
    void handle(const ChooseCard& answer);
    void handle(const TakeCardOff& answer);
    void handle(const LookForSame& answer);
    void handle(const ChooseSame& answer);
    void handle(const PartPeople& answer);
    void handle(const AskErase& answer);
    void handle(const Confirm& answer);

    // staff_events.cpp
    EventPage make_events();
    void save_draft(const EventPage::Draft& draft);
    void handle(const NewEvent& answer);
    void handle(const EditEvent& answer);
    void handle(const OpenEvent& answer);
    void handle(const MoveTime& answer);

    // staff_settings.cpp
    void load_settings();
    void show_settings();
    SettingsPage make_settings();
    void save_clock();
    void handle(const StartExport& answer);
    void handle(const ChangeSetting& answer);

    // staff_hub.cpp
    HubPage make_hub();
    HubFacts hub_facts() const;
    std::int64_t pending() const;  // entries that the hub does not have yet
    void try_enrolment();
    void call_off_enrolment();
    void handle(const OpenHub& answer);
    void handle(const BeginEnrolment& answer);
    void handle(const ChooseHubField& answer);

    Desk::State& m_desk;
    std::string m_by;  // a staff card, or "pin"
    bool m_act_failed = false;

    std::string m_pin;        // as far as it is typed
    std::string m_first_pin;  // a new one, typed once
    std::uint64_t m_pin_work = 0;
    std::int64_t m_tries_not_kept = 0;  // wrong ones that the journal had no room for
    std::optional<MonotonicTime> m_locked_until;
    std::set<attendance::CardId> m_cards;

    search::PeopleIndex m_index;
    std::int64_t m_read_people_to = 0;
    bool m_reading = true;
    std::int64_t m_expected = 0;
    People m_people;                           // to come back to
    std::array<std::string, 3> m_edited_from;  // the form's texts as they were
    std::string m_lang_edited_from;
    MonotonicTime m_refreshed_at{};

    struct Undo {
        std::int64_t voided = 0;  // the entry that voids
        std::int64_t stamp = 0;
        MonotonicTime until{};
    };
    std::optional<Undo> m_undo;
    std::optional<attendance::PersonId> m_waits_for;  // the armed person
    MonotonicTime m_waits_until{};
    std::optional<PersonPage::Asked> m_asked;  // for the shown person

    Settings m_settings;
    std::optional<attendance::WallTime> m_clock_draft;
    std::string m_clock_problem;
    std::vector<std::string> m_targets;
    ExportState m_export;
    EnrolState m_enrol;
    std::uint64_t m_enrol_work = 0;
};

}  // namespace desk
