#include "office/guest_names.h"

#include <sodium.h>

#include <array>
#include <set>

#include "base/bytes.h"
#include "base/secrets.h"
#include "office/person_rows.h"
#include "sheet/fold.h"
#include "store/transaction.h"

namespace office {
namespace {

using enum sql::CellType;

const sql::BatchSql forget_names{"DELETE FROM person_fold WHERE person IN (SELECT person FROM {batch})",
                                 {{"person", text}}};
const sql::BatchSql put_names{
    "INSERT INTO person_fold (fold, person) SELECT * FROM {batch} WHERE true ON CONFLICT (fold, person) DO NOTHING",
    {{"fold", text}, {"person", text}}};

struct Indexed {
    std::int64_t generation = 0;
    std::int64_t change = -1;
};

base::Result<Indexed> indexed(sql::Database& database) {
    Indexed at;
    TRY_VOID(database.run("SELECT generation, change_no FROM person_fold_mark WHERE one = 1", {},
                          [&](const sql::RowView& row) {
                              at = {row.integer(0), row.integer(1)};
                          }));
    return at;
}

base::Result<std::int64_t> newest_change(sql::Database& database) {
    std::int64_t newest = -1;
    TRY_VOID(database.run("SELECT max(change_no) FROM person", {}, [&](const sql::RowView& row) {
        if (!row.is_null(0)) newest = row.integer(0);
    }));
    return newest;
}

}  // namespace

std::string guest_hash(std::string_view secret, std::string_view text) {
    std::array<std::uint8_t, 16> hash{};
    const auto key = base::as_bytes(secret);
    const auto bytes = base::as_bytes(text);
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), key.data(), key.size());
    return base::to_hex(hash);
}

base::Result<std::string> known_guest_secret(sql::Database& database) {
    std::string secret;
    TRY_VOID(database.run("SELECT secret FROM guest_secret WHERE one = 1", {},
                          [&](const sql::RowView& row) { secret = row.text(0); }));
    return secret;
}

base::Result<std::string> guest_secret(store::Store& writing) {
    sql::Database& database = writing.database();
    {
        TRY(reading, sql::Transaction::begin(database, sql::Access::read));
        TRY(known, known_guest_secret(database));
        if (!known.empty()) return known;
    }
    const std::string made = base::random_key();
    TRY(transaction, store::WriteTransaction::begin(database));
    TRY_VOID(database.run("INSERT INTO guest_secret (one, secret) VALUES (1, $1) ON CONFLICT (one) DO NOTHING",
                          {std::string_view(made)}));
    TRY(kept, known_guest_secret(database));  // another hub may have been quicker
    TRY_VOID(transaction.commit());
    return kept;
}

base::Result<bool> index_names(store::Store& writing, std::size_t rows_max) {
    sql::Database& database = writing.database();
    TRY(secret, guest_secret(writing));
    {
        TRY(reading, sql::Transaction::begin(database, sql::Access::read));
        TRY(done, indexed(database));
        TRY(newest, newest_change(database));
        std::int64_t generation = 0;
        TRY_VOID(
            database.run(store::read_counter_sql, {}, [&](const sql::RowView& row) { generation = row.integer(0); }));
        if (done.generation == generation && done.change >= newest) return false;
    }
    TRY(transaction, store::WriteTransaction::begin(database));
    TRY(done, indexed(database));
    if (done.generation != transaction.generation()) {
        // A hub that was put back numbers its changes anew.
        TRY_VOID(database.run("DELETE FROM person_fold"));
        done = {transaction.generation(), -1};
    }
    sql::Batch old(forget_names), names(put_names);
    std::vector<attendance::Person> people;
    TRY_VOID(
        database.run("SELECT " PETTAN_HUB_PERSON_COLUMNS
                     ", person.change_no FROM person WHERE person.change_no > $1 ORDER BY person.change_no LIMIT $2",
                     {done.change, static_cast<std::int64_t>(rows_max)}, [&](const sql::RowView& row) {
                         sql::Columns columns(row);
                         people.push_back(read_person(columns));
                         done.change = columns.integer();
                     }));
    std::vector<std::pair<std::string, const attendance::Person*>> folds;
    for (const attendance::Person& person : people) {
        old.add({std::string_view(person.id.value)});
        if (person.erased) continue;
        folds.emplace_back(guest_hash(secret, sheet::fold(person.name)), &person);
        const bool damaged =
            sheet::is_damaged(person.name) || sheet::is_damaged(person.nickname) || sheet::is_damaged(person.reading);
        if (damaged) folds.emplace_back(guest_hash(secret, damaged_mark), &person);
    }
    for (const auto& [fold, person] : folds)
        names.add({std::string_view(fold), std::string_view(person->id.value)});
    TRY_VOID(old.run(database));
    TRY_VOID(names.run(database));
    TRY_VOID(database.run(R"(INSERT INTO person_fold_mark (one, generation, change_no) VALUES (1, $1, $2)
                             ON CONFLICT (one) DO UPDATE SET generation = excluded.generation,
                                 change_no = excluded.change_no)",
                          {done.generation, done.change}));
    TRY_VOID(transaction.commit());
    return people.size() == rows_max;
}

}  // namespace office
