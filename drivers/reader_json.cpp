#include "drivers/reader_json.h"

#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/check.h"

namespace drivers {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<ReaderHealth, std::string_view>, 3> health_names{
    {{ReaderHealth::ok, "ok"}, {ReaderHealth::fault, "fault"}, {ReaderHealth::absent, "absent"}}};

Json record_json(const tags::NdefRecord& record) {
    Json json = {{"type", record.type}, {"id", record.id}, {"payload", base::to_hex(record.payload)}};
    if (record.text) json["text"] = *record.text;
    if (record.lang) json["lang"] = *record.lang;
    if (record.uri) json["uri"] = *record.uri;
    if (record.vcard) json["vcard"] = {{"name", record.vcard->name}, {"org", record.vcard->org}};
    return json;
}

Json ndef_json(const tags::NdefReading& reading) {
    Json records = Json::array();
    for (const tags::NdefRecord& record : reading.records)
        records.push_back(record_json(record));
    return {{"status", tags::to_string(reading.status)}, {"reason", reading.reason}, {"records", std::move(records)}};
}

Json event_json(const TagArrived& tap) {
    Json json = {{"at", "tap"},
                 {"t_ns", tap.at.count()},
                 {"tech", attendance::to_string(tap.tech)},
                 {"uid", tap.uid.hex()},
                 {"stable", tap.stable}};
    if (tap.ndef.status != tags::NdefStatus::unread) json["ndef"] = ndef_json(tap.ndef);
    return json;
}

Json event_json(const NdefArrived& memory) {
    return {{"at", "ndef"}, {"uid", memory.uid.hex()}, {"ndef", ndef_json(memory.ndef)}};
}

Json event_json(const TagLeft& left) {
    return {{"at", "left"}, {"t_ns", left.at.count()}, {"uid", left.uid.hex()}};
}

Json event_json(const ReaderStatus& status) {
    PETTAN_ASSERT(status.health != ReaderHealth::starting);
    std::string_view name;
    for (const auto& [health, text] : health_names)
        if (health == status.health) name = text;
    return {{"at", "reader"}, {"status", name}, {"reason", status.reason}};
}

// What a card holds may be no UTF-8 (an id, a type): it is shown with replacement characters; the payload keeps the
// bytes.
std::string line_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// Reading: every step may find nothing, and nothing throws.

const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto at = object.find(key);
    return at == object.end() ? nullptr : &*at;
}

std::optional<std::string> text_at(const Json& object, const char* key) {
    const Json* value = member(object, key);
    const auto* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
    return text == nullptr ? std::nullopt : std::optional(*text);
}

std::optional<attendance::CardUid> uid_at(const Json& object) {
    const auto text = text_at(object, "uid");
    return text ? attendance::CardUid::from_hex(*text) : std::nullopt;
}

std::optional<base::MonotonicTime> time_at(const Json& object) {
    const Json* value = member(object, "t_ns");
    const auto* number = value == nullptr ? nullptr : value->get_ptr<const std::uint64_t*>();
    if (number == nullptr || *number > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) return std::nullopt;
    return base::MonotonicTime(static_cast<std::int64_t>(*number));
}

std::optional<tags::NdefRecord> record_from(const Json& json) {
    const auto type = text_at(json, "type");
    const auto id = text_at(json, "id");
    const auto payload_hex = text_at(json, "payload");
    const auto payload = payload_hex ? base::from_hex(*payload_hex) : std::nullopt;
    if (!type || !id || !payload) return std::nullopt;
    tags::NdefRecord record;
    record.type = *type;
    record.id = *id;
    record.payload = *payload;
    record.text = text_at(json, "text");
    record.lang = text_at(json, "lang");
    record.uri = text_at(json, "uri");
    if (const Json* vcard = member(json, "vcard")) {
        const auto name = text_at(*vcard, "name");
        if (!name) return std::nullopt;
        record.vcard = tags::VCard{*name, text_at(*vcard, "org").value_or("")};
    }
    return record;
}

std::optional<tags::NdefReading> ndef_from(const Json& json) {
    const auto status_name = text_at(json, "status");
    const auto status = status_name ? tags::ndef_status_from(*status_name) : std::nullopt;
    const Json* records = member(json, "records");
    if (!status || records == nullptr || !records->is_array()) return std::nullopt;
    tags::NdefReading reading;
    reading.status = *status;
    reading.reason = text_at(json, "reason").value_or("");
    for (const Json& item : *records) {
        auto record = record_from(item);
        if (!record) return std::nullopt;
        reading.records.push_back(std::move(*record));
    }
    return reading;
}

std::optional<ReaderEvent> tap_from(const Json& json) {
    const auto at = time_at(json);
    const auto tech_name = text_at(json, "tech");
    const auto tech = tech_name ? attendance::tag_tech_from(*tech_name) : std::nullopt;
    const auto uid = uid_at(json);
    const Json* stable = member(json, "stable");
    if (!at || !tech || !uid || stable == nullptr || !stable->is_boolean()) return std::nullopt;
    TagArrived tap{.at = *at, .tech = *tech, .uid = *uid, .stable = stable->get<bool>()};
    if (const Json* memory = member(json, "ndef")) {
        auto reading = ndef_from(*memory);
        if (!reading) return std::nullopt;
        tap.ndef = std::move(*reading);
    }
    return tap;
}

std::optional<ReaderEvent> memory_from(const Json& json) {
    const auto uid = uid_at(json);
    const Json* memory = member(json, "ndef");
    auto reading = memory == nullptr ? std::nullopt : ndef_from(*memory);
    if (!uid || !reading) return std::nullopt;
    return NdefArrived{.uid = *uid, .ndef = std::move(*reading)};
}

std::optional<ReaderEvent> left_from(const Json& json) {
    const auto at = time_at(json);
    const auto uid = uid_at(json);
    if (!at || !uid) return std::nullopt;
    return TagLeft{.at = *at, .uid = *uid};
}

std::optional<ReaderEvent> status_from(const Json& json) {
    const auto name = text_at(json, "status");
    for (const auto& [health, text] : health_names)
        if (name == text) return ReaderStatus{.health = health, .reason = text_at(json, "reason").value_or("")};
    return std::nullopt;
}

std::optional<ReaderEvent> event_from(const Json& json) {
    const auto at = text_at(json, "at");
    if (at == "tap") return tap_from(json);
    if (at == "ndef") return memory_from(json);
    if (at == "left") return left_from(json);
    if (at == "reader") return status_from(json);
    return std::nullopt;
}

}  // namespace

std::string to_json_line(const ReaderEvent& event) {
    Json json = std::visit([](const auto& one) { return event_json(one); }, event);
    std::string line = line_of(json);
    if (line.size() > reader_line_bytes_max) {
        json["ndef"] = ndef_json({tags::NdefStatus::malformed, "the records are too long to be passed on", {}});
        line = line_of(json);
    }
    return line;
}

base::Result<ReaderEvent> parse_json_line(std::string_view line) {
    const Json json = Json::parse(line, nullptr, false);
    auto event = json.is_discarded() ? std::nullopt : event_from(json);
    if (!event) return base::fail(base::ErrorCode::bad_input, "not a line of pettan-reader");
    return std::move(*event);
}

}  // namespace drivers
