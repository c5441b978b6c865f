// What two edits said differently of one field, for staff.
#include <charconv>

#include "store/entry_columns.h"
#include "store/store.h"

namespace store {
namespace {

using attendance::EntryKind;

std::int64_t number_in(const std::string& digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

// An edit of the version that stands now, which sets the field to the lost value.
base::Result<OwnAct> person_act(sql::Database& database, const ConflictRow& conflict) {
    wire::PersonEdit edit;
    attendance::Person& person = edit.person;
    TRY_VOID(database.run("SELECT version, name, nickname, reading, lang FROM person WHERE id = $1 AND erased = 0",
                          {std::string_view(conflict.id)}, [&](const sql::RowView& row) {
                              edit.seen = row.integer(0);
                              person = {attendance::PersonId{conflict.id},
                                        edit.seen + 1,
                                        std::string(row.text(1)),
                                        std::string(row.text(2)),
                                        std::string(row.text(3)),
                                        std::string(row.text(4)),
                                        false};
                          }));
    if (edit.seen == 0) return base::fail(base::ErrorCode::not_found, "this person was erased");
    using wire::PersonField;
    for (const auto& [field, text] : {std::pair(PersonField::name, &person.name),
                                      {PersonField::nickname, &person.nickname},
                                      {PersonField::reading, &person.reading},
                                      {PersonField::lang, &person.lang}}) {
        if (to_string(field) != conflict.field) continue;
        edit.changed = {field};
        *text = conflict.lost;
    }
    OwnAct act;
    act.entry.kind = EntryKind::person;
    act.entry.source = attendance::Source::hand;
    act.entry.person = person.id;
    act.entry.version = person.version;
    act.person = std::move(edit);
    return act;
}

base::Result<OwnAct> event_act(sql::Database& database, const ConflictRow& conflict) {
    wire::EventEdit edit;
    attendance::Event& event = edit.event;
    TRY_VOID(database.run("SELECT version, title, venue, starts_us, ends_us FROM event WHERE id = $1",
                          {std::string_view(conflict.id)}, [&](const sql::RowView& row) {
                              edit.seen = row.integer(0);
                              event = {attendance::EventId{conflict.id}, edit.seen + 1,
                                       std::string(row.text(1)),         std::string(row.text(2)),
                                       from_us(row.integer(3)),          from_us(row.integer(4))};
                          }));
    if (edit.seen == 0) return base::fail(base::ErrorCode::not_found, "this event is not there any more");
    using wire::EventField;
    if (conflict.field == "title") edit.changed = {EventField::title}, event.title = conflict.lost;
    if (conflict.field == "venue") edit.changed = {EventField::venue}, event.venue = conflict.lost;
    if (conflict.field == "starts_us")
        edit.changed = {EventField::starts}, event.starts = from_us(number_in(conflict.lost));
    if (conflict.field == "ends_us") edit.changed = {EventField::ends}, event.ends = from_us(number_in(conflict.lost));
    OwnAct act;
    act.entry.kind = EntryKind::event;
    act.entry.source = attendance::Source::hand;
    act.entry.event = event.id;
    act.entry.version = event.version;
    act.event = std::move(edit);
    return act;
}

}  // namespace

namespace {

// "state < 2" stands in the queries as in their index.
static_assert(static_cast<int>(ConflictState::by_staff) == 2);

constexpr std::string_view conflict_columns =
    "SELECT device, epoch, seq, field, item, id, kept, lost, state, noted_us FROM conflict ";

base::Result<std::vector<ConflictRow>> read_conflicts(sql::Database& database, std::string_view rest,
                                                      std::initializer_list<sql::Cell> cells) {
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    std::vector<ConflictRow> rows;
    TRY_VOID(database.run(std::string(conflict_columns) + std::string(rest), cells, [&](const sql::RowView& row) {
        sql::Columns columns(row);
        rows.push_back({{columns.integer(), columns.integer(), columns.integer()},
                        columns.text(),
                        columns.text(),
                        columns.text(),
                        columns.text(),
                        columns.text(),
                        columns.as<ConflictState>(),
                        columns.time()});
    }));
    return rows;
}

}  // namespace

base::Result<std::vector<ConflictRow>> Store::conflicts() {
    return read_conflicts(*m_database, "ORDER BY noted_us DESC, device, epoch, seq, field", {});
}

base::Result<std::vector<ConflictRow>> Store::unsettled_conflicts(Page page) {
    return read_conflicts(*m_database,
                          "WHERE state < 2 ORDER BY state, noted_us DESC, device, epoch, seq, field LIMIT $1 OFFSET $2",
                          {page.rows, page.first});
}

base::Result<std::optional<ConflictRow>> Store::conflict(const attendance::EntryRef& edit, std::string_view field) {
    TRY(rows, read_conflicts(*m_database, "WHERE device = $1 AND epoch = $2 AND seq = $3 AND field = $4",
                             {edit.device, edit.epoch, edit.seq, field}));
    std::optional<ConflictRow> row;
    if (!rows.empty()) row = std::move(rows.front());
    return row;
}

base::Result<Unsettled> Store::unsettled() {
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    Unsettled unsettled;
    TRY_VOID(m_database->run("SELECT state, count(*) FROM conflict WHERE state < 2 GROUP BY state", {},
                             [&](const sql::RowView& row) {
                                 const bool open = row.integer(0) == static_cast<std::int64_t>(ConflictState::open);
                                 (open ? unsettled.conflicts : unsettled.decided) = row.integer(1);
                             }));
    TRY_VOID(m_database->run("SELECT count(*) FROM quarantine", {},
                             [&](const sql::RowView& row) { unsettled.rows = row.integer(0); }));
    return unsettled;
}

base::Result<void> Store::settle_conflict(const ConflictRow& conflict, bool take_lost, const base::ClockReading& now,
                                          const std::string& by) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(changed,
        m_database->run(R"(UPDATE conflict SET state = $5
                           WHERE device = $1 AND epoch = $2 AND seq = $3 AND field = $4 AND state <> $5)",
                        {conflict.edit.device, conflict.edit.epoch, conflict.edit.seq, std::string_view(conflict.field),
                         static_cast<std::int64_t>(ConflictState::by_staff)}));
    if (changed == 0) return base::fail(base::ErrorCode::not_found, "this conflict is settled already");
    if (take_lost) {
        TRY(act, conflict.item == "person" ? person_act(*m_database, conflict) : event_act(*m_database, conflict));
        act.entry.by = by;
        TRY_VOID(append_within(transaction, std::span(&act, 1), now));
    }
    return transaction.commit();
}

}  // namespace store
