#include "journal/entry_row.h"

namespace journal {
namespace {

using attendance::EntryRef;

std::optional<std::string_view> or_null(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

template <typename Id>
base::Result<std::optional<IdNumber>> number_for(Database& database, IdKind kind, const std::optional<Id>& id) {
    if (!id) return std::optional<IdNumber>();
    TRY(number, journal::number_for(database, kind, id->value));
    return std::optional(number);
}

base::Result<std::optional<std::string>> text_of(Database& database, const std::optional<IdNumber>& number) {
    if (!number) return std::optional<std::string>();
    TRY(id, id_of(database, *number));
    return std::optional(std::move(id.text));
}

template <typename Id>
std::optional<Id> as_id(std::optional<std::string> text) {
    if (!text) return std::nullopt;
    return Id{*std::move(text)};
}

}  // namespace

EntryRow read_entry_row(const Query& query, int first) {
    Columns columns(query, first);
    EntryRow row;
    row.seq = columns.integer();
    row.kind = columns.as<attendance::EntryKind>();
    row.boot = columns.integer();
    row.wall = columns.time();
    row.boottime = attendance::BootTime(columns.integer());
    row.quality = columns.as<attendance::ClockQuality>();
    row.source = columns.as<attendance::Source>();
    row.event = columns.maybe_integer();
    row.card = columns.maybe_integer();
    row.person = columns.maybe_integer();
    row.other_person = columns.maybe_integer();
    row.version = columns.integer();
    const auto target = columns.maybe_integer();
    const std::int64_t target_device = columns.integer();
    const std::int64_t target_epoch = columns.integer();
    if (target) row.target = EntryRef{target_device, target_epoch, *target};
    row.detail = columns.text();
    row.by = columns.text();
    return row;
}

std::optional<attendance::BootAnchor> maybe_anchor(const Query& query, int first) {
    if (query.is_null(first)) return std::nullopt;
    return attendance::BootAnchor{wall_time(query.integer(first)), attendance::BootTime(query.integer(first + 1))};
}

attendance::CorrectedTime corrected_time_of(const EntryRow& row, const std::optional<attendance::BootAnchor>& anchor) {
    return attendance::corrected_time({row.wall, row.boottime, "", row.quality}, anchor);
}

base::Result<EntryRow> to_row(Database& database, const attendance::Entry& entry) {
    EntryRow row;
    row.seq = entry.ref.seq;
    row.kind = entry.kind;
    row.wall = entry.at.wall;
    row.boottime = entry.at.boottime;
    row.quality = entry.at.quality;
    row.source = entry.source;
    row.version = entry.version;
    row.target = entry.target;
    row.detail = entry.detail;
    row.by = entry.by;
    TRY(boot, number_for(database, IdKind::boot, entry.at.boot_id));
    TRY(event, number_for(database, IdKind::event, entry.event));
    TRY(card, number_for(database, IdKind::card, entry.card));
    TRY(person, number_for(database, IdKind::person, entry.person));
    TRY(other_person, number_for(database, IdKind::person, entry.other_person));
    row.boot = boot;
    row.event = event;
    row.card = card;
    row.person = person;
    row.other_person = other_person;
    return row;
}

base::Result<attendance::Entry> to_entry(Database& database, const EntryRow& row) {
    TRY(boot, text_of(database, row.boot));
    TRY(event, text_of(database, row.event));
    TRY(card, text_of(database, row.card));
    TRY(person, text_of(database, row.person));
    TRY(other_person, text_of(database, row.other_person));
    attendance::Entry entry;
    entry.ref.seq = row.seq;
    entry.kind = row.kind;
    entry.at = {row.wall, row.boottime, *std::move(boot), row.quality};
    entry.source = row.source;
    entry.event = as_id<attendance::EventId>(std::move(event));
    entry.card = as_id<attendance::CardId>(std::move(card));
    entry.person = as_id<attendance::PersonId>(std::move(person));
    entry.other_person = as_id<attendance::PersonId>(std::move(other_person));
    entry.version = row.version;
    entry.target = row.target;
    entry.detail = row.detail;
    entry.by = row.by;
    return entry;
}

base::Result<void> insert_row(Database& database, const EntryRow& row) {
    std::optional<std::int64_t> target, target_device, target_epoch;
    if (row.target) target = row.target->seq;
    if (row.target && !row.own_target()) {
        target_device = row.target->device;
        target_epoch = row.target->epoch;
    }
    return database.run(
        R"(INSERT INTO entry (seq, kind, boot, wall_us, boottime_ns, quality, source, event, card, person,
               other_person, version, target, target_device, target_epoch, detail, by)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17))",
        row.seq, static_cast<std::int64_t>(row.kind), row.boot, count_us(row.wall), row.boottime.count(),
        static_cast<std::int64_t>(row.quality), static_cast<std::int64_t>(row.source), row.event, row.card, row.person,
        row.other_person, row.version, target, target_device, target_epoch, or_null(row.detail), or_null(row.by));
}

base::Result<std::optional<EntryRow>> find_row(Database& database, std::int64_t seq) {
    auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE seq = ?1", seq);
    TRY(found, query.next());
    if (!found) return std::optional<EntryRow>();
    return std::optional(read_entry_row(query));
}

base::Result<std::int64_t> last_seq_of(Database& database) {
    TRY(last, database.number("SELECT max(seq) FROM entry"));
    return last.value_or(0);
}

}  // namespace journal
