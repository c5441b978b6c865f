// People and events as JSON objects (room-internal): the same members in both directions.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "wire/json_value.h"
#include "wire/messages.h"

namespace wire {

attendance::Person read_person(const JsonValue& value);
attendance::Event read_event(const JsonValue& value);
std::string read_hex(const JsonValue& value);  // 64 hexadecimal digits: a key, a nonce or a proof
nlohmann::json person_to_json(const attendance::Person& person);
nlohmann::json event_to_json(const attendance::Event& event);

}  // namespace wire
