#include "hub/doctor.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "attendance/fold.h"
#include "base/counted.h"
#include "http/public_url.h"
#include "store/entry_columns.h"
#include "store/settings.h"
#include "store/voids.h"

namespace hub {

using attendance::operator""_sql;
namespace {

using attendance::EventId;
using attendance::PersonId;
using attendance::Subject;

base::Result<std::vector<Finding>> look_for_holes(sql::Database& database) {
    std::vector<Finding> findings;
    std::int64_t rows = 0;
    constexpr std::string_view sql =
        R"(SELECT device, epoch, first_seq, acked_seq, (SELECT count(*) FROM entry WHERE entry.device = epoch.device
               AND entry.epoch = epoch.epoch), (SELECT count(*) FROM quarantine
               WHERE quarantine.device = epoch.device AND quarantine.epoch = epoch.epoch)
           FROM epoch
           ORDER BY device, epoch)";
    TRY_VOID(database.run(sql, {}, [&](const sql::RowView& row) {
        sql::Columns columns(row, 2);
        const std::int64_t first = columns.integer();
        const std::int64_t acknowledged = columns.integer() - first + 1;
        const std::int64_t entries = columns.integer();
        const std::int64_t held = entries + columns.integer();
        rows += held;
        if (held != acknowledged)
            findings.push_back(
                {false, fmt::format("device {} epoch {}: {} acknowledged, {} held: restore a backup", row.integer(0),
                                    row.integer(1), base::counted(acknowledged, "row", "rows"), held)});
    }));
    if (findings.empty()) findings.push_back({true, base::counted(rows, "row", "rows") + ", none missing"});
    return findings;
}

// What decides over stamps of all events, small beside the stamps.
struct Common {
    std::vector<attendance::Entry> entries;  // of the kinds that move presences
    std::map<attendance::BootKey, attendance::Entry> anchors;
    std::map<std::string, std::int64_t> stamps;  // of each event
    std::int64_t rows = 0;
};

base::Result<Common> read_common(sql::Database& database) {
    using enum attendance::EntryKind;
    Common common;
    const auto take = [&](const sql::RowView& row) {
        attendance::Entry entry = store::read_entry(row);
        ++common.rows;
        if (entry.at.quality == attendance::ClockQuality::synchronised) {
            const auto [best, is_new] = common.anchors.try_emplace({entry.ref.device, entry.at.boot_id}, entry);
            const attendance::Moment& held = best->second.at;
            if (!is_new && std::tie(held.boottime, held.wall) < std::tie(entry.at.boottime, entry.at.wall))
                best->second = entry;
            best->second.kind = clock;
        }
        if (entry.kind == stamp && entry.event) ++common.stamps[entry.event->value];
        if (entry.kind != stamp && row_of(entry.kind).moves_presences) common.entries.push_back(std::move(entry));
    };
    TRY_VOID(database.scan("SELECT " PETTAN_HUB_ENTRY_COLUMNS " FROM entry", take));
    // Under numbers of their own: an entry of the same number would stand for them, and they for it.
    for (auto& [boot, entry] : common.anchors) {
        entry.ref = {entry.ref.device, -1, static_cast<std::int64_t>(common.entries.size())};
        common.entries.push_back(entry);
    }
    return common;
}

using HeldPresences = std::map<std::pair<EventId, Subject>, attendance::EntryRef>;

base::Result<void> read_stamps_of(sql::Database& database, std::string_view event,
                                  std::vector<attendance::Entry>& entries, HeldPresences& held) {
    TRY_VOID(database.run("SELECT " PETTAN_HUB_ENTRY_COLUMNS
                          " FROM entry WHERE entry.event = $1 AND " PETTAN_HUB_IS_ATTENDANCE,
                          {event}, [&](const sql::RowView& row) { entries.push_back(store::read_entry(row)); }));
    TRY_VOID(database.run(
        "SELECT subject_kind, subject, device, epoch, seq FROM presence WHERE event = $1 AND removed = 0", {event},
        [&](const sql::RowView& row) {
            const Subject subject = row.integer(0) == 0 ? Subject(PersonId{std::string(row.text(1))})
                                                        : Subject(attendance::CardId{std::string(row.text(1))});
            held[{EventId{std::string(event)}, subject}] = {row.integer(2), row.integer(3), row.integer(4)};
        }));
    return {};
}

// Some events at a time: memory grows with them, not with all stamps there ever were.
base::Result<Finding> compare_with_fold(sql::Database& database, std::int64_t stamps_at_once) {
    TRY(common, read_common(database));
    std::int64_t held_in_all = 0;
    std::int64_t folded_in_all = 0;
    bool all_the_same = true;
    for (auto event = common.stamps.begin(); event != common.stamps.end();) {
        std::vector<attendance::Entry> entries = common.entries;
        HeldPresences held;
        for (std::int64_t stamps = 0; event != common.stamps.end() && stamps < stamps_at_once; ++event) {
            TRY_VOID(read_stamps_of(database, event->first, entries, held));
            stamps += event->second;
        }
        const attendance::Ledger ledger = attendance::fold(entries);
        const auto same = [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second.stamp; };
        all_the_same = all_the_same && std::ranges::equal(held, ledger.presences, same);
        held_in_all += static_cast<std::int64_t>(held.size());
        folded_in_all += static_cast<std::int64_t>(ledger.presences.size());
    }
    // Presences of events that nobody was ever stamped at are seen here.
    TRY_VOID(database.run("SELECT count(*) FROM presence WHERE removed = 0", {}, [&](const sql::RowView& row) {
        all_the_same = all_the_same && row.integer(0) == held_in_all;
        held_in_all = row.integer(0);
    }));
    if (all_the_same)
        return Finding{true, fmt::format("{}, as {}", base::counted(held_in_all, "presence", "presences"),
                                         base::counted(common.rows, "entry says", "entries say"))};
    return Finding{false,
                   fmt::format("presences differ from what the entries say ({} held, {} folded): back up and report it",
                               held_in_all, folded_in_all)};
}

base::Result<Finding> look_at_public_url(store::Store& store) {
    TRY(url, store::setting(store, store::public_url_setting));
    if (url.empty())
        return Finding{true,
                       "no public address is set: links and codes name the address by which their page was reached. To "
                       "set one: pettan-hub serve --public-url https://…"};
    if (!http::is_private_url(url))
        return Finding{false, fmt::format("the public address {} is not encrypted: put TLS before the hub", url)};
    const auto answers = http::try_public_url(url);
    return answers ? Finding{true, fmt::format("something answers at the public address {}", url)}
                   : Finding{false, answers.error().message};
}

}  // namespace

base::Result<std::vector<Finding>> examine(store::Store& store, attendance::WallTime now, std::int64_t stamps_at_once) {
    std::vector<Finding> findings;
    sql::Database& database = store.database();
    TRY(position, store.position());
    findings.push_back(
        {true, fmt::format("{}, generation {}, change {}", database.where(), position.generation, position.change)});
    const auto sound = database.check_integrity();
    findings.push_back(sound ? Finding{true, "the files are sound"} : Finding{false, sound.error().message});
    {
        TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
        TRY(holes, look_for_holes(database));
        findings.insert(findings.end(), holes.begin(), holes.end());
        TRY(folded, compare_with_fold(database, stamps_at_once));
        findings.push_back(folded);
    }
    TRY(reachable, look_at_public_url(store));
    findings.push_back(reachable);
    TRY(devices, store.devices());
    for (const store::DeviceRow& device : devices) {
        if (device.revoked) continue;
        if (device.forks > 0)
            findings.push_back(
                {false, fmt::format("device {} ({}) was copied or restored {}: look whether two kiosks use "
                                    "its memory card",
                                    device.device, device.name, base::counted(device.forks, "time", "times"))});
        if (device.contact && device.status.pending > 0 && now - *device.contact > std::chrono::hours(24))
            findings.push_back(
                {false,
                 fmt::format("device {} ({}) was last heard of a day ago with {} still inside: bring it "
                             "near a network",
                             device.device, device.name, base::counted(device.status.pending, "entry", "entries"))});
    }
    TRY(unsettled, store.unsettled());
    if (unsettled.rows > 0) {
        TRY(newest, store.quarantined({0, 1}));
        findings.push_back(
            {false, fmt::format("{} in quarantine, the newest: {}", base::counted(unsettled.rows, "row", "rows"),
                                newest.empty() ? std::string() : newest.front().why)});
    }
    if (unsettled.conflicts > 0)
        findings.push_back(
            {false, fmt::format("{} conflicting edits wait for staff: settle them on the page of conflicts",
                                unsettled.conflicts)});
    return findings;
}

}  // namespace hub
