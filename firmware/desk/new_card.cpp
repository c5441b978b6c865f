#include <algorithm>
#include <utility>

#include "base/random_id.h"
#include "base/utf8.h"
#include "desk/kana_keys.h"
#include "desk/state.h"
#include "journal/card_acts.h"

namespace desk {
namespace {

constexpr auto keyboard_lasts = std::chrono::milliseconds(30000);  // after the last key
constexpr auto offer_lasts = std::chrono::milliseconds(20000);
constexpr std::size_t typing_aside_max = 3;

}  // namespace

void Desk::State::on(const NameFoundInput& found) {
    NewCard* scene = new_card_shown();
    if (scene == nullptr || m_new_card != found.card || !found.offered_name) return;
    m_offered_name = found.offered_name;
    scene->offered_name = attendance::public_name(*found.offered_name, m_options.community.names);
    publish();
}

void Desk::State::on(const AnswerInput& input) {
    std::visit([this](const auto& answer) { take(answer); }, input.answer);
}

void Desk::State::take(const ConfirmOfferedName& answer) {
    const NewCard* scene = new_card_shown();
    if (scene == nullptr || scene->seq != answer.seq || !scene->offered_name || !m_offered_name) return;
    register_person(std::string(*m_offered_name), "");
}

void Desk::State::take(const OpenKeyboard& answer) {
    if (m_staff.take(answer)) return;
    const auto page = answer.keyboard == Keyboard::abc ? NewCard::Page::abc : NewCard::Page::kana;
    if (NewCard* scene = new_card_shown()) {
        scene->page = page;
        m_returns_at = m_monotonic + keyboard_lasts;
        return publish();
    }
    if (!m_may_choose) return;
    NewCard chooses;
    chooses.seq = scene_seq(m_scene);
    chooses.page = page;
    if (m_door.event) chooses.event = m_door.event->id;
    chooses.only_nickname = true;
    show(std::move(chooses), keyboard_lasts);
}

void Desk::State::take(const CloseKeyboard& answer) {
    if (m_staff.take(answer)) return;
    NewCard* scene = new_card_shown();
    if (scene == nullptr) return;
    if (scene->only_nickname) return rest();
    scene->page = NewCard::Page::offer;
    m_returns_at = m_monotonic + offer_lasts;
    publish();
}

void Desk::State::take(const PressKey& answer) {
    if (m_staff.take(answer)) return;
    NewCard* scene = new_card_shown();
    if (scene == nullptr || scene->page == NewCard::Page::offer) return;
    if (answer.key == key_done) {
        if (scene->typed.empty()) return;
        const std::string nickname = scene->typed;
        return scene->only_nickname ? save_nickname(nickname) : register_person(nickname, nickname);
    }
    scene->typed = press_key(scene->typed, answer.key);
    m_returns_at = m_monotonic + keyboard_lasts;
    publish();
}

void Desk::State::take(const PointAtReader&) {
    auto* idle = std::get_if<Idle>(&m_scene);
    if (idle == nullptr) return;
    idle->pointed_at = m_monotonic;
    publish();
}

void Desk::State::take(const Dismiss&) {
    if (m_staff.is_guest_shown()) return m_staff.end_guest();
    rest();
}

// Somebody types while the queue goes on: what they have so far waits for the next guest's picture to go.
void Desk::State::put_typing_aside() {
    const NewCard* scene = new_card_shown();
    const bool is_typing = scene != nullptr && scene->page != NewCard::Page::offer;
    if (is_typing)
        m_aside.push_back({*scene, m_new_card, scene->only_nickname ? m_may_choose : std::nullopt, m_guest_lang});
    if (m_aside.size() > typing_aside_max) m_aside.erase(m_aside.begin());
    m_may_choose.reset();
}

bool Desk::State::bring_typing_back() {
    while (!m_aside.empty() && !m_cannot_record) {
        Typing typing = std::move(m_aside.back());
        m_aside.pop_back();
        // Meanwhile it may have been said by phone.
        if (typing.card && m_journal.owner_of(*typing.card)) continue;
        m_new_card = typing.card;
        m_may_choose = typing.person;
        m_guest_lang = typing.lang;
        show(std::move(typing.scene), keyboard_lasts);
        return true;
    }
    m_aside.clear();
    return false;
}

bool Desk::State::bring_typing_back(const attendance::CardId& card) {
    const auto own = std::ranges::find(m_aside, std::optional(card), &Typing::card);
    if (own == m_aside.end()) return false;
    std::rotate(own, own + 1, m_aside.end());
    return bring_typing_back();
}

// The person and the binding of the card are committed together; the stamp given before follows the card. A nickname is
// what somebody chose to be shown.
void Desk::State::register_person(const std::string& name, const std::string& nickname) {
    if (!m_new_card || !base::is_valid_utf8(name) || name.size() > attendance::text_bytes_max) return;
    if (m_journal.owner_of(*m_new_card)) return rest();  // said by phone meanwhile
    journal::Addition person;
    person.entry.kind = attendance::EntryKind::person;
    person.entry.source = attendance::Source::self;
    person.entry.version = 1;
    person.person = attendance::Person{};
    person.person->id = attendance::PersonId{base::random_id()};
    person.person->name = name;
    person.person->nickname = nickname;
    person.person->lang = lang();
    person.entry.person = person.person->id;

    const NewCard* scene = new_card_shown();
    const std::int64_t stamp_seq = scene_seq(m_scene);
    const attendance::EventId event = scene != nullptr ? scene->event : attendance::EventId{};
    const attendance::Person registered = *person.person;
    std::vector<journal::Addition> additions{std::move(person)};
    attendance::Entry as = additions.front().entry;
    as.detail = kind_of(*m_new_card);
    for (auto& bind : journal::give_card(m_journal, *m_new_card, registered.id, as))
        additions.push_back(std::move(bind));
    if (!record(additions)) return show(CannotRecord{*m_cannot_record}, offer_lasts);
    m_own_card = std::exchange(m_new_card, std::nullopt);
    m_staff.people().know(registered);
    refresh_taps();
    welcome(stamp_seq, registered.id, event);
}

void Desk::State::save_nickname(const std::string& nickname) {
    const auto known = m_may_choose ? m_journal.person(*m_may_choose) : std::nullopt;
    if (!known || known->erased || !base::is_valid_utf8(nickname)) return rest();
    journal::Addition edit;
    edit.person = *known;
    edit.person->nickname = nickname;
    ++edit.person->version;
    edit.entry.kind = attendance::EntryKind::person;
    edit.entry.source = attendance::Source::self;
    edit.entry.person = known->id;
    edit.entry.version = edit.person->version;
    if (!record({&edit, 1})) return show(CannotRecord{*m_cannot_record}, offer_lasts);
    m_may_choose.reset();
    m_staff.people().know(*edit.person);
    refresh_taps();
    const NewCard* scene = new_card_shown();
    welcome(scene_seq(m_scene), known->id, scene != nullptr ? scene->event : attendance::EventId{});
}

}  // namespace desk
