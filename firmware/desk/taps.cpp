#include <algorithm>

#include "attendance/ticket.h"
#include "attendance/visits.h"
#include "desk/state.h"
#include "journal/card_acts.h"

namespace desk {
namespace {

using namespace std::chrono_literals;

// How long a scene stands before the screen returns to rest. The next tap interrupts any of them.
constexpr auto welcome_lasts = 6000ms;
constexpr auto full_card_lasts = 10000ms;
constexpr auto repeat_lasts = 5000ms;
constexpr auto new_card_lasts = 20000ms;
constexpr auto new_card_beside_lasts = 8000ms;  // while somebody else waits to type on
constexpr auto number_changes_lasts = 10000ms;
constexpr auto closed_door_lasts = 6000ms;
constexpr auto cannot_record_lasts = 5000ms;
constexpr auto two_cards_lasts = 8000ms;
constexpr std::size_t kinds_max = 256;

// A card that follows another so soon, the field never empty between, lay there with it.
constexpr auto together_within = 1500ms;  // numbers that change
// Cards of one wallet are seen by polls that follow each other. Two hands cannot be that quick, and the reader tells
// only after a fifth of a second that a card has gone: whoever comes later is another guest, and is stamped.
constexpr auto in_one_wallet_within = 80ms;

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

// Its binding will say it: staff tell a name tag from a transport card by it.
void Desk::State::note_kind(const TapInput& tap) {
    if (!tap.stable) return;
    std::erase_if(m_kinds, [&](const TappedKind& known) { return known.card == tap.card; });
    m_kinds.push_back({tap.card, tap.tech});
    if (m_kinds.size() > kinds_max) m_kinds.pop_front();
}

std::string Desk::State::kind_of(const attendance::CardId& card) const {
    const auto known = std::ranges::find(m_kinds, card, &TappedKind::card);
    return known == m_kinds.end() ? std::string() : known->kind;
}

void Desk::State::on(const TapInput& tap) {
    refresh_door();
    note_kind(tap);
    carry_over(tap);
    if (m_staff.takes_card(tap) || take_beside(tap)) return;
    put_typing_aside();
    next_guest_taps();
    m_new_card.reset();
    m_own_card.reset();
    const attendance::TapDecision decision = attendance::decide_tap(facts_of(tap));
    std::visit([&](const auto& chosen) { take(tap, chosen); }, decision);
}

// What was known of the card under an older key is known of it before anything is decided. Where that cannot be
// written, the tap goes on under the new id alone, and the next one tries again.
void Desk::State::carry_over(const TapInput& tap) {
    if (!tap.stable || tap.former_cards.empty()) return;
    const auto rekeys = journal::carry_over(m_journal, tap.card, tap.former_cards, {});
    if (!rekeys.empty()) record(rekeys);
}

// A phone whose transit chip was taken shows its other number too, and a wallet holds two cards. What the first of them
// showed stays, unless the second is somebody else's: then nobody can say whose the tap was meant to be.
bool Desk::State::take_beside(const TapInput& tap) {
    if (!m_together || !tap.joined) return false;
    if (tap.at - m_together->at > (tap.stable ? in_one_wallet_within : together_within)) return false;
    const bool is_news = tap.stable && std::ranges::find(m_together->cards, tap.card) == m_together->cards.end();
    const auto owner = is_news ? m_journal.owner_of(tap.card) : std::nullopt;
    const bool is_one_more = is_news && !(owner && owner == m_together->person);
    journal::Addition audit;
    audit.entry.kind = attendance::EntryKind::refusal;
    audit.entry.detail = is_one_more ? "two_cards" : "beside";
    if (tap.stable) audit.entry.card = tap.card;
    if (m_door.event) audit.entry.event = m_door.event->id;
    const std::int64_t seq = record({&audit, 1}).value_or(0);
    m_events.decided({Decided::Result::refused, seq, tap.card, owner});
    if (is_news) {
        m_together->cards.push_back(tap.card);
        m_together->at = tap.at;
    }
    if (!is_one_more) return true;
    note_tap({.seq = seq,
              .kind = attendance::EntryKind::refusal,
              .card = tap.card,
              .person = owner,
              .detail = audit.entry.detail,
              .event = audit.entry.event});
    m_new_card.reset();
    present(TwoCards{guest_of(m_together->person)}, two_cards_lasts);
    return true;
}

attendance::TapFacts Desk::State::facts_of(const TapInput& tap) {
    attendance::TapFacts facts{.card = tap.card, .stable = tap.stable, .door = m_door};
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
    stamp.entry.version = m_journal.bind_version(tap.card);
    const auto seq = record({&stamp, 1});
    if (!seq) {
        ++m_not_recorded;
        m_events.decided({Decided::Result::refused, 0, tap.card, decision.person});
        note_tap({.kind = attendance::EntryKind::refusal,
                  .card = tap.card,
                  .person = decision.person,
                  .event = decision.event},
                 TapLine::Refusal::not_recorded);
        present(CannotRecord{*m_cannot_record}, cannot_record_lasts);
        return;
    }
    one_more_came();
    m_counted.up_to_seq = *seq;
    m_together = Together{{tap.card}, decision.person, tap.at};
    note_tap({.seq = *seq,
              .kind = attendance::EntryKind::stamp,
              .card = tap.card,
              .person = decision.person,
              .event = decision.event});
    if (decision.person) {
        m_events.decided({Decided::Result::stamped, *seq, tap.card, decision.person});
        m_own_card = tap.card;
        welcome(*seq, *decision.person, decision.event);
        return;
    }
    m_events.decided({Decided::Result::unknown, *seq, tap.card, std::nullopt});
    offer_new_card(tap, {0, 0, *seq}, *seq, decision.event, false);
}

// Who was typing already goes on.
void Desk::State::offer_new_card(const TapInput& tap, const attendance::EntryRef& stamp, std::int64_t seq,
                                 const attendance::EventId& event, bool again) {
    if (m_staff.is_open()) return m_staff.tapped();
    if (bring_typing_back(tap.card)) return;
    m_new_card = tap.card;
    m_offered_name = tap.offered_name;
    NewCard scene;
    scene.seq = stamp.device == 0 ? stamp.seq : seq;
    scene.ticket =
        stamp.device == 0 ? attendance::ticket_of(device(), stamp.seq) : attendance::ticket_of(stamp.device, stamp.seq);
    if (tap.offered_name) scene.offered_name = attendance::public_name(*tap.offered_name, m_options.community.names);
    scene.event = event;
    if (m_options.register_url) scene.register_url = m_options.register_url(tap.card);
    scene.again = again;
    if (!again) scene.order = m_arrived;
    show(std::move(scene), m_aside.empty() ? new_card_lasts : new_card_beside_lasts);
    if (!tap.offered_name) m_events.wants_memory(tap.card);
}

void Desk::State::welcome(std::int64_t seq, const attendance::PersonId& person, const attendance::EventId& event) {
    if (m_staff.is_open()) return m_staff.tapped();
    auto [scene, lasting] = welcome_of(seq, person, event);
    present(std::move(scene), lasting);
}

Welcome Desk::State::welcome_after(const attendance::PersonId& person,
                                   std::span<const attendance::Visit> visits) const {
    Welcome scene;
    scene.card = card_at(visits);
    scene.greeting = attendance::choose_greeting(visits, scene.card);
    scene.prompt = prompt_for(scene.card.count);
    if (scene.prompt.empty()) scene.prompt = sentence_of_the_deck(person, visits);
    return scene;
}

std::pair<Welcome, std::chrono::milliseconds> Desk::State::welcome_of(std::int64_t seq,
                                                                      const attendance::PersonId& person,
                                                                      const attendance::EventId& event) {
    came(person);
    Welcome scene = welcome_after(person, attendance::with_last(m_journal.visits(person), event));
    scene.seq = seq;
    scene.guest = guest_of(person);
    if (m_door.event && m_door.event->id == event) scene.order = m_arrived;
    const bool full = scene.greeting == attendance::Greeting::full_card;
    return {std::move(scene), full ? full_card_lasts : welcome_lasts};
}

std::string Desk::State::prompt_for(std::int64_t count) const {
    const auto event = m_door.event ? std::optional(m_door.event->id) : std::nullopt;
    const attendance::Prompt* prompt = attendance::choose_prompt(m_written.prompts, lang(), event, count);
    return prompt == nullptr ? std::string() : prompt->text;
}

std::string Desk::State::sentence_of_the_deck(const attendance::PersonId& person,
                                              std::span<const attendance::Visit> visits) const {
    const auto along = m_options.decks.find(lang());
    const auto deck = attendance::deck_in(
        lang(), m_written.sentences,
        along == m_options.decks.end() ? std::span<const attendance::Sentence>() : std::span(along->second));
    if (deck.empty()) return {};
    const auto occasions = attendance::occasions_of(
        visits, [this](base::WallTime at) { return season_at(at); }, m_options.zone);
    const attendance::Sentence* sentence = attendance::choose_sentence(deck, person, occasions);
    return sentence == nullptr ? std::string() : sentence->text;
}

Guest Desk::State::guest_of(const std::optional<attendance::PersonId>& id) {
    if (!id) return {};
    const auto person = m_journal.person(*id);
    if (!person) return {};
    Guest guest{attendance::shown_name(*person, m_options.community.names), person->lang};
    guest.may_choose = guest.shown_name.empty() && !person->erased;
    if (guest.may_choose) m_may_choose = person->id;
    guest.may_open_page = !guest.may_choose && !own_page_url().empty();
    return guest;
}

// Nothing about the stamp can be lost here, so the scene is shown even when the audit line cannot be written.
void Desk::State::take(const TapInput& tap, const attendance::RepeatTap& decision) {
    journal::Addition audit;
    audit.entry.kind = attendance::EntryKind::repeat;
    audit.entry.event = decision.first.event;
    audit.entry.card = tap.card;
    audit.entry.person = decision.person;
    audit.entry.target = decision.first.stamp;
    audit.entry.version = m_journal.bind_version(tap.card);
    const std::int64_t seq = record({&audit, 1}).value_or(0);
    m_events.decided({Decided::Result::repeat, seq, tap.card, decision.person});
    note_tap({.seq = seq,
              .kind = attendance::EntryKind::repeat,
              .card = tap.card,
              .person = decision.person,
              .event = decision.first.event});
    m_together = Together{{tap.card}, decision.person, tap.at};
    // Whose it is can still be said.
    if (!decision.person) return offer_new_card(tap, decision.first.stamp, seq, decision.first.event, true);

    m_own_card = tap.card;
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
    note_tap(
        {.seq = seq, .kind = attendance::EntryKind::refusal, .detail = audit.entry.detail, .event = audit.entry.event});
    // Without a card that can be recognised there is nothing to claim on a phone.
    present(NumberChanges{}, number_changes_lasts);
}

void Desk::State::take(const TapInput& tap, const attendance::ClosedDoorTap& decision) {
    journal::Addition audit;
    audit.entry.kind = attendance::EntryKind::refusal;
    audit.entry.card = tap.card;
    audit.entry.detail = detail_of(decision.door.state);
    audit.entry.version = m_journal.bind_version(tap.card);
    if (decision.door.event) audit.entry.event = decision.door.event->id;
    const std::int64_t seq = record({&audit, 1}).value_or(0);
    m_events.decided({Decided::Result::refused, seq, tap.card, std::nullopt});
    note_tap({.seq = seq,
              .kind = attendance::EntryKind::refusal,
              .card = tap.card,
              .person = m_journal.owner_of(tap.card),
              .detail = audit.entry.detail,
              .event = audit.entry.event});
    present(ClosedDoor{decision.door}, closed_door_lasts);
}

}  // namespace desk
