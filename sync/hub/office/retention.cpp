#include "office/retention.h"

#include <set>

#include "base/random_id.h"
#include "base/whole_number.h"
#include "office/person_rows.h"
#include "store/entry_columns.h"
#include "store/settings.h"
#include "store/transaction.h"

namespace office {
namespace {

using attendance::PersonId;

constexpr std::int64_t us_per_day = 24LL * 3600 * 1'000'000;
constexpr std::string_view clock_word_setting = "retention_clock";
constexpr std::string_view known_time_setting = "clock_known_us";

// Each person once with each event, as the one who stands for them; those whose events all have a date that has passed.
constexpr std::string_view due_people =
    R"(SELECT was.person
       FROM (SELECT presence.event, COALESCE(merged.into_person,
           presence.subject) AS person FROM presence LEFT JOIN merged ON merged.person = presence.subject
           WHERE presence.subject_kind = 0 AND presence.removed = 0 UNION SELECT guest.event,
           COALESCE(merged.into_person,
           guest.person) FROM guest LEFT JOIN merged ON merged.person = guest.person) AS was
       JOIN person ON person.id = was.person AND person.erased = 0
       LEFT JOIN retention ON retention.event = was.event
       GROUP BY was.person
       HAVING count(*) = sum(CASE WHEN retention.until_us <= $1 THEN 1 ELSE 0 END))";

base::Result<std::optional<attendance::WallTime>> known_time(store::Store& store) {
    TRY(text, store::setting(store, known_time_setting));
    const auto us = base::whole_number<std::int64_t>(text);
    return us ? std::optional(store::from_us(*us)) : std::nullopt;
}

// What a hub that never noted a time begins with: when it heard of a kiosk last, or wrote something itself, or now.
base::Result<attendance::WallTime> first_known_time(store::Store& store, attendance::WallTime now) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::int64_t us = 0;
    for (const std::string_view sql :
         {"SELECT COALESCE(max(contact_us), 0) FROM device", "SELECT COALESCE(max(wall_us), 0) FROM entry"})
        if (us == 0) TRY_VOID(store.database().run(sql, {}, [&](const sql::RowView& row) { us = row.integer(0); }));
    return us == 0 ? now : store::from_us(us);
}

base::Result<ClockWitnesses> witnesses(store::Store& store, const base::ClockReading& now) {
    ClockWitnesses w;
    w.now = now;
    TRY(known, known_time(store));
    w.known = known;
    TRY(devices, store.devices());
    for (const store::DeviceRow& device : devices) {
        if (device.revoked) continue;
        w.has_kiosks = true;
        if (device.contact)
            w.kiosks.push_back(
                {*device.contact, device.clock_offset, device.status.clock == attendance::ClockQuality::synchronised});
    }
    return w;
}

base::Result<void> renew_list(store::Store& store, const std::vector<PersonId>& due, attendance::WallTime now) {
    std::set<std::string> wanted;
    for (const PersonId& person : due)
        wanted.insert(person.value);
    std::vector<std::string> gone;
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    const auto compare = [&](const sql::RowView& row) {
        const std::string id(row.text(0));
        if (wanted.erase(id) == 0) gone.push_back(id);
    };
    TRY_VOID(store.database().run("SELECT person FROM retention_due", {}, compare));
    for (const std::string& id : gone)
        TRY_VOID(store.database().run("DELETE FROM retention_due WHERE person = $1", {std::string_view(id)}));
    for (const std::string& id : wanted)
        TRY_VOID(store.database().run(
            R"(INSERT INTO retention_due (person, listed_us, listed_ran_s, stopped) SELECT CAST($1 AS TEXT),
                   CAST($2 AS BIGINT), ran_s, 0
               FROM upkeep)",
            {std::string_view(id), store::to_us(now)}));
    // A list that came with a backup counts from this hub's time on.
    TRY_VOID(store.database().run(R"(UPDATE retention_due SET listed_ran_s = (SELECT ran_s FROM upkeep)
                                     WHERE listed_ran_s > (SELECT ran_s FROM upkeep))"));
    return transaction.commit();
}

}  // namespace

base::Result<void> keep_for(store::Store& store, const attendance::EventId& event, attendance::WallTime ends,
                            std::int64_t days) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    const std::string_view id = event.value;
    TRY_VOID(store.database().run("DELETE FROM retention WHERE event = $1", {id}));
    if (days > 0)
        TRY_VOID(store.database().run("INSERT INTO retention (event, until_us) VALUES ($1, $2)",
                                      {id, store::to_us(ends) + days * us_per_day}));
    return transaction.commit();
}

base::Result<std::int64_t> kept_for(store::Store& store, const attendance::EventId& event, attendance::WallTime ends) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::int64_t days = 0;
    TRY_VOID(store.database().run(
        "SELECT until_us FROM retention WHERE event = $1", {std::string_view(event.value)},
        [&](const sql::RowView& row) { days = (row.integer(0) - store::to_us(ends)) / us_per_day; }));
    return days;
}

base::Result<std::vector<PersonId>> people_due(store::Store& store, attendance::WallTime now) {
    std::vector<PersonId> due;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    // The whole of all attendances is looked at only where some date has passed.
    bool any = false;
    TRY_VOID(store.database().run("SELECT 1 FROM retention WHERE until_us <= $1 LIMIT 1", {store::to_us(now)},
                                  [&](const sql::RowView&) { any = true; }));
    if (any)
        TRY_VOID(store.database().run(due_people, {store::to_us(now)},
                                      [&](const sql::RowView& row) { due.push_back({std::string(row.text(0))}); }));
    return due;
}

base::Result<DueList> due_list(store::Store& store, attendance::WallTime now, std::size_t lines_max) {
    DueList list;
    TRY(clock, store::setting(store, clock_word_setting));
    list.clock = clock;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(
        "SELECT " PETTAN_HUB_PERSON_COLUMNS
        ", listed_us, listed_ran_s, stopped, upkeep.ran_s FROM retention_due CROSS JOIN person CROSS JOIN upkeep WHERE "
        "person.id = retention_due.person AND person.erased = 0 ORDER BY listed_us, person.id LIMIT $1",
        {static_cast<std::int64_t>(lines_max)}, [&](const sql::RowView& row) {
            sql::Columns columns(row);
            DueLine line{read_person(columns), columns.time(), {}, false};
            const std::int64_t listed_ran_s = columns.integer();
            line.stopped = columns.flag();
            const std::chrono::seconds left = hub_ran_for - std::chrono::seconds(columns.integer() - listed_ran_s);
            line.goes = std::max(line.listed + listed_for, now + std::max(left, std::chrono::seconds(0)));
            list.lines.push_back(std::move(line));
        }));
    return list;
}

base::Result<void> stop_erasing(store::Store& store, const PersonId& person, bool stopped) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY(changed, store.database().run("UPDATE retention_due SET stopped = $2 WHERE person = $1",
                                      {std::string_view(person.value), std::int64_t{stopped}}));
    if (changed == 0) return base::fail(base::ErrorCode::not_found, "this person is not on the list any more");
    return transaction.commit();
}

base::Result<void> stop_erasing_all(store::Store& store) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run("UPDATE retention_due SET stopped = 1"));
    return transaction.commit();
}

base::Result<void> confirm_date(store::Store& store, attendance::WallTime now) {
    return store::set_setting(store, known_time_setting, std::to_string(store::to_us(now)));
}

Retention::Retention(const base::Clock& clock)
    : m_clock(clock), m_id(base::random_id()), m_started(clock.monotonic()) {}

// Whoever did the upkeep last goes on with it. Another takes it over when it sees at two looks that nothing was done.
base::Result<bool> Retention::is_mine(store::Store& store, std::chrono::seconds ran) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    std::pair<std::string, std::int64_t> now;
    TRY_VOID(store.database().run("SELECT holder, turn FROM upkeep", {}, [&](const sql::RowView& row) {
        now = {std::string(row.text(0)), row.integer(1)};
    }));
    const bool held = now.first == m_id;
    const bool idle = now.first.empty() || (m_seen && *m_seen == now);
    m_seen = now;
    if (!held && !idle) return false;
    TRY_VOID(store.database().run("UPDATE upkeep SET holder = $1, turn = turn + 1, ran_s = ran_s + $2",
                                  {std::string_view(m_id), held ? ran.count() : std::int64_t{0}}));
    TRY_VOID(transaction.commit());
    return true;
}

base::Result<std::int64_t> Retention::erase_ripe(store::Store& store, attendance::WallTime now) {
    std::vector<PersonId> ripe;
    {
        TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
        TRY_VOID(store.database().run(
            R"(SELECT person FROM retention_due
               CROSS JOIN upkeep
               WHERE stopped = 0 AND listed_us <= $1 AND listed_ran_s <= upkeep.ran_s - $2)",
            {store::to_us(now - listed_for), std::int64_t{hub_ran_for.count()}},
            [&](const sql::RowView& row) { ripe.push_back({std::string(row.text(0))}); }));
    }
    if (ripe.empty()) return 0;
    Acts acts(store, m_clock, "retention", attendance::Source::command);
    TRY_VOID(acts.erase_all(ripe));
    TRY_VOID(acts.note("retention " + std::to_string(ripe.size())));
    return static_cast<std::int64_t>(ripe.size());
}

base::Result<std::int64_t> Retention::turn(store::Store& store) {
    const base::ClockReading now = m_clock.read();
    const base::MonotonicTime monotonic = m_clock.monotonic();
    const auto passed = monotonic - m_last_monotonic;
    std::optional<std::chrono::microseconds> slipped;
    if (m_last) slipped = now.wall - m_last->wall - std::chrono::duration_cast<std::chrono::microseconds>(passed);
    const bool first = !m_last;
    m_last = now;
    m_last_monotonic = monotonic;
    TRY(mine,
        is_mine(store, first ? std::chrono::seconds(0) : std::chrono::duration_cast<std::chrono::seconds>(passed)));
    if (!mine) return 0;

    TRY(seen, witnesses(store, now));
    seen.slipped = slipped;
    if (!seen.known) {
        TRY(known, first_known_time(store, now.wall));
        TRY_VOID(confirm_date(store, known));
        seen.known = known;
    }
    const ClockWord word = judge_clock(seen);
    TRY(said, store::setting(store, clock_word_setting));
    if (said != to_string(word)) TRY_VOID(store::set_setting(store, clock_word_setting, to_string(word)));
    if (word != ClockWord::agrees) return 0;
    TRY_VOID(confirm_date(store, now.wall));
    TRY(due, people_due(store, now.wall));
    TRY_VOID(renew_list(store, due, now.wall));
    if (monotonic - m_started < first_after_start) return 0;
    return erase_ripe(store, now.wall);
}

}  // namespace office
