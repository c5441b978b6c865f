#include "base/random_id.h"
#include "base/utf8.h"
#include "desk/kana_keys.h"
#include "desk/state.h"

namespace desk {
namespace {

constexpr auto keyboard_lasts = std::chrono::milliseconds(30000);  // after the last key
constexpr auto offer_lasts = std::chrono::milliseconds(20000);

}  // namespace

void Desk::State::on(const NameFoundInput& found) {
    NewCard* scene = new_card_shown();
    if (scene == nullptr || m_new_card != found.card || !found.offered_name) return;
    scene->offered_name = found.offered_name;
    publish();
}

void Desk::State::on(const AnswerInput& input) {
    std::visit([this](const auto& answer) { take(answer); }, input.answer);
}

void Desk::State::take(const ConfirmOfferedName& answer) {
    const NewCard* scene = new_card_shown();
    if (scene == nullptr || scene->seq != answer.seq || !scene->offered_name) return;
    register_person(std::string(*scene->offered_name), attendance::Source::self);
}

void Desk::State::take(const OpenKeyboard& answer) {
    if (m_staff.take_keyboard(answer)) return;
    NewCard* scene = new_card_shown();
    if (scene == nullptr) return;
    scene->page = answer.page;
    m_returns_at = m_monotonic + (answer.page == NewCard::Page::offer ? offer_lasts : keyboard_lasts);
    publish();
}

void Desk::State::take(const PressKey& answer) {
    if (m_staff.take_key(answer)) return;
    NewCard* scene = new_card_shown();
    if (scene == nullptr || scene->page == NewCard::Page::offer) return;
    if (answer.key == key_done) {
        if (!scene->typed.empty()) register_person(std::string(scene->typed), attendance::Source::self);
        return;
    }
    scene->typed = press_key(scene->typed, answer.key);
    m_returns_at = m_monotonic + keyboard_lasts;
    publish();
}

void Desk::State::take(const Dismiss&) {
    rest();
}

// The person and the binding of the card are committed together; the stamp given before follows the card.
void Desk::State::register_person(const std::string& name, attendance::Source source) {
    if (!m_new_card || !base::is_valid_utf8(name) || name.size() > attendance::text_bytes_max) return;
    journal::Addition person;
    person.entry.kind = attendance::EntryKind::person;
    person.entry.source = source;
    person.entry.version = 1;
    person.person = attendance::Person{};
    person.person->id = attendance::PersonId{base::random_id()};
    person.person->name = name;
    person.person->lang = m_options.community.lang;
    person.entry.person = person.person->id;

    journal::Addition bind;
    bind.entry.kind = attendance::EntryKind::bind;
    bind.entry.source = source;
    bind.entry.card = m_new_card;
    bind.entry.person = person.person->id;
    bind.entry.version = m_journal.bind_version(*m_new_card) + 1;

    const NewCard* scene = new_card_shown();
    const std::int64_t stamp_seq = scene_seq(m_scene);
    const attendance::EventId event = scene != nullptr ? scene->event : attendance::EventId{};
    const attendance::Person registered = *person.person;
    const std::array additions{std::move(person), std::move(bind)};
    if (!record(additions)) {
        show(CannotRecord{*m_cannot_record}, offer_lasts);
        return;
    }
    m_new_card.reset();
    m_staff.know(registered);
    refresh_taps();
    welcome(stamp_seq, registered.id, event);
}

}  // namespace desk
