#include "wire/object_codec.h"

#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "wire/entry_row.h"

namespace wire {

using attendance::Event;
using attendance::Person;
using attendance::text_bytes_max;
using nlohmann::json;

Person read_person(const JsonValue& value) {
    Person person;
    person.id.value = value.member("id").text(1, attendance::id_bytes_max);
    person.version = value.member("version").integer(1, number_max);
    person.erased = value.member("erased").boolean_or(false);
    person.name = value.member("name").text_or_empty(text_bytes_max);
    person.nickname = value.member("nickname").text_or_empty(text_bytes_max);
    person.reading = value.member("reading").text_or_empty(text_bytes_max);
    person.lang = value.member("lang").text_or_empty(attendance::id_bytes_max);
    const bool empty = person.name.empty() && person.nickname.empty() && person.reading.empty() && person.lang.empty();
    if (person.erased && !empty) value.wrong("somebody erased has no texts");
    return person;
}

Event read_event(const JsonValue& value) {
    Event event;
    event.id.value = value.member("id").text(1, attendance::id_bytes_max);
    event.version = value.member("version").integer(1, number_max);
    event.title = value.member("title").text_or_empty(text_bytes_max);
    event.venue = value.member("venue").text_or_empty(text_bytes_max);
    event.starts = read_wall(value.member("starts_us"));
    event.ends = read_wall(value.member("ends_us"));
    if (event.ends <= event.starts) value.member("ends_us").wrong("must be after starts_us");
    return event;
}

json person_to_json(const Person& person) {
    if (person.erased) return {{"id", person.id.value}, {"version", person.version}, {"erased", true}};
    return {{"id", person.id.value},       {"version", person.version}, {"name", person.name},
            {"nickname", person.nickname}, {"reading", person.reading}, {"lang", person.lang}};
}

json event_to_json(const Event& event) {
    return {{"id", event.id.value},
            {"version", event.version},
            {"title", event.title},
            {"venue", event.venue},
            {"starts_us", event.starts.time_since_epoch().count()},
            {"ends_us", event.ends.time_since_epoch().count()}};
}

std::string read_hex(const JsonValue& value) {
    std::string hex = value.text(nonce_hex_bytes, nonce_hex_bytes);
    if (value.is_fine() && !base::from_hex(hex)) value.wrong("must be hexadecimal");
    return hex;
}

}  // namespace wire
