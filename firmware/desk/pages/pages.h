// The staff's pages, one class and one file each (pages/NAME.cpp), and the list of them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "desk/pages/page.h"
#include "desk/staff_cards.h"

namespace desk::pages {

// The PIN: typed, checked elsewhere, chosen, locked after wrong tries.
class Pin : public Page<PinPad> {
public:
    std::chrono::seconds lasts() const { return std::chrono::seconds(20); }

    explicit Pin(const Surroundings& surroundings);
    bool open();
    void refresh() {}
    void back();
    void forget();
    void touch(const PinKey& answer);
    void on(const PinInput& pin);
    void close_in_time();

private:
    bool may_choose() const;
    KeptPin kept() const;
    std::int64_t wrong_tries() const;
    void submit();
    void submit_new();

    std::string m_pin;    // as far as it is typed
    std::string m_first;  // a new one, typed once
    std::uint64_t m_work = 0;
    std::int64_t m_tries_not_kept = 0;  // wrong ones that the journal had no room for
    std::optional<MonotonicTime> m_locked_until;
    std::optional<MonotonicTime> m_chosen_until;  // the first PIN may be chosen here until then
};

// The numbers of the evening.
class Monitor : public Page<desk::Monitor> {
public:
    using Page::Page;
    std::chrono::seconds lasts() const;
    bool open();
    void refresh();
    void back();
    void forget();
    void touch(const VoidStamp& answer);
    void touch(const ShowFrom& answer);
    void touch(const KeepWatching&) { m_shown.stays = !m_shown.stays; }
};

// Search. What was typed is there when staff come back.
class People : public Page<desk::People> {
public:
    using Page::Page;
    bool open();                                               // as it was
    bool open(std::optional<attendance::Person> merges_into);  // anew
    bool open(const AskWhose& answer);
    void refresh();
    void back();
    void key(const PressKey& key);
    void open_keyboard(Keyboard keyboard) { m_shown.latin = keyboard == Keyboard::abc; }
    void drop();
    void touch(const Choose& answer);
    void touch(const StampByHand& answer);
    void touch(const EditPerson& answer);
    void touch(const ChooseSame& answer);
    void touch(const GiveCard& answer);
    void touch(const VoidStamp& answer);  // of the card whose holder is looked for
    void touch(const ShowFrom& answer);

private:
    std::vector<attendance::PersonId> found();
    std::optional<TappedCard> card_of_number() const;
};

// One person, and the card that is to become theirs.
class Person : public Page<PersonPage> {
public:
    using Page::Page;
    bool open(attendance::PersonId person);
    bool open(const OpenPerson& answer);
    void refresh();
    void back();
    void drop();
    void forget();
    void touch(const StampByHand& answer);
    void touch(const VoidStamp& answer);
    void touch(const WaitForCard& answer);
    void touch(const TakeCard& answer);
    void touch(const OpenCard& answer);
    void touch(const UndoCard& answer);
    void touch(const EditPerson& answer);
    void touch(const OpenMore& answer);

    bool waits_for_card() const;
    bool take_card(const TapInput& tap);  // true: nothing else is to be done with the tap

private:
    std::optional<PersonPage> make(const attendance::PersonId& id);
    void add_stamps(PersonPage& made);
    void bind(const attendance::CardId& card);

    std::optional<MonotonicTime> m_waits_until;  // armed
    std::optional<PersonPage::Asked> m_asked;
};

// One person: cards taken off, merged, parted, erased.
class PersonMore : public Page<desk::PersonMore> {
public:
    using Page::Page;
    using Step = desk::PersonMore::Step;
    bool open(attendance::PersonId person, Step step = Step::menu);
    bool open(attendance::PersonId person, attendance::Person other);        // to be counted under the person
    bool open(attendance::PersonId person, const attendance::CardId& card);  // of theirs
    void refresh();
    void back();
    void touch(const ShowFrom& answer);
    void touch(const ChooseCard& answer);
    void touch(const AskRights& answer);
    void touch(const MarkStaff& answer);
    void touch(const TakeCardOff& answer);
    void touch(const LookForSame& answer);
    void touch(const PartPeople& answer);
    void touch(const AskErase& answer);
    void touch(const Confirm& answer);

private:
    std::optional<desk::PersonMore> make(const attendance::PersonId& id);
    void step_to(Step step);
    void merge(const attendance::PersonId& person, const attendance::PersonId& other);
    void erase(const attendance::PersonId& person);
};

// The texts of a person, or of a walk-in.
class PersonForm : public Page<desk::PersonForm> {
public:
    using Page::Page;
    bool open(attendance::PersonId person);
    bool open(std::string name, bool latin, std::optional<TappedCard> card = {});  // a walk-in
    void refresh() {}
    void back();
    void save();
    void key(const PressKey& key);
    void open_keyboard(Keyboard keyboard) { m_shown.latin = keyboard == Keyboard::abc; }
    void touch(const ChooseField& answer) { m_shown.field = answer.field; }
    void touch(const ChangeSetting& answer);
    void touch(const Complete& answer);

private:
    void complete();
    std::array<std::string, 3> m_texts_before;
    std::string m_lang_before;
};

// The events: opened, ended, made, corrected, taken off, exported.
class Events : public Page<EventPage> {
public:
    using Page::Page;
    bool open();
    bool open(const ShowExport& answer);
    void refresh();
    void back();
    void save();
    void tick();
    void key(const PressKey& key);
    void open_keyboard(Keyboard keyboard);
    void close_keyboard();
    void touch(const ShowFrom& answer);
    void touch(const ShowEvent& answer);
    void touch(const NewEvent& answer);
    void touch(const EditEvent& answer);
    void touch(const ShowCalendar& answer);
    void touch(const MoveTime& answer);
    void touch(const OpenEvent& answer);
    void touch(const EndEvent& answer);
    void touch(const RemoveEvent& answer);
    void touch(const Confirm& answer);
    void touch(const ChooseExport& answer);
    void touch(const StartExport& answer);
    void on(const TargetsInput& targets) { m_targets = targets.targets; }
    void on(const ExportInput& exporting) { m_export = exporting.state; }

private:
    std::optional<EventPage::About> about(const attendance::EventId& id);
    bool record_event(attendance::Event event);
    void hold_open(const std::optional<attendance::EventId>& event);
    void end(const attendance::Event& event);

    std::vector<ExportTarget> m_targets;
    ExportState m_export;
};

// Settings and clock.
class Settings : public Page<SettingsPage> {
public:
    explicit Settings(const Surroundings& surroundings);
    bool open();
    void refresh();
    void back();
    void save();
    void drop() {
        m_clock_draft.reset();
        m_shown.shows_fit = false;
    }
    void forget();
    void touch(const ShowFit&) { m_shown.shows_fit = true; }
    void touch(const ChangeSetting& answer);
    void touch(const MoveTime& answer);

private:
    desk::Settings m_settings;
    std::optional<attendance::WallTime> m_clock_draft;
    std::string m_clock_problem;
};

// The hub: how it is, enrolment.
class Hub : public Page<HubPage> {
public:
    using Page::Page;
    bool open();
    bool open(const OpenHub&) { return open(); }
    void refresh();
    void back();
    void save();
    void key(const PressKey& key);
    void forget();
    void touch(const BeginEnrolment& answer);
    void touch(const ChooseHubField& answer);
    bool on(const EnrolInput& enrolling);  // false: of an attempt that was called off

private:
    EnrolState m_enrol;
    std::uint64_t m_work = 0;
};

// The machine restarted or switched off, which is asked first.
class Power : public Page<PowerPage> {
public:
    using Page::Page;
    bool open(const OpenPower& answer);
    void refresh() {}
    void back();
    void touch(const OrderPower& answer);
    void on(const PowerInput& power);
};

// --- The list -------------------------------------------------------------------------------------------------------

template <typename Kind>
concept IsPage = requires(Kind& page) {
    page.refresh();
    page.back();
};
template <typename Kind, typename Answer>
concept Takes = requires(Kind& page, const Answer& answer) {
    page.touch(answer);
};
template <typename Kind, typename Answer>
concept OpenedBy = requires(Kind& page, const Answer& answer) {
    page.open(answer);
};

template <typename... Kinds>
class PageSet {
    static_assert((IsPage<Kinds> && ...), "a page says what refresh and back do");

public:
    using Open = std::variant<std::monostate, Kinds*...>;  // the one that is shown, if any
    using Scenes = std::variant<typename Kinds::Shown...>;
    template <typename Answer>
    static constexpr bool take = (Takes<Kinds, Answer> || ...);
    template <typename Answer>
    static constexpr bool open_by = (OpenedBy<Kinds, Answer> || ...);

    explicit PageSet(const Surroundings& surroundings) : m_pages(one_for_each<Kinds>(surroundings)...) {}

    template <typename Kind>
    Kind& get() {
        return std::get<Kind>(m_pages);
    }
    template <typename Act>
    void each(Act act) {
        (act(std::get<Kinds>(m_pages)), ...);
    }

private:
    template <typename Kind>
    static const Surroundings& one_for_each(const Surroundings& surroundings) {
        return surroundings;
    }
    std::tuple<Kinds...> m_pages;
};

using Pages = PageSet<Pin, Monitor, People, Person, PersonMore, PersonForm, Events, Settings, Hub, Power>;
static_assert(std::is_same_v<Pages::Scenes, StaffScenes>, "every scene of the staff's has its page");

}  // namespace desk::pages
