#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/random_id.h"
#include "base/utf8.h"
#include "desk/staff_cards.h"
#include "journal/card_acts.h"
#include "kiosk/commands/commands.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"

namespace kiosk {
namespace {

using attendance::Person;

std::string as_json(const std::vector<Person>& people) {
    auto list = nlohmann::ordered_json::array();
    for (const Person& person : people)
        list.push_back({{"id", person.id.value},
                        {"name", person.name},
                        {"nickname", person.nickname},
                        {"reading", person.reading},
                        {"lang", person.lang}});
    return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string as_text(const std::vector<Person>& people) {
    std::string text;
    for (const Person& person : people) {
        text += fmt::format("{}  {}", person.id.value, base::clean_for_display(person.name));
        if (!person.nickname.empty()) text += fmt::format("  “{}”", base::clean_for_display(person.nickname));
        if (!person.reading.empty()) text += fmt::format("  ({})", base::clean_for_display(person.reading));
        text += "\n";
    }
    return text;
}

base::Result<Person> needed_person(journal::Journal& journal, const attendance::PersonId& id) {
    auto person = journal.person(id);
    if (person && !person->erased) return *std::move(person);
    return base::fail(base::ErrorCode::not_found,
                      fmt::format("there is no person {}; see person list", base::clean_for_display(id.value)));
}

}  // namespace

base::Result<void> person_add(const Folder& data, const PersonAdd& command) {
    TRY(journal, open_journal(data));
    Person person = command.person;
    if (person.id.empty()) person.id.value = base::random_id();
    if (journal->person(person.id))
        return base::fail(base::ErrorCode::failed,
                          fmt::format("there is a person {} already; choose another --id", person.id.value));
    journal::Addition addition{command_entry(attendance::EntryKind::person), person, {}};
    addition.entry.person = person.id;
    addition.entry.version = person.version;
    TRY_VOID(journal->append(addition));
    return print(person.id.value + "\n");
}

base::Result<void> person_bind(const Folder& data, const PersonBind& command) {
    if (command.uid.is_random())
        return base::fail(base::ErrorCode::bad_input,
                          "this card cannot be bound: a 4-byte number that begins with 08 is drawn afresh at every tap "
                          "(phones do so); use another card");
    TRY(journal, open_journal(data));
    TRY(person, needed_person(*journal, command.person));
    TRY(card, card_of(*journal, command.uid));
    const auto owner = journal->owner_of(card);
    if (owner && *owner != person.id && !command.take)
        return base::fail(
            base::ErrorCode::failed,
            fmt::format("this card belongs to {} already; with --take it is {}'s from now on, and {} keeps "
                        "the stamps so far",
                        owner->value, person.id.value, owner->value));
    const auto staff = desk::staff_cards_from(journal->setting(desk::staff_cards_setting).value_or(""));
    if (!owner && staff.contains(card) && !command.take)
        return base::fail(
            base::ErrorCode::failed,
            "this card opens the staff's screens and is nobody's; with --take it becomes this person's as "
            "well");
    const auto additions = journal::give_card(*journal, card, person.id, command_entry(attendance::EntryKind::bind));
    if (additions.empty()) return {};
    TRY_VOID(journal->append(additions));
    return {};
}

base::Result<void> person_unbind(const Folder& data, const PersonUnbind& command) {
    TRY(journal, open_journal(data));
    const auto uid = attendance::CardUid::from_text(command.card);
    attendance::CardId card{command.card};
    if (uid) {
        TRY(of_number, card_of(*journal, *uid));
        card = std::move(of_number);
    }
    const auto mistake = command.mistake ? journal::Mistake::yes : journal::Mistake::no;
    const auto additions =
        journal::take_card_off(*journal, card, mistake, command_entry(attendance::EntryKind::unbind));
    if (additions.empty()) return base::fail(base::ErrorCode::not_found, "this card belongs to nobody");
    TRY_VOID(journal->append(additions));
    return {};
}

base::Result<void> person_edit(const Folder& data, const PersonEdit& command) {
    TRY(journal, open_journal(data));
    TRY(person, needed_person(*journal, command.person));
    if (command.name) person.name = *command.name;
    if (command.nickname) person.nickname = *command.nickname;
    if (command.reading) person.reading = *command.reading;
    if (command.lang) person.lang = *command.lang;
    ++person.version;
    journal::Addition addition{command_entry(attendance::EntryKind::person), person, {}};
    addition.entry.person = person.id;
    addition.entry.version = person.version;
    TRY_VOID(journal->append(addition));
    return {};
}

base::Result<void> person_merge(const Folder& data, const PersonMerge& command) {
    TRY(journal, open_journal(data));
    TRY(person, needed_person(*journal, command.person));
    TRY(into, needed_person(*journal, command.into));
    if (person.id == into.id) return base::fail(base::ErrorCode::bad_input, "these two are one person already");
    journal::Addition addition{command_entry(attendance::EntryKind::merge), {}, {}};
    addition.entry.person = person.id;
    addition.entry.other_person = into.id;
    TRY_VOID(journal->append(addition));
    return {};
}

base::Result<void> person_part(const Folder& data, const PersonPart& command) {
    TRY(journal, open_journal(data));
    const auto stands = journal->person(command.person);
    const auto merged = stands ? journal->merged_into(stands->id) : std::vector<journal::MergedPerson>();
    const auto found = std::ranges::find(merged, command.person, [](const auto& one) { return one.person.id; });
    if (found == merged.end())
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("{} was not merged into anybody", base::clean_for_display(command.person.value)));
    if (found->merge_seq == 0)
        return base::fail(base::ErrorCode::failed, "this merge was made at the hub or another kiosk: part them there");
    journal::Addition addition{command_entry(attendance::EntryKind::unmerge), {}, {}};
    addition.entry.target = attendance::EntryRef{0, 0, found->merge_seq};
    TRY_VOID(journal->append(addition));
    return {};
}

// Those who were merged into the person are the same one.
base::Result<void> person_erase(const Folder& data, const PersonErase& command) {
    TRY(journal, open_journal(data));
    TRY(person, needed_person(*journal, command.person));
    std::vector<attendance::PersonId> people{person.id};
    for (const auto& merged : journal->merged_into(person.id))
        people.push_back(merged.person.id);
    std::vector<journal::Addition> additions;
    for (const attendance::PersonId& id : people) {
        additions.push_back({command_entry(attendance::EntryKind::erase), {}, {}});
        additions.back().entry.person = id;
    }
    TRY_VOID(journal->append(additions));
    return {};
}

base::Result<void> person_list(const Folder& data, const PersonList& command) {
    TRY(reader, open_reader(data));
    std::vector<Person> people;
    if (reader) {
        TRY(found, reader->people());
        people = std::move(found);
    }
    std::erase_if(people, [](const Person& person) { return person.erased; });
    return print(command.format == ListFormat::json ? as_json(people) : as_text(people));
}

}  // namespace kiosk
