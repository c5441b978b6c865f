#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/random_id.h"
#include "base/utf8.h"
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
    const auto person = journal->person(command.person);
    if (!person || person->erased)
        return base::fail(base::ErrorCode::not_found, fmt::format("there is no person {}; see person list",
                                                                  base::clean_for_display(command.person.value)));
    const attendance::CardId card = journal->card_id(command.uid);
    journal::Addition addition{command_entry(attendance::EntryKind::bind), {}, {}};
    addition.entry.card = card;
    addition.entry.person = person->id;
    addition.entry.version = journal->bind_version(card) + 1;
    TRY_VOID(journal->append(addition));
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
