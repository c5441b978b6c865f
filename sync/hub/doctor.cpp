#include "hub/doctor.h"

#include <fmt/core.h>

#include <algorithm>

#include "attendance/fold.h"
#include "hub/entry_columns.h"
#include "hub/public_url.h"
#include "hub/settings.h"

namespace hub {
namespace {

using attendance::EventId;
using attendance::PersonId;
using attendance::Subject;

base::Result<std::vector<Finding>> look_for_holes(Database& database) {
    std::vector<Finding> findings;
    std::int64_t rows = 0;
    constexpr std::string_view sql =
        "SELECT device, epoch, first_seq, acked_seq, (SELECT count(*) FROM entry WHERE entry.device = epoch.device AND "
        "entry.epoch = epoch.epoch), (SELECT count(*) FROM quarantine WHERE quarantine.device = epoch.device AND "
        "quarantine.epoch = epoch.epoch) FROM epoch ORDER BY device, epoch";
    TRY_VOID(database.run(sql, {}, [&](const RowView& row) {
        const std::int64_t acknowledged = row.integer(3) - row.integer(2) + 1;
        const std::int64_t held = row.integer(4) + row.integer(5);
        rows += held;
        if (held != acknowledged)
            findings.push_back(
                {false, fmt::format("device {} epoch {}: {} rows acknowledged, {} held: restore a backup",
                                    row.integer(0), row.integer(1), acknowledged, held)});
    }));
    if (findings.empty()) findings.push_back({true, fmt::format("{} rows, none missing", rows)});
    return findings;
}

base::Result<Finding> compare_with_fold(Database& database) {
    std::vector<attendance::Entry> entries;
    TRY_VOID(database.scan("SELECT " PETTAN_HUB_ENTRY_COLUMNS " FROM entry",
                           [&](const RowView& row) { entries.push_back(read_entry(row)); }));
    const attendance::Ledger ledger = attendance::fold(entries);
    std::map<std::pair<EventId, Subject>, attendance::EntryRef> held;
    TRY_VOID(database.scan(
        "SELECT event, subject_kind, subject, device, epoch, seq FROM presence WHERE removed = 0",
        [&](const RowView& row) {
            const Subject subject = row.integer(1) == 0 ? Subject(PersonId{std::string(row.text(2))})
                                                        : Subject(attendance::CardId{std::string(row.text(2))});
            held[{EventId{std::string(row.text(0))}, subject}] = {row.integer(3), row.integer(4), row.integer(5)};
        }));
    const auto same = [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second.stamp; };
    if (std::ranges::equal(held, ledger.presences, same))
        return Finding{true, fmt::format("{} presences, as {} entries say", held.size(), entries.size())};
    return Finding{false,
                   fmt::format("presences differ from what the entries say ({} held, {} folded): back up and report it",
                               held.size(), ledger.presences.size())};
}

base::Result<Finding> look_at_public_url(Store& store) {
    TRY(url, setting(store, public_url_setting));
    if (url.empty())
        return Finding{true,
                       "no public address is set: links and codes name the address by which their page was reached. To "
                       "set one: pettan-hub serve --public-url https://…"};
    if (!is_private_url(url))
        return Finding{false, fmt::format("the public address {} is not encrypted: put TLS before the hub", url)};
    const auto answers = try_public_url(url);
    return answers ? Finding{true, fmt::format("something answers at the public address {}", url)}
                   : Finding{false, answers.error().message};
}

}  // namespace

base::Result<std::vector<Finding>> examine(Store& store, WallTime now) {
    std::vector<Finding> findings;
    Database& database = store.database();
    TRY(position, store.position());
    findings.push_back(
        {true, fmt::format("{}, generation {}, change {}", database.where(), position.generation, position.change)});
    const auto sound = database.check_integrity();
    findings.push_back(sound ? Finding{true, "the files are sound"} : Finding{false, sound.error().message});
    {
        TRY(transaction, Transaction::begin(database, Access::read));
        TRY(holes, look_for_holes(database));
        findings.insert(findings.end(), holes.begin(), holes.end());
        TRY(folded, compare_with_fold(database));
        findings.push_back(folded);
    }
    TRY(reachable, look_at_public_url(store));
    findings.push_back(reachable);
    TRY(devices, store.devices());
    for (const DeviceRow& device : devices) {
        if (device.revoked) continue;
        if (device.forks > 0)
            findings.push_back(
                {false, fmt::format("device {} ({}) was copied or restored {} times: look whether two kiosks "
                                    "use its memory card",
                                    device.device, device.name, device.forks)});
        if (device.contact && device.status.pending > 0 && now - *device.contact > std::chrono::hours(24))
            findings.push_back(
                {false, fmt::format("device {} ({}) was last heard of a day ago with {} entries still inside: "
                                    "bring it near a network",
                                    device.device, device.name, device.status.pending)});
    }
    TRY(rows, store.quarantined());
    if (!rows.empty())
        findings.push_back(
            {false, fmt::format("{} rows in quarantine, the newest: {}", rows.size(), rows.front().why)});
    TRY(conflicts, store.conflicts());
    const auto open = std::ranges::count(conflicts, ConflictState::open, &ConflictRow::state);
    if (open > 0) findings.push_back({false, fmt::format("{} conflicting edits wait for staff", open)});
    return findings;
}

}  // namespace hub
