#include "store/entry_columns.h"

namespace store {
namespace {

using enum sql::CellType;

sql::Cell text_cell(const std::string& value) {
    if (value.empty()) return std::monostate{};
    return std::string_view(value);
}

template <typename Id>
std::optional<Id> read_id(const sql::RowView& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Id{std::string(row.text(column))};
}

}  // namespace

const sql::BatchSql insert_entries_sql{
    R"(INSERT INTO entry (device, epoch, seq, kind, wall_us, boottime_ns, boot_id, quality, source, event, card,
           person, other_person, version, target_device, target_epoch, target_seq, detail, by_whom) SELECT * FROM {batch})",
    {{"device", integer},
     {"epoch", integer},
     {"seq", integer},
     {"kind", integer},
     {"wall_us", integer},
     {"boottime_ns", integer},
     {"boot_id", text},
     {"quality", integer},
     {"source", integer},
     {"event", text},
     {"card", text},
     {"person", text},
     {"other_person", text},
     {"version", integer},
     {"target_device", integer},
     {"target_epoch", integer},
     {"target_seq", integer},
     {"detail", text},
     {"by_whom", text}}};

void add_entry(sql::Batch& batch, const attendance::Entry& e) {
    const auto target = [&](std::int64_t attendance::EntryRef::*part) -> sql::Cell {
        if (!e.target) return std::monostate{};
        return (*e.target).*part;
    };
    batch.add({e.ref.device, e.ref.epoch, e.ref.seq, static_cast<std::int64_t>(e.kind), to_us(e.at.wall),
               std::int64_t{e.at.boottime.count()}, std::string_view(e.at.boot_id),
               static_cast<std::int64_t>(e.at.quality), static_cast<std::int64_t>(e.source), cell(e.event),
               cell(e.card), cell(e.person), cell(e.other_person), e.version, target(&attendance::EntryRef::device),
               target(&attendance::EntryRef::epoch), target(&attendance::EntryRef::seq), text_cell(e.detail),
               text_cell(e.by)});
}

attendance::Entry read_entry(const sql::RowView& row, int first) {
    attendance::Entry e;
    int column = first;
    e.ref.device = row.integer(column++);
    e.ref.epoch = row.integer(column++);
    e.ref.seq = row.integer(column++);
    e.kind = static_cast<attendance::EntryKind>(row.integer(column++));
    e.at.wall = from_us(row.integer(column++));
    e.at.boottime = std::chrono::nanoseconds(row.integer(column++));
    e.at.boot_id = row.text(column++);
    e.at.quality = static_cast<attendance::ClockQuality>(row.integer(column++));
    e.source = static_cast<attendance::Source>(row.integer(column++));
    e.event = read_id<attendance::EventId>(row, column++);
    e.card = read_id<attendance::CardId>(row, column++);
    e.person = read_id<attendance::PersonId>(row, column++);
    e.other_person = read_id<attendance::PersonId>(row, column++);
    e.version = row.integer(column++);
    if (!row.is_null(column))
        e.target = attendance::EntryRef{row.integer(column), row.integer(column + 1), row.integer(column + 2)};
    column += 3;
    e.detail = row.text(column++);
    e.by = row.text(column++);
    return e;
}

}  // namespace store
