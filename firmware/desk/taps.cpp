#include "attendance/ticket.h"
#include "attendance/visits.h"
#include "desk/state.h"

namespace desk {
namespace {

using namespace std::chrono_literals;

// How long a scene stands before the screen returns to rest. The next tap interrupts any of them.
constexpr auto welcome_lasts = 6000ms;
constexpr auto full_card_lasts = 10000ms;
constexpr auto repeat_lasts = 5000ms;
constexpr auto new_card_lasts = 20000ms;
constexpr auto number_changes_lasts = 10000ms;
constexpr auto closed_door_lasts = 6000ms;
constexpr auto cannot_record_lasts = 5000ms;

std::string_view detail_of(attendance::DoorState state) {
    switch (state) {
        case attendance::DoorState::early:
            return "early";
        case attendance::DoorState::over:
            return "over";
        case attendance::DoorState::no_event:
            return "no_event";
        case attendance::DoorState::open:
            return "open";
    }
    return "";
}

}  // namespace

void Desk::State::on(const TapInput& tap) {
    refresh_door();
    if (m_staff.takes_card(tap)) return;
    m_new_card.reset();
    const attendance::TapDecision decision = attendance::decide_tap(facts_of(tap));
    std::visit([&](const auto& chosen) { take(tap, chosen); }, decision);
}

attendance::TapFacts Desk::State::facts_of(const TapInput& tap) {
    attendance::TapFacts facts{tap.card, tap.stable, m_door, std::nullopt, std::nullopt};
    if (!tap.stable) return facts;
    facts.person = m_journal.owner_of(tap.card);
    if (m_door.state == attendance::DoorState::open && m_door.event) {
        const auto subject = facts.person ? attendance::Subject(*facts.person) : attendance::Subject(tap.card);
        facts.presence = m_journal.presence(m_door.event->id, subject);
    }
    return facts;
}

void Desk::State::take(const TapInput& tap, const attendance::StampTap& decision) {
    journal::Addition stamp;
    stamp.entry.kind = attendance::EntryKind::stamp;
    stamp.entry.event = decision.event;
    stamp.entry.card = tap.card;
    stamp.entry.person = decision.person;
    const auto seq = record({&stamp, 1});
    if (!seq) {
        ++m_not_recorded;
        m_events.decided({Decided::Result::refused, 0, tap.card, decision.person});
        note_tap({0, attendance::EntryKind::refusal, {}, tap.card, decision.person, "", false, decision.event},
                 TapLine::Refusal::not_recorded);
        present(CannotRecord{*m_cannot_record}, cannot_record_lasts);
        return;
    }
    ++m_arrived;
    m_counted.up_to_seq = *seq;
    note_tap({*seq, attendance::EntryKind::stamp, {}, tap.card, decision.person, "", false, decision.event});
    if (decision.person) {
        m_events.decided({Decided::Result::stamped, *seq, tap.card, decision.person});
        welcome(*seq, *decision.person, decision.event);
        return;
    }
    m_events.decided({Decided::Result::unknown, *seq, tap.card, std::nullopt});
    if (m_staff.is_open()) return m_staff.refresh();
    m_new_card = tap.card;
    NewCard scene;
    scene.seq = *seq;
    scene.ticket = attendance::ticket_of(device(), *seq);
    scene.event = decision.event;
    scene.offered_name = tap.offered_name;
    if (m_options.register_url) scene.register_url = m_options.register_url(tap.card);
    show(std::move(scene), new_card_lasts);
    if (!tap.offered_name) m_events.wants_memory(tap.card);
}

void Desk::State::welcome(std::int64_t seq, const attendance::PersonId& person, const attendance::EventId& event) {
    if (m_staff.is_open()) return m_staff.refresh();
    const auto visits = attendance::with_last(m_journal.visits(person), event);
    Welcome scene;
    scene.seq = seq;
    scene.guest = guest_of(person);
    scene.card = card_at(visits);
    scene.greeting = attendance::choose_greeting(visits, scene.card);
    scene.prompt = prompt_for(scene.card.count);
    const bool full = scene.greeting == attendance::Greeting::full_card;
    present(std::move(scene), full ? full_card_lasts : welcome_lasts);
}

// Of the event's sentences in the screen's language (or in none) one after the other, as the guest's stamps go by;
// where the event has none, of those for every event.
std::string Desk::State::prompt_for(std::int64_t count) const {
    std::vector<const journal::Prompt*> own, common;
    for (const journal::Prompt& prompt : m_prompts) {
        if (!prompt.lang.empty() && prompt.lang != m_options.community.lang) continue;
        const std::string_view about = attendance::prompt_is_about(prompt.id);
        if (m_door.event && about == m_door.event->id.value)
            own.push_back(&prompt);
        else if (about == attendance::every_event)
            common.push_back(&prompt);
    }
    const auto& from = own.empty() ? common : own;
    return from.empty() ? std::string() : from[static_cast<std::size_t>(count) % from.size()]->text;
}

Guest Desk::State::guest_of(const std::optional<attendance::PersonId>& id) {
    if (!id) return {};
    const auto person = m_journal.person(*id);
    if (!person) return {};
    return {std::string(attendance::shown_name(*person)), person->lang};
}

// Nothing about the stamp can be lost here, so the scene is shown even when the audit line cannot be written.
void Desk::State::take(const TapInput& tap, const attendance::RepeatTap& decision) {
    journal::Addition audit;
    audit.entry.kind = attendance::EntryKind::repeat;
    audit.entry.event = decision.first.event;
    audit.entry.card = tap.card;
    audit.entry.person = decision.person;
    audit.entry.target = decision.first.stamp;
    const std::int64_t seq = record({&audit, 1}).value_or(0);
    m_events.decided({Decided::Result::repeat, seq, tap.card, decision.person});
    note_tap({seq, attendance::EntryKind::repeat, {}, tap.card, decision.person, "", false, decision.first.event});

    AlreadyStamped scene;
    scene.seq = seq;
    scene.guest = guest_of(decision.person);
    scene.card = card_at(attendance::with_last(m_journal.visits(decision.first.subject), decision.first.event));
    scene.event = decision.first.event;
    scene.first_at = decision.first.at;
    scene.time_is_certain = decision.first.quality != attendance::ClockQuality::unknown;
    present(std::move(scene), repeat_lasts);
}

void Desk::State::take(const TapInput& tap, const attendance::NumberChangesTap&) {
    journal::Addition audit;
    audit.entry.kind = attendance::EntryKind::refusal;
    audit.entry.detail = "number_changes";
    if (m_door.event) audit.entry.event = m_door.event->id;
    const std::int64_t seq = record({&audit, 1}).value_or(0);
    m_events.decided({Decided::Result::refused, seq, tap.card, std::nullopt});
    note_tap({seq, attendance::EntryKind::refusal, {}, {}, {}, audit.entry.detail, false, audit.entry.event});
    // Without a card that can be recognised there is nothing to claim on a phone.
    present(NumberChanges{}, number_changes_lasts);
}

void Desk::State::take(const TapInput& tap, const attendance::ClosedDoorTap& decision) {
    journal::Addition audit;
    audit.entry.kind = attendance::EntryKind::refusal;
    audit.entry.card = tap.card;
    audit.entry.detail = detail_of(decision.door.state);
    if (decision.door.event) audit.entry.event = decision.door.event->id;
    const std::int64_t seq = record({&audit, 1}).value_or(0);
    m_events.decided({Decided::Result::refused, seq, tap.card, std::nullopt});
    note_tap({seq,
              attendance::EntryKind::refusal,
              {},
              tap.card,
              m_journal.owner_of(tap.card),
              audit.entry.detail,
              false,
              audit.entry.event});
    present(ClosedDoor{decision.door}, closed_door_lasts);
}

}  // namespace desk
