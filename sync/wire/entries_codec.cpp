#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "wire/bad_row.h"
#include "wire/codec.h"
#include "wire/entry_row.h"
#include "wire/json_text.h"
#include "wire/json_value.h"
#include "wire/object_codec.h"

namespace wire {
namespace {

using attendance::Entry;
using attendance::EntryKind;
using nlohmann::json;

template <typename Field, std::size_t N>
std::optional<std::set<Field>> read_changed(const JsonValue& value, const std::array<Field, N>& all) {
    if (value.absent()) return std::nullopt;
    std::set<Field> changed;
    if (!value.must_be_array(N)) return changed;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const std::string name = value.item(i).text(1, 20);
        const auto field = std::ranges::find_if(all, [&](Field f) { return to_string(f) == name; });
        if (field == all.end())
            value.item(i).wrong("is no field");
        else
            changed.insert(*field);
    }
    return changed;
}

// A kiosk whose storage lost some bytes of a text shows U+FFFD for each. Its row is kept aside, so that the damage does
// not spread over what the hub knows better.
void refuse_broken(const JsonValue& value, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (base::has_replaced_bytes(value.member(name).text_or_empty(attendance::text_bytes_max)))
            value.member(name).wrong("has bytes that its kiosk could not read any more: enter it again");
}

PersonEdit read_person_edit(const JsonValue& value) {
    PersonEdit edit;
    edit.person = read_person(value);
    refuse_broken(value, {"name", "nickname", "reading", "lang"});
    edit.seen = value.member("seen").integer_or(edit.person.version - 1, 0, number_max);
    edit.changed = read_changed(value.member("changed"), attendance::person_fields);
    if (edit.seen >= edit.person.version) value.member("seen").wrong("must be below the version");
    return edit;
}

EventEdit read_event_edit(const JsonValue& value) {
    EventEdit edit;
    edit.event = read_event(value);
    refuse_broken(value, {"title", "venue"});
    edit.seen = value.member("seen").integer_or(edit.event.version - 1, 0, number_max);
    edit.changed = read_changed(value.member("changed"), attendance::event_fields);
    if (edit.seen >= edit.event.version) value.member("seen").wrong("must be below the version");
    return edit;
}

bool names_person(const Entry& entry, const std::string& id) {
    return (entry.kind == EntryKind::person || entry.kind == EntryKind::erase) && entry.person &&
           entry.person->value == id;
}
bool names_event(const Entry& entry, const std::string& id) {
    return entry.kind == EntryKind::event && entry.event && entry.event->value == id;
}

// True where some row is bad: the object may be its own. It goes with the first that names it and has none yet.
bool keep_with_bad_row(EntriesRequest& request, const std::string& id, const std::string& object) {
    bool some_bad = false;
    for (Row& row : request.rows) {
        auto* bad = std::get_if<BadRow>(&row);
        if (bad == nullptr) continue;
        some_bad = true;
        const json raw = json::parse(bad->raw, nullptr, false);
        if (!raw.is_array() || std::ranges::find(raw, json(id)) == raw.end()) continue;
        bad->raw = raw_of(bad->raw, object, "");
        break;
    }
    return some_bad;
}

// Reads the objects of one list into `edits`. Each belongs to an entry of this batch; an object that is bad makes that
// entry a bad row, since a kiosk would send it again for ever if the batch were refused for it.
template <typename Edit>
void read_edits(const JsonValue& list, EntriesRequest& request, std::vector<Edit>& edits,
                Edit (*read)(const JsonValue&), bool (*names)(const Entry&, const std::string&)) {
    if (list.absent() || !list.must_be_array(rows_max)) return;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonValue item = list.item(i);
        if (!item.must_be_object()) return;
        const std::string id = item.member("id").text(1, attendance::id_bytes_max);
        const auto row = std::ranges::find_if(request.rows, [&](const Row& r) {
            const Entry* entry = std::get_if<Entry>(&r);
            return entry != nullptr && names(*entry, id);
        });
        if (row == request.rows.end()) {
            // Its row is bad itself, or there is none. The first is held with what it brought.
            if (!keep_with_bad_row(request, id, item.dump())) item.wrong("no entry of this batch names it");
            continue;
        }
        Problem problem;
        Edit edit = read(item.noting_in(problem));
        if (problem.found()) {
            const Entry& entry = std::get<Entry>(*row);
            *row = BadRow{entry.ref.seq, raw_of(json_text(row_to_json(entry, "")), item.dump(), entry.at.boot_id),
                          problem.text};
        } else {
            edits.push_back(std::move(edit));
        }
    }
}

void read_rows(const JsonValue& rows, EntriesRequest& request) {
    if (!rows.must_be_array(rows_max)) return;
    request.rows.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const JsonValue row = rows.item(i);
        const std::int64_t seq = request.first_seq + static_cast<std::int64_t>(i);
        if (row.size() == 0) return row.wrong("must be an array that begins with its seq");
        if (row.item(0).integer(1, number_max) != seq)
            return row.item(0).wrong(fmt::format("must be {}: rows are contiguous from first_seq", seq));
        request.rows.push_back(read_row(row, seq, request.sent.boot_id));
    }
}

DeviceStatus read_status(const JsonValue& value) {
    DeviceStatus status;
    constexpr std::size_t word_bytes_max = 64;
    if (!value.must_be_object()) return status;
    status.version = value.member("version").text_or_empty(word_bytes_max);
    status.pending = value.member("pending").integer_or(0, 0, number_max);
    if (!value.member("clock").absent()) status.clock = read_quality(value.member("clock"));
    status.reader = value.member("reader").text_or_empty(word_bytes_max);
    status.store = value.member("store").text_or_empty(word_bytes_max);
    status.disk_free_mb = value.member("disk_free_mb").integer_or(0, 0, number_max);
    return status;
}

EntriesRequest read_request(const JsonValue& root) {
    EntriesRequest request;
    request.epoch = root.member("epoch").integer(1, INT32_MAX);
    request.epoch_first_seq = root.member("epoch_first_seq").integer(1, number_max);
    request.first_seq = root.member("first_seq").integer(request.epoch_first_seq, number_max);
    request.sent.wall = read_wall(root.member("sent_wall_us"));
    request.sent.boottime = std::chrono::nanoseconds(root.member("sent_boottime_ns").integer(0, boottime_ns_max));
    request.sent.boot_id = root.member("boot").text(1, attendance::id_bytes_max);
    read_rows(root.member("rows"), request);
    if (root.is_fine()) {
        read_edits(root.member("persons"), request, request.people, read_person_edit, names_person);
        read_edits(root.member("events"), request, request.events, read_event_edit, names_event);
    }
    if (const auto status = root.member("status"); !status.absent()) {
        request.status = read_status(status);
        request.sent.quality = request.status->clock;
    }
    return request;
}

template <typename Fields>
void put_changed(json& object, const std::optional<Fields>& changed) {
    if (!changed) return;
    json names = json::array();
    for (const auto field : *changed)
        names.push_back(std::string(to_string(field)));
    object["changed"] = std::move(names);
}

json status_to_json(const DeviceStatus& status) {
    return {{"version", status.version}, {"pending", status.pending}, {"clock", static_cast<int>(status.clock)},
            {"reader", status.reader},   {"store", status.store},     {"disk_free_mb", status.disk_free_mb}};
}

}  // namespace

base::Result<EntriesRequest> parse_entries_request(std::string_view text) {
    return read_json(text, json_bytes_max, read_request);
}

std::string to_json(const EntriesRequest& request) {
    json rows = json::array();
    for (const Row& row : request.rows) {
        if (const auto* entry = std::get_if<Entry>(&row))
            rows.push_back(row_to_json(*entry, request.sent.boot_id));
        else
            rows.push_back(json::parse(std::get<BadRow>(row).raw, nullptr, false));
    }
    json message{{"epoch", request.epoch},
                 {"epoch_first_seq", request.epoch_first_seq},
                 {"first_seq", request.first_seq},
                 {"boot", request.sent.boot_id},
                 {"sent_wall_us", request.sent.wall.time_since_epoch().count()},
                 {"sent_boottime_ns", request.sent.boottime.count()},
                 {"rows", std::move(rows)}};
    for (const PersonEdit& edit : request.people) {
        json object = person_to_json(edit.person);
        object["seen"] = edit.seen;
        put_changed(object, edit.changed);
        message["persons"].push_back(std::move(object));
    }
    for (const EventEdit& edit : request.events) {
        json object = event_to_json(edit.event);
        object["seen"] = edit.seen;
        put_changed(object, edit.changed);
        message["events"].push_back(std::move(object));
    }
    if (request.status) message["status"] = status_to_json(*request.status);
    return json_text(message);
}

base::Result<EntriesReply> parse_entries_reply(std::string_view text) {
    return read_json(text, json_bytes_max, [](const JsonValue& root) {
        EntriesReply reply;
        reply.acked_through = root.member("acked_through").integer(0, number_max);
        reply.server_ms = root.member("server_ms").integer(0, number_max);
        const auto rejected = root.member("rejected");
        if (rejected.absent() || !rejected.must_be_array(rows_max)) return reply;
        for (std::size_t i = 0; i < rejected.size(); ++i) {
            const JsonValue item = rejected.item(i);
            reply.rejected.push_back({item.member("seq").integer(1, number_max), item.member("why").text(0, 1000)});
        }
        return reply;
    });
}

std::string to_json(const EntriesReply& reply) {
    json rejected = json::array();
    for (const Rejected& row : reply.rejected)
        rejected.push_back({{"seq", row.seq}, {"why", row.why}});
    return json_text({{"acked_through", reply.acked_through}, {"rejected", rejected}, {"server_ms", reply.server_ms}});
}

}  // namespace wire
