#include <array>
#include <vector>

#include "base/random_id.h"
#include "desk/kana_keys.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "journal/card_acts.h"
#include "words/languages.h"

namespace desk::pages {
namespace {

constexpr std::size_t name_characters_max = 40;

}  // namespace

bool PersonForm::open(attendance::PersonId id) {
    const auto person = m_desk.lookups().person(id);
    if (!person || person->erased) return false;
    m_shown = {};
    m_shown.person = person->id;
    m_shown.texts = {person->name, person->nickname, person->reading};  // by Field
    m_shown.lang = person->lang.empty() ? m_desk.options().community.lang : person->lang;
    m_texts_before = m_shown.texts;
    m_lang_before = m_shown.lang;
    return true;
}

bool PersonForm::open(std::string name, bool latin, std::optional<TappedCard> card) {
    m_shown = {};
    m_shown.texts[static_cast<std::size_t>(Shown::Field::name)] = std::move(name);
    m_shown.latin = latin;
    m_shown.card = std::move(card);
    m_shown.lang = m_desk.options().community.lang;
    return true;
}

void PersonForm::back() {
    if (!m_shown.person || !m_staff.open<Person>(*m_shown.person)) m_staff.open<People>();
}

void PersonForm::key(const PressKey& key) {
    if (key.key == key_done) return save();
    std::string& text = m_shown.texts[static_cast<std::size_t>(m_shown.field)];
    text = press_key(text, key.key, name_characters_max);
}

void PersonForm::touch(const ChangeSetting& answer) {
    if (answer.what == ChangeSetting::What::lang) m_shown.lang = words::next_language(m_shown.lang).code;
}

// Only what was changed here is changed: an edit that came from elsewhere meanwhile stays.
void PersonForm::save() {
    attendance::Person person;
    if (m_shown.person) {
        const auto newest = m_desk.lookups().person(*m_shown.person);
        if (!newest || newest->erased) {
            m_staff.open<People>();
            return;
        }
        person = *newest;
        ++person.version;
    } else {
        person.id = attendance::PersonId{base::random_id()};
    }
    const std::array<std::string*, 3> texts{&person.name, &person.nickname, &person.reading};
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (!m_shown.person || m_shown.texts[i] != m_texts_before[i])
            *texts[i] = is_blank(m_shown.texts[i]) ? "" : m_shown.texts[i];
    if (person.name.empty()) person.name = person.nickname.empty() ? person.reading : person.nickname;
    if (person.name.empty()) return;  // there is nothing to save yet
    if (!m_shown.person || m_shown.lang != m_lang_before) person.lang = m_shown.lang;
    journal::Addition addition = m_staff.act(attendance::EntryKind::person);
    addition.entry.person = person.id;
    addition.entry.version = person.version;
    addition.person = person;
    std::vector<journal::Addition> additions{std::move(addition)};
    if (m_shown.card && !m_desk.lookups().owner_of(m_shown.card->card))
        for (auto& bind : journal::give_card(m_desk.lookups(), m_shown.card->card, person.id, m_staff.act({}).entry))
            additions.push_back(std::move(bind));
    // Who walks in and is registered is here.
    const auto& door = m_desk.door();
    const bool is_open = door.state == attendance::DoorState::open && door.event;
    const bool is_stamped = is_open && !m_shown.person && !m_shown.card;
    if (is_stamped) {
        additions.push_back(m_staff.act(attendance::EntryKind::stamp));
        additions.back().entry.event = door.event->id;
        additions.back().entry.person = person.id;
    }
    const auto seq = m_staff.record(additions);
    if (!seq) return;
    m_staff.people().know(person);
    m_desk.people_changed();
    m_staff.open<Person>(person.id);
    if (is_stamped) m_desk.stamped_by_hand(*seq, person.id, door.event->id);
}

}  // namespace desk::pages
