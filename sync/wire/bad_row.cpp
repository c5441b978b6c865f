#include "wire/bad_row.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "wire/codec.h"
#include "wire/json_text.h"

namespace wire {
namespace {

using nlohmann::json;

// Columns of a row, in every version of the protocol so far (PROTOCOL.md).
constexpr std::size_t boot_column = 4;
constexpr std::size_t event_column = 7;
constexpr std::size_t person_column = 9;

bool has_column(const json& row, std::size_t column) {
    return row.is_array() && row.size() > column;
}

// An object {"row", "object"} or the row alone; discarded where the text is no JSON (it was erased).
json parse_raw(std::string_view raw) {
    return json::parse(raw, nullptr, false);
}
json row_in(const json& raw) {
    return raw.is_object() && raw.contains("row") ? raw["row"] : raw;
}

}  // namespace

std::string raw_of(const std::string& row_json, const std::string& object_json, const std::string& boot) {
    json row = json::parse(row_json, nullptr, false);
    if (has_column(row, boot_column) && row[boot_column].is_null()) row[boot_column] = boot;
    if (object_json.empty()) return json_text(row);
    return json_text(json{{"row", std::move(row)}, {"object", json::parse(object_json, nullptr, false)}});
}

bool is_same_raw(std::string_view a, std::string_view b) {
    if (a == b) return true;
    json left = parse_raw(a);
    json right = parse_raw(b);
    if (left.is_discarded() || right.is_discarded()) return false;
    left = row_in(left);
    right = row_in(right);
    if (has_column(left, boot_column) && has_column(right, boot_column) &&
        left[boot_column].is_null() != right[boot_column].is_null())
        left[boot_column] = right[boot_column] = nullptr;
    return left == right;
}

std::optional<EntriesRequest> understand(std::string_view raw, std::int64_t epoch, std::int64_t seq) {
    const json whole = parse_raw(raw);
    if (whole.is_discarded()) return std::nullopt;
    const json row = row_in(whole);
    json request{{"epoch", epoch},
                 {"epoch_first_seq", 1},
                 {"first_seq", seq},
                 {"boot", fmt::format("unknown-{}-{}", epoch, seq)},
                 {"sent_wall_us", 0},
                 {"sent_boottime_ns", 0},
                 {"rows", json::array({row})}};
    if (whole.is_object() && whole.contains("object") && whole["object"].is_object()) {
        const json& object = whole["object"];
        const json id = object.value("id", json());
        if (has_column(row, person_column) && row[person_column] == id) request["persons"] = json::array({object});
        if (has_column(row, event_column) && row[event_column] == id) request["events"] = json::array({object});
    }
    auto parsed = parse_entries_request(json_text(request));
    if (!parsed || parsed->rows.size() != 1 || parsed->rows[0].index() != 0) return std::nullopt;
    return std::move(*parsed);
}

}  // namespace wire
