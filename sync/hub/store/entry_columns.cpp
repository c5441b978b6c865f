#include "store/entry_columns.h"

namespace store {
namespace {

using enum sql::CellType;

sql::Cell text_cell(const std::string& value) {
    if (value.empty()) return std::monostate{};
    return std::string_view(value);
}

template <typename Id>
std::optional<Id> read_id(sql::Columns& columns) {
    auto id = columns.maybe_text();
    return id ? std::optional(Id{*std::move(id)}) : std::nullopt;
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
    sql::Columns columns(row, first);
    attendance::Entry e;
    e.ref = {columns.integer(), columns.integer(), columns.integer()};
    e.kind = columns.as<attendance::EntryKind>();
    e.at.wall = columns.time();
    e.at.boottime = std::chrono::nanoseconds(columns.integer());
    e.at.boot_id = columns.text();
    e.at.quality = columns.as<attendance::ClockQuality>();
    e.source = columns.as<attendance::Source>();
    e.event = read_id<attendance::EventId>(columns);
    e.card = read_id<attendance::CardId>(columns);
    e.person = read_id<attendance::PersonId>(columns);
    e.other_person = read_id<attendance::PersonId>(columns);
    e.version = columns.integer();
    if (columns.is_null())
        columns.skip(3);
    else
        e.target = {columns.integer(), columns.integer(), columns.integer()};
    e.detail = columns.text();
    e.by = columns.text();
    return e;
}

}  // namespace store
