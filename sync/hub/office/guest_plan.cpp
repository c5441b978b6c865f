// Reading for guest_import.h: whom of a list we know, without reading everybody.
#include <algorithm>
#include <map>
#include <set>

#include "office/guest_import.h"
#include "office/guest_names.h"
#include "office/person_rows.h"
#include "sheet/fold.h"

namespace office {
namespace {

using attendance::Person;
using attendance::PersonId;
using enum sql::CellType;

// Each finds people, merges followed.
const sql::BatchSql by_id{
    R"(SELECT COALESCE(merged.into_person, batch.id) FROM {batch}
       LEFT JOIN merged ON merged.person = batch.id AND merged.into_person IS NOT NULL)",
    {{"id", text}}};
const sql::BatchSql by_key{
    R"(SELECT COALESCE(merged.into_person, service_key.person) FROM {batch}
       JOIN service_key ON service_key.service_key = batch.service_key
       LEFT JOIN merged ON merged.person = service_key.person)",
    {{"service_key", text}}};
const sql::BatchSql by_mail{
    R"(SELECT COALESCE(merged.into_person, guest_mail.person) FROM {batch}
       JOIN guest_mail ON guest_mail.mail_hash = batch.mail_hash
       LEFT JOIN merged ON merged.person = guest_mail.person)",
    {{"mail_hash", text}}};
const sql::BatchSql by_fold{
    R"(SELECT COALESCE(merged.into_person, person_fold.person) FROM {batch}
       JOIN person_fold ON person_fold.fold = batch.fold
       LEFT JOIN merged ON merged.person = person_fold.person)",
    {{"fold", text}}};
const sql::BatchSql people_of{"SELECT " PETTAN_HUB_PERSON_COLUMNS " FROM {batch} JOIN person ON person.id = batch.id",
                              {{"id", text}}};
const sql::BatchSql keys_of{
    "SELECT batch.id, service_key.service_key FROM {batch} JOIN service_key ON service_key.person = batch.id",
    {{"id", text}}};
const sql::BatchSql keys_of_merged{
    R"(SELECT batch.id, service_key.service_key FROM {batch}
       JOIN merged ON merged.into_person = batch.id
       JOIN service_key ON service_key.person = merged.person)",
    {{"id", text}}};

const sql::BatchSql mails_of{
    "SELECT batch.id, guest_mail.mail_hash FROM {batch} JOIN guest_mail ON guest_mail.person = batch.id",
    {{"id", text}}};
const sql::BatchSql mails_of_merged{
    R"(SELECT batch.id, guest_mail.mail_hash FROM {batch}
       JOIN merged ON merged.into_person = batch.id
       JOIN guest_mail ON guest_mail.person = merged.person)",
    {{"id", text}}};

constexpr std::size_t searched_rows_max = 30;  // damaged rows for which everybody is looked through
constexpr std::int64_t found_max = 20;

using Ids = std::set<std::string>;

// Runs in steps that bound what is in memory beside the result.
base::Result<void> ask(sql::Database& database, const sql::BatchSql& sql, const Ids& values, const sql::RowSink& sink) {
    constexpr std::size_t at_once = 2000;
    for (auto at = values.begin(); at != values.end();) {
        sql::Batch batch(sql);
        for (std::size_t n = 0; n < at_once && at != values.end(); ++n, ++at)
            batch.add({std::string_view(*at)});
        TRY_VOID(batch.run(database, sink));
    }
    return {};
}

// "?野" → "%野%": what may stand where letters were lost.
std::string like_pattern(std::string_view damaged) {
    std::string pattern;
    while (!damaged.empty()) {
        const std::size_t bytes = damaged[0] == '?' ? 1 : 3;  // as many as each of the lost letters' marks has
        if (sheet::is_damaged(damaged.substr(0, bytes)) && !sheet::is_damaged(damaged.substr(1, bytes - 1))) {
            pattern += '%';
            damaged.remove_prefix(bytes);
            continue;
        }
        pattern += damaged[0] == '%' || damaged[0] == '\\' ? '_' : damaged[0];
        damaged.remove_prefix(1);
    }
    return pattern;
}

class Known {
public:
    explicit Known(sql::Database& database) : m_database(database) {}

    base::Result<void> look_for(const std::vector<sheet::Guest>& guests, const std::string& secret) {
        Ids own, keys, mails, folds;
        std::size_t searched = 0;
        for (const sheet::Guest& guest : guests) {
            if (!guest.id.empty()) own.insert(guest.id.value);
            for (const sheet::GuestKey& key : guest.keys)
                key.column == sheet::email_column ? mails.insert(key.value) : keys.insert(key.column + "=" + key.value);
            if (!guest.name.empty()) folds.insert(guest_hash(secret, sheet::fold(guest.name)));
            if (sheet::is_damaged(guest.name) && ++searched <= searched_rows_max) TRY_VOID(search(guest.name));
        }
        folds.insert(guest_hash(secret, damaged_mark));
        const sql::RowSink note = [&](const sql::RowView& row) { m_ids.emplace(row.text(0)); };
        TRY_VOID(ask(m_database, by_id, own, note));
        TRY_VOID(ask(m_database, by_key, keys, note));
        TRY_VOID(ask(m_database, by_mail, mails, note));
        return ask(m_database, by_fold, folds, note);
    }

    base::Result<std::vector<sheet::KnownGuest>> read() {
        std::vector<sheet::KnownGuest> known;
        std::map<std::string, std::size_t, std::less<>> at;
        TRY_VOID(ask(m_database, people_of, m_ids, [&](const sql::RowView& row) {
            at.emplace(row.text(0), known.size());
            known.push_back({read_person(row, 0), {}});
        }));
        const sql::RowSink note = [&](const sql::RowView& row) {
            const auto found = at.find(row.text(0));
            const std::string_view key = row.text(1);
            const std::size_t equals = std::min(key.find('='), key.size());
            if (found != at.end() && equals < key.size())
                known[found->second].keys.push_back(
                    {std::string(key.substr(0, equals)), std::string(key.substr(equals + 1))});
        };
        TRY_VOID(ask(m_database, keys_of, m_ids, note));
        TRY_VOID(ask(m_database, keys_of_merged, m_ids, note));
        const sql::RowSink note_mail = [&](const sql::RowView& row) {
            if (const auto found = at.find(row.text(0)); found != at.end())
                known[found->second].keys.push_back({std::string(sheet::email_column), std::string(row.text(1))});
        };
        TRY_VOID(ask(m_database, mails_of, m_ids, note_mail));
        TRY_VOID(ask(m_database, mails_of_merged, m_ids, note_mail));
        return known;
    }

    // Our own ids of people who were merged away become those of the people they are now.
    base::Result<void> follow_merges(std::vector<sheet::Guest>& guests) {
        Ids own;
        for (const sheet::Guest& guest : guests)
            if (!guest.id.empty()) own.insert(guest.id.value);
        static const sql::BatchSql merged{
            R"(SELECT batch.id, merged.into_person FROM {batch}
               JOIN merged ON merged.person = batch.id AND merged.into_person IS NOT NULL)",
            {{"id", text}}};
        std::map<std::string, std::string> into;
        TRY_VOID(ask(m_database, merged, own,
                     [&](const sql::RowView& row) { into.emplace(row.text(0), std::string(row.text(1))); }));
        for (sheet::Guest& guest : guests)
            if (const auto found = into.find(guest.id.value); found != into.end()) guest.id.value = found->second;
        return {};
    }

private:
    base::Result<void> search(const std::string& damaged) {
        const std::string pattern = like_pattern(damaged);
        if (pattern.find_first_not_of('%') == std::string::npos) return {};
        TRY_VOID(m_database.run(
            R"(SELECT COALESCE(merged.into_person, person.id) FROM person
               LEFT JOIN merged ON merged.person = person.id
               WHERE person.erased = 0 AND person.name LIKE $1 LIMIT $2)",
            {std::string_view(pattern), found_max}, [&](const sql::RowView& row) { m_ids.emplace(row.text(0)); }));
        return {};
    }

    sql::Database& m_database;
    Ids m_ids;
};

}  // namespace

base::Result<ImportPlan> plan_import(store::Store& reading, const Writing& writing, const sheet::GuestList& list) {
    for (bool more = true; more;)
        TRY_VOID(writing([&](store::Store& store) -> base::Result<void> {
            TRY(rest, index_names(store));
            more = rest;
            return {};
        }));
    TRY(transaction, sql::Transaction::begin(reading.database(), sql::Access::read));
    TRY(secret, known_guest_secret(reading.database()));
    std::vector<sheet::Guest> guests = list.guests;
    for (sheet::Guest& guest : guests)
        for (sheet::GuestKey& key : guest.keys)
            if (key.column == sheet::email_column) key.value = guest_hash(secret, key.value);
    Known known(reading.database());
    TRY_VOID(known.follow_merges(guests));
    TRY_VOID(known.look_for(guests, secret));
    TRY(people, known.read());
    return sheet::propose(guests, people);
}

}  // namespace office
