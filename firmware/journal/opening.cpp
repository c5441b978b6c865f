#include "journal/opening.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/unique_fd.h"
#include "journal/building.h"
#include "journal/copy.h"
#include "journal/entry_row.h"
#include "journal/folder.h"
#include "journal/pages.h"
#include "journal/salvage.h"
#include "journal/schema.h"
#include "journal/settings.h"
#include "journal/snapshot.h"

namespace journal {
namespace {

namespace fs = std::filesystem;

// Its presence asks the next start for a full look.
fs::path distrust_file(const fs::path& folder) {
    return folder / "pettan.db.distrusted";
}

fs::path wal_file(const fs::path& folder) {
    return database_file(folder).string() + "-wal";
}

base::Unexpected damaged(const fs::path& folder, std::string_view finding) {
    return base::fail(base::ErrorCode::damaged,
                      fmt::format("{} is damaged ({})", database_file(folder).string(), finding));
}

base::Result<void> create(const fs::path& folder, base::WallTime now) {
    TRY(database, begin_building(folder));
    const auto kept = read_key_file(folder);
    TRY_VOID(put_card_keys(database, kept ? *kept : CardKeys{CardKey::draw(), {}}));
    TRY_VOID(finish_building(std::move(database), folder));
    TRY(aside, install_next(folder, "empty", now));
    return {};
}

enum class Look { none, quick, thorough };

// Thorough where that costs less than a second, and where a read failed in the last life. A big file gets a quick look
// when its last life ended without closing it: then it lost its power, and power is what breaks files. A big file that
// was closed well is trusted, for a look at 150 MB takes a small machine several of the ten seconds in which it should
// stamp again; if a page of it turns out to be unreadable later, the next start looks thoroughly.
Look look_needed(const fs::path& folder, bool was_closed) {
    constexpr std::uintmax_t small_bytes = 16u << 20;
    if (size_of(database_file(folder)) <= small_bytes || base::exists(distrust_file(folder))) return Look::thorough;
    return was_closed ? Look::none : Look::quick;
}

base::Result<void> look_through(Database& database, Look look) {
    if (look == Look::quick) return quick_check(database);
    if (look == Look::thorough) return check_integrity(database);
    return {};
}

// A flipped bit in the schema's text renames a column or a table. No check of the pages sees that: the first statement
// that names it fails.
template <typename T>
base::Result<T> named_as_ours(const fs::path& folder, base::Result<T> answer) {
    if (!answer && answer.error().code == base::ErrorCode::failed) return damaged(folder, answer.error().message);
    return answer;
}

base::Result<Database> open_checked(const OpenOptions& options) {
    const fs::path& folder = options.folder;
    const bool was_closed = size_of(wal_file(folder)) == 0;
    // Before SQLite sees the file, as it would pass over both faults without a word or cut the WAL.
    if (!is_header_sound(database_file(folder))) return damaged(folder, "the header is not a journal's");
    if (look_at_wal(wal_file(folder)).is_damaged) return damaged(folder, "the WAL is broken before its end");
    TRY(database, Database::open(database_file(folder), OpenMode::read_write, options.vfs));
    database.set_damage_remedy(damage_remedy);
    TRY_VOID(set_up_writer(database, options.synchronous_full));
    TRY(version, named_as_ours(folder, schema_version(database)));
    TRY_VOID(refuse_newer(database, version));
    TRY_VOID(named_as_ours(folder, look_through(database, look_needed(folder, was_closed))));
    TRY_VOID(bring_up_to_date(database, folder, migrations()));
    TRY_VOID(named_as_ours(
        folder, database.number("SELECT count(*) FROM (SELECT " PETTAN_ENTRY_COLUMNS " FROM entry LIMIT 0)")));
    return database;
}

base::Result<OpenReport> replace_damaged(const fs::path& folder, base::WallTime now, const std::string& finding) {
    base::log::error("journal: {}; setting it aside and keeping what can be read", finding);
    OpenReport report;
    report.condition = Condition::salvaged;
    TRY(salvaged, salvage(folder));
    report.entries_salvaged = salvaged.entries;
    report.entries_lost = salvaged.lost;
    report.card_key_lost = !salvaged.has_card_key;
    TRY(aside, install_next(folder, "damaged", now));
    report.set_aside = aside;
    return report;
}

// The keys of the file count; the copy beside it is brought in step.
base::Result<CardKeys> settle_keys(Database& database, const fs::path& folder) {
    TRY(keys, find_card_keys(database));
    const auto copy = read_key_file(folder);
    if (!keys) {
        keys = copy ? *copy : CardKeys{CardKey::draw(), {}};
        TRY_VOID(put_card_keys(database, *keys));
    }
    // Without room for the copy the kiosk starts all the same: it is written at the next start.
    if (copy != keys)
        if (const auto written = write_key_file(folder, *keys); !written) {
            if (written.error().code != base::ErrorCode::full) return base::fail(written.error());
            base::log::warning("journal: {}", written.error().message);
        }
    return *std::move(keys);
}

}  // namespace

void distrust(const fs::path& folder) {
    const base::UniqueFd made(::open(distrust_file(folder).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
}

base::Result<void> bring_up_to_date(Database& database, const fs::path& folder, std::span<const char* const> steps) {
    TRY(version, schema_version(database));
    if (version > 0 && version < static_cast<std::int64_t>(steps.size())) {
        const fs::path copy = folder / fmt::format("pettan.db.schema-{}", version);
        TRY_VOID(copy_database(database, copy, {}));
        // Half of it would miss what the migration changes; the hub sends it again.
        TRY_VOID(drop_snapshot(database));
    }
    return migrate(database, steps);
}

base::Result<Opened> open_database(const OpenOptions& options, base::WallTime now) {
    const fs::path& folder = options.folder;
    TRY(aside, install_next(folder, "replaced", now));
    OpenReport report;
    // An empty file is a first start that was cut off, unless there was a journal before: that one wrote card.key.
    if (!base::exists(database_file(folder)) || (size_of(database_file(folder)) == 0 && !read_key_file(folder))) {
        TRY_VOID(create(folder, now));
        report.condition = Condition::created;
    }
    auto database = open_checked(options);
    if (!database && database.error().code == base::ErrorCode::damaged) {
        TRY(of_salvage, replace_damaged(folder, now, database.error().message));
        report = std::move(of_salvage);
        database = open_checked(options);
    }
    if (!database) return base::fail(std::move(database).error());
    TRY(keys, settle_keys(*database, folder));
    TRY(former_hex, find_setting(*database, former_card_key_setting));
    auto former_key = former_hex ? CardKey::from_hex(*former_hex) : std::nullopt;
    ::unlink(distrust_file(folder).c_str());
    return Opened{std::move(database).value(), std::move(keys), std::move(former_key), std::move(report)};
}

}  // namespace journal
