#include "desk/staff_mode.h"

#include <algorithm>

#include "desk/staff_cards.h"
#include "desk/staff_pages.h"
#include "desk/state.h"
#include "journal/number_setting.h"

namespace desk {
namespace {

using namespace std::chrono_literals;

constexpr auto session_lasts = 60s;  // after the last touch
constexpr auto pin_pad_lasts = 20s;
constexpr auto refresh_period = 2s;

}  // namespace

Desk::Staff::Staff(Desk::State& desk) : m_desk(desk) {
    m_cards = staff_cards_from(m_desk.m_journal.setting(staff_cards_setting).value_or(""));
    m_expected = m_desk.m_journal.imported_people();
    load_settings();
    const auto tries = wrong_tries();
    // A wait is not ended by pulling the plug: it begins again.
    if (const auto wait = wait_after(tries); wait > 0s) m_locked_until = m_desk.m_clock.monotonic() + wait;
}

bool Desk::Staff::is_open() const {
    return is_staff_scene(m_desk.m_scene);
}

void Desk::Staff::ask() {
    if (is_open()) return;
    m_desk.m_aside.clear();
    show_pin_pad();
}

void Desk::Staff::open(std::string by) {
    m_by = std::move(by);
    m_desk.m_aside.clear();
    m_people = {};
    show(make_monitor());
}

void Desk::Staff::show(Scene scene) {
    m_refreshed_at = m_desk.m_monotonic;
    const bool pin = std::holds_alternative<PinPad>(scene);
    m_desk.show(std::move(scene), pin ? pin_pad_lasts : session_lasts);
}

void Desk::Staff::stay() {
    const bool pin = std::holds_alternative<PinPad>(m_desk.m_scene);
    m_desk.m_returns_at = m_desk.m_monotonic + (pin ? pin_pad_lasts : session_lasts);
}

void Desk::Staff::left() {
    m_by.clear();
    m_act_failed = false;
    m_pin.clear();
    m_first_pin.clear();
    m_people = {};
    m_waits_for.reset();
    m_asked.reset();
    m_clock_draft.reset();
    m_clock_problem.clear();
    if (!m_enrol.is_running()) m_enrol = {};
}

// A staff card that was known under a key before stays one. The key before an enrolment goes with the last of them.
void Desk::Staff::carry_over(const TapInput& tap) {
    auto cards = m_cards;
    for (const attendance::CardId& former : tap.former_cards)
        if (cards.erase(former) > 0) cards.insert(tap.card);
    if (cards == m_cards) return;
    if (!keep(staff_cards_setting, to_setting(cards))) return;
    m_cards = std::move(cards);
    const auto former = staff_cards_from(m_desk.m_journal.setting(former_staff_cards_setting).value_or(""));
    if (std::ranges::none_of(former, [&](const auto& card) { return m_cards.contains(card); }))
        static_cast<void>(m_desk.m_journal.drop_former_card_key());
}

// Staff's own cards: one that belongs to nobody only opens these screens; one of a person is stamped first, like
// everybody's, and opens them when it is tapped again.
bool Desk::Staff::takes_card(const TapInput& tap) {
    if (!tap.stable) return false;
    carry_over(tap);
    if (m_waits_for && m_desk.m_monotonic < m_waits_until && take_for_person(tap)) return true;
    if (!m_cards.contains(tap.card)) return false;
    const bool has_owner = m_desk.m_journal.owner_of(tap.card).has_value();
    if (std::holds_alternative<PinPad>(m_desk.m_scene)) {
        open(tap.card.value);
        return !has_owner;
    }
    if (is_open()) return !has_owner;
    const auto facts = m_desk.facts_of(tap);
    // Where nothing can be recorded, nobody is stamped, and taking the data home matters most.
    const bool is_to_be_stamped = has_owner && facts.door.state == attendance::DoorState::open &&
                                  !facts.presence.has_value() && !m_desk.m_cannot_record;
    if (is_to_be_stamped) return false;
    m_desk.m_new_card.reset();
    open(tap.card.value);
    return true;
}

// Numbers change by themselves (the last ten minutes), and what was armed or could be undone comes to its end.
void Desk::Staff::tick() {
    if (m_reading) read_people();
    if (!is_open() || m_desk.m_monotonic - m_refreshed_at < refresh_period) return;
    if (page<SettingsPage>() != nullptr && m_desk.m_events.look_for_targets) m_desk.m_events.look_for_targets();
    refresh();
}

void Desk::Staff::refresh() {
    m_refreshed_at = m_desk.m_monotonic;
    Scene& scene = m_desk.m_scene;
    if (std::holds_alternative<Monitor>(scene)) {
        scene = make_monitor();
    } else if (page<People>() != nullptr) {
        search();
    } else if (const auto* person = page<PersonPage>()) {
        if (auto made = make_person(person->person.id)) scene = *std::move(made);
    } else if (const auto* more = page<PersonMore>()) {
        if (auto made = make_more(more->person.id)) {
            made->step = more->step;
            made->card = more->card;
            made->other = more->other;
            scene = *std::move(made);
        }
    } else if (auto* events = page<EventPage>()) {
        auto made = make_events();
        made.draft = std::move(events->draft);
        scene = std::move(made);
    } else if (page<SettingsPage>() != nullptr) {
        scene = make_settings();
    } else if (auto* hub = page<HubPage>()) {
        auto made = make_hub();
        made.draft = std::move(hub->draft);
        scene = std::move(made);
    }
    m_desk.publish();
}

// Who is not let in yet can only type the PIN, and leave.
void Desk::Staff::take(const StaffAnswer& answer) {
    if (!is_open()) return;
    const bool at_the_door = std::holds_alternative<PinPad>(m_desk.m_scene);
    const bool for_the_door = std::holds_alternative<PinKey>(answer) || std::holds_alternative<LeaveStaff>(answer) ||
                              std::holds_alternative<Back>(answer);
    if (at_the_door && !for_the_door) return;
    m_act_failed = false;
    stay();
    std::visit([this](const auto& chosen) { handle(chosen); }, answer);
}

void Desk::Staff::handle(const GoTo& answer) {
    m_waits_for.reset();
    m_asked.reset();
    m_people.merges_into.reset();
    m_clock_draft.reset();
    switch (answer.page) {
        case StaffPage::monitor:
            return show(make_monitor());
        case StaffPage::people:
            return show_people();
        case StaffPage::event:
            return show(make_events());
        case StaffPage::settings:
            return show_settings();
    }
}

void Desk::Staff::handle(const LeaveStaff&) {
    m_desk.rest();
}

void Desk::Staff::handle(const Back&) {
    m_waits_for.reset();
    if (const auto* form = page<PersonForm>()) {
        const auto person = form->person;
        if (!person || !show_person(*person)) show_people();
    } else if (const auto* more = page<PersonMore>()) {
        const auto person = more->person.id;
        if (more->step != PersonMore::Step::menu)
            show_more(PersonMore::Step::menu);
        else if (!show_person(person))
            show_people();
    } else if (const auto* people = page<People>(); people != nullptr && people->merges_into) {
        const auto person = people->merges_into->id;
        m_people.merges_into.reset();
        if (auto made = make_more(person))
            show(*std::move(made));
        else
            show_people();
    } else if (page<PersonPage>() != nullptr) {
        show_people();
    } else if (auto* events = page<EventPage>(); events != nullptr && events->draft) {
        show(make_events());
    } else if (auto* settings = page<SettingsPage>(); settings != nullptr && m_clock_draft) {
        m_clock_draft.reset();
        show(make_settings());
    } else if (auto* hub = page<HubPage>()) {
        // First off the attempt, then off the keyboard, then off the page.
        auto draft = hub->draft;
        const bool was_running = m_enrol.is_running();
        if (was_running) call_off_enrolment();
        m_enrol = {};
        if (!draft && !was_running) return show_settings();
        if (!was_running) draft.reset();
        auto made = make_hub();
        made.draft = std::move(draft);
        show(std::move(made));
    } else if (page<Monitor>() != nullptr || page<PinPad>() != nullptr) {
        m_desk.rest();
    } else {
        show(make_monitor());
    }
}

void Desk::Staff::handle(const Save&) {
    if (const auto* form = page<PersonForm>()) return save_form(PersonForm(*form));
    if (page<SettingsPage>() != nullptr && m_clock_draft) return save_clock();
    if (page<HubPage>() != nullptr) return try_enrolment();
    const auto* events = page<EventPage>();
    if (events != nullptr && events->draft) save_draft(EventPage::Draft(*events->draft));
}

bool Desk::Staff::take_keyboard(const OpenKeyboard& answer) {
    if (!is_open()) return false;
    stay();
    const bool latin = answer.keyboard == Keyboard::abc;
    if (auto* people = page<People>()) people->latin = latin;
    if (auto* form = page<PersonForm>()) form->latin = latin;
    if (auto* events = page<EventPage>(); events != nullptr && events->draft) {
        events->draft->typing = true;
        events->draft->latin = latin;
    }
    m_desk.publish();
    return true;
}

bool Desk::Staff::take_keyboard(const CloseKeyboard&) {
    if (!is_open()) return false;
    stay();
    if (auto* events = page<EventPage>(); events != nullptr && events->draft) events->draft->typing = false;
    m_desk.publish();
    return true;
}

bool Desk::Staff::take_key(const PressKey& key) {
    if (!is_open()) return false;
    stay();
    if (auto* people = page<People>()) {
        if (key.key == key_done) {
            if (!people->rows.empty()) handle(Choose{people->rows.front().person});
            return true;
        }
        people->typed = press_key(people->typed, key.key, query_characters_max);
        people->selected.reset();
        search();
    } else if (auto* form = page<PersonForm>()) {
        if (key.key == key_done) {
            handle(Save{});
            return true;
        }
        std::string& text = form->texts[static_cast<std::size_t>(form->field)];
        text = press_key(text, key.key, name_characters_max);
    } else if (auto* events = page<EventPage>(); events != nullptr && events->draft && events->draft->typing) {
        if (key.key == key_done)
            events->draft->typing = false;
        else
            events->draft->title = press_key(events->draft->title, key.key, title_characters_max);
    } else if (auto* hub = page<HubPage>(); hub != nullptr && hub->draft && !m_enrol.is_running()) {
        if (key.key == key_done) {
            handle(Save{});
            return true;
        }
        const bool is_code = hub->draft->field == HubPage::Field::code;
        std::string& text = hub->draft->texts[static_cast<std::size_t>(hub->draft->field)];
        text = press_key(text, key.key, is_code ? code_characters_max : address_characters_max);
    }
    m_desk.publish();
    return true;
}

journal::Addition Desk::Staff::act(attendance::EntryKind kind) const {
    journal::Addition addition;
    addition.entry.kind = kind;
    addition.entry.source = attendance::Source::hand;
    addition.entry.by = m_by;
    return addition;
}

std::optional<std::int64_t> Desk::Staff::record(std::span<const journal::Addition> additions) {
    const auto seq = m_desk.record(additions);
    m_act_failed = !seq;
    if (!seq) m_desk.publish();
    return seq;
}

bool Desk::Staff::keep(const std::string& setting, const std::string& value) {
    const auto kept = m_desk.m_journal.set_setting(setting, value);
    if (kept) return true;
    m_desk.store_fails(kept.error());
    m_act_failed = true;
    return false;
}

std::int64_t Desk::Staff::acked_seq() const {
    if (m_desk.m_acked) return *m_desk.m_acked;
    return journal::number_setting(m_desk.m_journal, journal::acked_seq_setting);
}

bool Desk::Staff::note(std::string detail) {
    journal::Addition addition = act(attendance::EntryKind::staff);
    addition.entry.detail = std::move(detail);
    return record({&addition, 1}).has_value();
}

}  // namespace desk
