#include <algorithm>
#include <array>
#include <vector>

#include "base/random_id.h"
#include "desk/kana_keys.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "journal/card_acts.h"
#include "search/completion.h"
#include "words/languages.h"

namespace desk::pages {
namespace {

constexpr std::size_t name_characters_max = 40;
constexpr std::size_t looked_at_for_completion = 200;

std::string without_last_blanks(std::string text) {
    text.resize(text.find_last_not_of(' ') + 1);
    return text;
}

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
    complete();
    return true;
}

void PersonForm::back() {
    if (!m_shown.person || !m_staff.open<Person>(*m_shown.person)) m_staff.open<People>();
}

void PersonForm::key(const PressKey& key) {
    if (key.key == key_done) return save();
    std::string& text = m_shown.texts[static_cast<std::size_t>(m_shown.field)];
    text = press_key(text, key.key, name_characters_max);
    complete();
}

// What is typed in kana can become what others of that name write, if some do.
void PersonForm::complete() {
    m_shown.completions.clear();
    if (m_shown.field != Shown::Field::name) return;
    const std::string word(search::last_word(m_shown.texts[static_cast<std::size_t>(Shown::Field::name)]));
    if (word.empty()) return;
    std::vector<attendance::Person> people;
    for (const auto& id : m_staff.people().find(word, looked_at_for_completion).best)
        if (auto person = m_desk.lookups().person(id); person && !person->erased) people.push_back(*std::move(person));
    m_shown.completions = search::written_as(word, people, Shown::completions_max);
}

// The kana stay as the reading.
void PersonForm::touch(const Complete& answer) {
    if (std::ranges::find(m_shown.completions, answer.written) == m_shown.completions.end()) return;
    std::string& name = m_shown.texts[static_cast<std::size_t>(Shown::Field::name)];
    std::string& reading = m_shown.texts[static_cast<std::size_t>(Shown::Field::reading)];
    const std::string kana(search::last_word(name));
    reading += (reading.empty() ? "" : " ") + kana;
    name.resize(name.size() - kana.size());
    name += answer.written + " ";
    m_shown.completions.clear();
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
            *texts[i] = is_blank(m_shown.texts[i]) ? "" : without_last_blanks(m_shown.texts[i]);
    if (person.name.empty()) person.name = person.nickname.empty() ? person.reading : person.nickname;
    if (person.name.empty()) return;  // there is nothing to save yet
    if (!m_shown.person || m_shown.lang != m_lang_before) person.lang = m_shown.lang;
    journal::Addition addition = m_staff.act(attendance::EntryKind::person);
    addition.entry.person = person.id;
    addition.entry.version = person.version;
    addition.person = person;
    std::vector<journal::Addition> additions{std::move(addition)};
    if (m_shown.card && !m_desk.lookups().owner_of(m_shown.card->card)) {
        auto as = m_staff.act({}).entry;
        as.detail = m_desk.kind_of(m_shown.card->card);
        for (auto& bind : journal::give_card(m_desk.lookups(), m_shown.card->card, person.id, as))
            additions.push_back(std::move(bind));
    }
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
