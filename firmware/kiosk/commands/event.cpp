#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/random_id.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "kiosk/commands/commands.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"

namespace kiosk {
namespace {

std::string local_time(attendance::WallTime time) {
    return base::format_rfc3339(time, base::local_offset(time));
}

std::string as_json(const std::vector<attendance::Event>& events) {
    auto list = nlohmann::ordered_json::array();
    for (const attendance::Event& event : events)
        list.push_back({{"id", event.id.value},
                        {"title", event.title},
                        {"venue", event.venue},
                        {"starts", local_time(event.starts)},
                        {"ends", local_time(event.ends)}});
    return list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string as_text(const std::vector<attendance::Event>& events) {
    std::string text;
    for (const attendance::Event& event : events)
        text += fmt::format("{}  {}  {}  {}{}\n", event.id.value, local_time(event.starts), local_time(event.ends),
                            base::clean_for_display(event.title),
                            event.venue.empty() ? "" : "  (" + base::clean_for_display(event.venue) + ")");
    return text;
}

}  // namespace

base::Result<void> event_add(const Folder& data, const EventAdd& command) {
    TRY(journal, open_journal(data));
    attendance::Event event = command.event;
    if (event.id.empty()) event.id.value = base::random_id();
    if (journal->event(event.id))
        return base::fail(base::ErrorCode::failed,
                          fmt::format("there is an event {} already; choose another --id", event.id.value));
    journal::Addition addition{command_entry(attendance::EntryKind::event), {}, event};
    addition.entry.event = event.id;
    addition.entry.version = event.version;
    TRY_VOID(journal->append(addition));
    return print(event.id.value + "\n");
}

base::Result<void> event_list(const Folder& data, const EventList& command) {
    TRY(reader, open_reader(data));
    std::vector<attendance::Event> events;
    if (reader) {
        TRY(found, reader->events());
        events = std::move(found);
    }
    return print(command.format == ListFormat::json ? as_json(events) : as_text(events));
}

base::Result<void> event_open(const Folder& data, const EventOpen& command) {
    TRY(journal, open_journal(data));
    if (!journal->event(command.id))
        return base::fail(base::ErrorCode::not_found, fmt::format("there is no event {}; see event list",
                                                                  base::clean_for_display(command.id.value)));
    journal::Addition addition{command_entry(attendance::EntryKind::open), {}, {}};
    addition.entry.event = command.id;
    TRY_VOID(journal->append(addition));
    return {};
}

base::Result<void> event_edit(const Folder& data, const EventEdit& command) {
    TRY(journal, open_journal(data));
    auto event = journal->event(command.id);
    if (!event)
        return base::fail(base::ErrorCode::not_found, fmt::format("there is no event {}; see event list",
                                                                  base::clean_for_display(command.id.value)));
    if (command.title) event->title = *command.title;
    if (command.venue) event->venue = *command.venue;
    if (command.starts) event->starts = *command.starts;
    if (command.ends) event->ends = *command.ends;
    if (event->ends <= event->starts)
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("the event would end ({}) before it starts ({}); give both --starts and --ends",
                                      local_time(event->ends), local_time(event->starts)));
    ++event->version;
    journal::Addition addition{command_entry(attendance::EntryKind::event), {}, *event};
    addition.entry.event = event->id;
    addition.entry.version = event->version;
    TRY_VOID(journal->append(addition));
    return {};
}

}  // namespace kiosk
