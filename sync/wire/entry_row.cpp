#include "wire/entry_row.h"

#include <fmt/core.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "wire/bad_row.h"
#include "wire/codec.h"

namespace wire {
namespace {

using attendance::Entry;
using nlohmann::json;

// Reads the columns one after the other, so that their order stands in one place: read_row.
class Columns {
public:
    explicit Columns(const JsonValue& row) : m_row(row) {}
    JsonValue next() { return m_row.item(m_column++); }

private:
    const JsonValue& m_row;
    std::size_t m_column = 0;
};

template <typename Id>
std::optional<Id> read_id(const JsonValue& value) {
    if (value.absent()) return std::nullopt;
    return Id{value.text(1, attendance::id_bytes_max)};
}

template <typename Id>
json id_to_json(const std::optional<Id>& id) {
    return id ? json(id->value) : json();
}

json text_to_json(const std::string& text) {
    return text.empty() ? json() : json(text);
}

Entry read_entry(const JsonValue& row, std::int64_t seq, const std::string& boot) {
    Entry entry;
    entry.ref.seq = seq;
    Columns columns(row);
    columns.next();  // seq, which the caller has checked
    const auto kind = columns.next();
    const auto known_kind = attendance::entry_kind_from(kind.integer(0, number_max));
    if (known_kind)
        entry.kind = *known_kind;
    else
        kind.wrong("is no kind of entry that is known here");
    entry.at.wall = read_wall(columns.next());
    entry.at.boottime = std::chrono::nanoseconds(columns.next().integer(0, boottime_ns_max));
    const auto boot_id = columns.next();
    entry.at.boot_id = boot_id.absent() ? boot : boot_id.text(0, attendance::id_bytes_max);
    entry.at.quality = read_quality(columns.next());
    const auto source = columns.next();
    const auto known_source = attendance::source_from(source.integer(0, number_max));
    if (known_source)
        entry.source = *known_source;
    else
        source.wrong("is no source that is known here");
    entry.event = read_id<attendance::EventId>(columns.next());
    entry.card = read_id<attendance::CardId>(columns.next());
    entry.person = read_id<attendance::PersonId>(columns.next());
    entry.other_person = read_id<attendance::PersonId>(columns.next());
    entry.version = columns.next().integer_or(0, 0, number_max);
    const auto target = columns.next();
    if (!target.absent()) entry.target = read_ref(target);
    entry.detail = columns.next().text_or_empty(attendance::detail_bytes_max);
    entry.by = columns.next().text_or_empty(attendance::id_bytes_max);
    return entry;
}

// Names the column where the generic reader only knows its index: "rows[3][1]: …" becomes "rows[3].kind: …".
std::string with_column_names(std::string text, const std::string& row_place) {
    for (std::size_t i = 0; i < std::size(row_columns); ++i) {
        const std::string indexed = fmt::format("{}[{}]", row_place, i);
        if (text.starts_with(indexed))
            return fmt::format("{}.{}{}", row_place, row_columns[i], text.substr(indexed.size()));
    }
    return text;
}

}  // namespace

attendance::WallTime read_wall(const JsonValue& value) {
    return attendance::WallTime(std::chrono::microseconds(value.integer(0, wall_us_max)));
}

attendance::ClockQuality read_quality(const JsonValue& value) {
    return static_cast<attendance::ClockQuality>(value.integer(0, 2));
}

attendance::EntryRef read_ref(const JsonValue& value) {
    if (!value.is_array() || value.size() != 3)
        return value.wrong("must be [device, epoch, seq]"), attendance::EntryRef{};
    const attendance::EntryRef ref{value.item(0).integer(0, number_max), value.item(1).integer(0, number_max),
                                   value.item(2).integer(1, number_max)};
    if ((ref.device == 0) != (ref.epoch == 0)) value.wrong("device and epoch are both 0 (own entry) or neither");
    return ref;
}

json ref_to_json(const attendance::EntryRef& ref) {
    return json::array({ref.device, ref.epoch, ref.seq});
}

Row read_row(const JsonValue& value, std::int64_t seq, const std::string& boot) {
    Problem problem;
    const JsonValue row = value.noting_in(problem);
    if (row.size() != std::size(row_columns)) {
        row.wrong(fmt::format("has {} columns, {} are known here", row.size(), std::size(row_columns)));
        return BadRow{seq, raw_of(value.dump(), "", boot), problem.text};
    }
    Entry entry = read_entry(row, seq, boot);
    const std::string_view missing = attendance::problem_of(entry);
    if (!missing.empty()) row.wrong(missing);
    if (!problem.found()) return entry;
    const std::string row_place = problem.text.substr(0, problem.text.find(']') + 1);
    return BadRow{seq, raw_of(value.dump(), "", boot), with_column_names(problem.text, row_place)};
}

json row_to_json(const Entry& e, const std::string& boot) {
    return json::array({e.ref.seq, static_cast<int>(e.kind), e.at.wall.time_since_epoch().count(),
                        e.at.boottime.count(), e.at.boot_id == boot ? json() : json(e.at.boot_id),
                        static_cast<int>(e.at.quality), static_cast<int>(e.source), id_to_json(e.event),
                        id_to_json(e.card), id_to_json(e.person), id_to_json(e.other_person), e.version,
                        e.target ? ref_to_json(*e.target) : json(), text_to_json(e.detail), text_to_json(e.by)});
}

}  // namespace wire
