#include "store/store.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/secrets.h"
#include "store/entry_columns.h"
#include "store/schema.h"
#include "store/season_rows.h"
#include "store/sentence_rows.h"
#include "wire/enrol_proof.h"

namespace store {
namespace {

using base::ErrorCode;

wire::ErrorBody bad_code_error() {
    wire::ErrorBody error;
    error.word = wire::ErrorWord::bad_code;
    error.message = "this enrolment code is wrong, used already or older than 15 minutes";
    error.todo = "make a new one with: pettan-hub enrol-code";
    return error;
}

// The number that the kiosk had, if it can prove that it was its own.
base::Result<std::int64_t> former_device(sql::Database& database, const wire::EnrolRequest& request) {
    std::int64_t device = 0;
    if (!request.former) return device;
    const std::string hash = base::hash_of(request.former->token);
    TRY_VOID(database.run("SELECT device FROM device WHERE device = $1 AND token_hash = $2",
                          {request.former->device, std::string_view(hash)},
                          [&](const sql::RowView& row) { device = row.integer(0); }));
    return device;
}

// Whoever waits for changes is woken by the change number, and hears it.
base::Result<std::int64_t> put_new_card_key(sql::Database& database, WriteTransaction& transaction, WallTime now) {
    TRY(kept, database.run(R"(INSERT INTO older_card_key (number, card_key, replaced_us) SELECT
                                  (SELECT COALESCE(max(number), 0) + 1 FROM older_card_key), card_key, $1
                              FROM hub
                              WHERE card_key <> '')",
                           {to_us(now)}));
    if (kept == 0) return base::fail(ErrorCode::not_found, "no kiosk was ever enrolled: there is no card key yet");
    const std::string key = base::random_key();
    TRY_VOID(database.run("UPDATE hub SET card_key = $1 WHERE one = 1", {std::string_view(key)}));
    std::int64_t number = 0;
    TRY_VOID(database.run("SELECT max(number) + 1 FROM older_card_key", {},
                          [&](const sql::RowView& row) { number = row.integer(0); }));
    transaction.next_change();
    return number;
}

}  // namespace

base::Result<std::unique_ptr<Store>> Store::open(std::unique_ptr<sql::Database> database) {
    TRY_VOID(migrate(*database));
    return std::make_unique<Store>(std::move(database));
}

base::Result<Identity> Store::identity() {
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    Identity identity;
    TRY_VOID(m_database->run("SELECT hub_id, card_key, tls_key, tls_cert FROM hub", {}, [&](const sql::RowView& row) {
        identity = {
            std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)), {}};
    }));
    TRY_VOID(m_database->run(
        "SELECT number, card_key, replaced_us FROM older_card_key ORDER BY number DESC", {},
        [&](const sql::RowView& row) {
            identity.older_card_keys.push_back({row.integer(0), std::string(row.text(1)), from_us(row.integer(2))});
        }));
    return identity;
}

base::Result<void> Store::set_tls_if_none(const std::string& key, const std::string& cert) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY_VOID(m_database->run("UPDATE hub SET tls_key = $1, tls_cert = $2 WHERE one = 1 AND tls_key = ''",
                             {std::string_view(key), std::string_view(cert)}));
    return transaction.commit();
}

base::Result<EnrolCode> Store::make_enrol_code(WallTime now) {
    const EnrolCode code{base::random_code(), now + enrol_code_lives};
    const std::string hash = base::hash_of(wire::plain_code(code.code));
    TRY(hub, identity());
    // Here, once, and before the transaction: nobody who merely asks can make the hub do this.
    const auto stretched = wire::stretched_code(code.code, hub.hub);
    if (!stretched) return base::fail(base::ErrorCode::failed, "there are no 64 MiB of memory free for a code");
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY_VOID(m_database->run("DELETE FROM enrol_code WHERE expires_us < $1", {to_us(now)}));
    TRY_VOID(m_database->run("DELETE FROM enrol_proof WHERE code_hash NOT IN (SELECT code_hash FROM enrol_code)"));
    TRY_VOID(m_database->run("INSERT INTO enrol_code (code_hash, expires_us) VALUES ($1, $2)",
                             {std::string_view(hash), to_us(code.expires)}));
    TRY_VOID(m_database->run("INSERT INTO enrol_proof (code_hash, stretched) VALUES ($1, $2)",
                             {std::string_view(hash), std::string_view(*stretched)}));
    TRY_VOID(transaction.commit());
    return code;
}

base::Result<std::variant<wire::ProofReply, wire::ErrorBody>> Store::prove(const wire::ProofRequest& request,
                                                                           const std::string& key_pin, WallTime now) {
    using wire::Prover;
    std::optional<wire::ProofReply> reply;
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    TRY_VOID(m_database->run(
        R"(SELECT stretched FROM enrol_proof
           JOIN enrol_code ON enrol_code.code_hash = enrol_proof.code_hash
           WHERE used_us IS NULL AND expires_us > $1)",
        {to_us(now)}, [&](const sql::RowView& row) {
            const std::string stretched(row.text(0));
            if (wire::is_same_proof(wire::enrol_proof(Prover::kiosk, stretched, request.nonces, key_pin),
                                    request.proof))
                reply = {wire::enrol_proof(Prover::hub, stretched, request.nonces, key_pin)};
        }));
    if (!reply) return {bad_code_error()};
    return {*reply};
}

base::Result<std::variant<wire::EnrolReply, wire::ErrorBody>> Store::enrol(const wire::EnrolRequest& request,
                                                                           WallTime now) {
    const std::string code_hash = base::hash_of(wire::plain_code(request.code));
    wire::EnrolReply reply;
    reply.token = base::random_token();
    const std::string token_hash = base::hash_of(reply.token);
    const std::string new_key = request.card_key.empty() ? base::random_key() : request.card_key;

    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(spent, m_database->run(
                   "UPDATE enrol_code SET used_us = $2 WHERE code_hash = $1 AND used_us IS NULL AND expires_us > $2",
                   {std::string_view(code_hash), to_us(now)}));
    if (spent == 0) return {bad_code_error()};
    TRY_VOID(
        m_database->run("UPDATE hub SET card_key = $1 WHERE one = 1 AND card_key = ''", {std::string_view(new_key)}));
    TRY_VOID(m_database->run("SELECT hub_id, card_key FROM hub", {}, [&](const sql::RowView& row) {
        reply.hub = row.text(0);
        reply.card_key = row.text(1);
    }));
    reply.generation = transaction.generation();
    TRY(former, former_device(*m_database, request));
    reply.device = former;
    if (former != 0) {
        TRY_VOID(m_database->run(
            R"(UPDATE device SET token_hash = $2, revoked_us = NULL, enrolled_us = $3, version = $4
               WHERE device = $1)",
            {former, std::string_view(token_hash), to_us(now), std::string_view(request.version)}));
    } else {
        TRY_VOID(m_database->run("UPDATE hub SET next_device = next_device + 1 WHERE one = 1 RETURNING next_device", {},
                                 [&](const sql::RowView& row) { reply.device = row.integer(0) - 1; }));
        const std::string name = request.name.empty() ? fmt::format("kiosk {}", reply.device) : request.name;
        TRY_VOID(m_database->run(
            "INSERT INTO device (device, name, token_hash, enrolled_us, version, forks) VALUES ($1, $2, $3, $4, $5, 0)",
            {reply.device, std::string_view(name), std::string_view(token_hash), to_us(now),
             std::string_view(request.version)}));
    }
    TRY_VOID(transaction.commit());
    return {reply};
}

base::Result<Caller> Store::caller(std::string_view token) {
    const std::string hash = base::hash_of(token);
    Caller caller;
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    TRY_VOID(m_database->run("SELECT device, revoked_us FROM device WHERE token_hash = $1", {std::string_view(hash)},
                             [&](const sql::RowView& row) {
                                 caller = {row.is_null(1) ? TokenState::valid : TokenState::revoked, row.integer(0)};
                             }));
    return caller;
}

base::Result<std::vector<DeviceRow>> Store::devices() {
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    std::vector<DeviceRow> devices;
    constexpr std::string_view sql =
        R"(SELECT device, name, enrolled_us, revoked_us, contact_us, clock_offset_us, version, pending, clock,
               reader, store, disk_free_mb, forks, (SELECT count(*) FROM epoch WHERE epoch.device = device.device),
               (SELECT acked_seq FROM epoch WHERE epoch.device = device.device ORDER BY epoch DESC LIMIT 1),
               (SELECT count(*) FROM quarantine WHERE quarantine.device = device.device)
           FROM device
           WHERE device <> $1
           ORDER BY device)";
    const auto add = [&](const sql::RowView& row) {
        sql::Columns columns(row);
        DeviceRow d;
        d.device = columns.integer();
        d.name = columns.text();
        d.enrolled = columns.time();
        d.revoked = columns.maybe_time();
        d.contact = columns.maybe_time();
        d.clock_offset = std::chrono::microseconds(columns.integer_or_0());
        d.status = {
            columns.text(), columns.integer_or_0(), static_cast<attendance::ClockQuality>(columns.integer_or_0()),
            columns.text(), columns.text(),         columns.integer_or_0()};
        d.forks = columns.integer();
        d.epochs = columns.integer();
        d.acked_seq = columns.integer_or_0();
        d.quarantined = columns.integer();
        devices.push_back(std::move(d));
    };
    TRY_VOID(m_database->run(sql, {own_device}, add));
    return devices;
}

base::Result<std::int64_t> Store::revoke(std::int64_t device, WallTime now, CardKeyThen then) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(changed,
        m_database->run("UPDATE device SET revoked_us = COALESCE(revoked_us, $2) WHERE device = $1 AND device <> $3",
                        {device, to_us(now), own_device}));
    if (changed == 0)
        return base::fail(ErrorCode::not_found,
                          fmt::format("there is no device {}: see pettan-hub device list", device));
    std::int64_t number = 0;
    if (then == CardKeyThen::is_replaced) {
        TRY(of_new_key, put_new_card_key(*m_database, transaction, now));
        number = of_new_key;
    }
    TRY_VOID(transaction.commit());
    return number;
}

base::Result<std::int64_t> Store::replace_card_key(WallTime now) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(number, put_new_card_key(*m_database, transaction, now));
    TRY_VOID(transaction.commit());
    return number;
}

base::Result<CardKeys> Store::card_keys(std::string_view token) {
    const std::string hash = base::hash_of(token);
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    CardKeys keys;
    // One statement: at no moment a token that was revoked and a key that came with that.
    TRY_VOID(m_database->run(
        R"(SELECT known.card_key
           FROM (SELECT card_key, 9223372036854775807 AS number FROM hub UNION ALL SELECT card_key,
               number FROM older_card_key) AS known
           JOIN device ON device.token_hash = $1 AND device.revoked_us IS NULL
           WHERE known.card_key <> ''
           ORDER BY known.number DESC)",
        {std::string_view(hash)}, [&](const sql::RowView& row) { keys.keys.emplace_back(row.text(0)); }));
    std::string all;
    for (const std::string& key : keys.keys)
        all += key + "\n";
    constexpr std::size_t mark_bytes = 16;
    keys.mark = base::hash_of(all).substr(0, mark_bytes);
    return keys;
}

base::Result<Position> Store::position() {
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    Position position;
    TRY_VOID(m_database->run(read_counter_sql, {}, [&](const sql::RowView& row) {
        position = {row.integer(0), row.integer(1)};
    }));
    return position;
}

base::Result<void> Store::put_season(const wire::SeasonRow& row) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY_VOID(write_season(*m_database, row, transaction.next_change()));
    return transaction.commit();
}

base::Result<bool> Store::put_season(const wire::SeasonRow& row, const std::vector<wire::SeasonRow>& decided_by) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(standing, read_seasons(*m_database));
    if (standing != decided_by) return false;
    TRY_VOID(write_season(*m_database, row, transaction.next_change()));
    TRY_VOID(transaction.commit());
    return true;
}

base::Result<void> Store::put_prompt(const wire::Prompt& prompt) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY_VOID(m_database->run(
        R"(INSERT INTO prompt (id, lang, words, removed, change_no) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (id) DO UPDATE SET lang = excluded.lang, words = excluded.words, removed = excluded.removed,
               change_no = excluded.change_no)",
        {std::string_view(prompt.id), std::string_view(prompt.lang), std::string_view(prompt.text),
         std::int64_t{prompt.removed}, transaction.next_change()}));
    return transaction.commit();
}

base::Result<void> Store::put_sentence(const attendance::DeckSentence& sentence) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY_VOID(write_sentence(*m_database, sentence, transaction.next_change()));
    return transaction.commit();
}

base::Result<bool> Store::put_sentence(const attendance::DeckSentence& sentence, const attendance::DeckSentence& seen) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(standing, read_sentence(*m_database, sentence.id));
    if (standing != seen) return false;
    TRY_VOID(write_sentence(*m_database, sentence, transaction.next_change()));
    TRY_VOID(transaction.commit());
    return true;
}

base::Result<void> Store::scrub() {
    return m_database->scrub(tables_about_people());
}

base::Result<std::int64_t> Store::last_erasure() {
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    std::int64_t change = 0;
    TRY_VOID(m_database->run("SELECT COALESCE(max(change_no), 0) FROM person WHERE erased = 1", {},
                             [&](const sql::RowView& row) { change = row.integer(0); }));
    return change;
}

base::Result<std::vector<QuarantinedRow>> Store::quarantined(Page page) {
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    std::vector<QuarantinedRow> rows;
    TRY_VOID(m_database->run(R"(SELECT device, epoch, seq, raw, why, received_us FROM quarantine
                                ORDER BY received_us DESC, device, epoch, seq LIMIT $1 OFFSET $2)",
                             {page.rows, page.first}, [&](const sql::RowView& row) {
                                 sql::Columns columns(row);
                                 rows.push_back({{columns.integer(), columns.integer(), columns.integer()},
                                                 columns.text(),
                                                 columns.text(),
                                                 columns.time()});
                             }));
    return rows;
}

bool is_account_name(std::string_view name) {
    constexpr std::size_t bytes_max = 40;
    return !name.empty() && name.size() <= bytes_max && std::ranges::none_of(name, [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '/' || c == 0x7F;
    });
}

base::Result<std::string> Store::add_account(const std::string& name, const std::string& role, WallTime now) {
    if (!is_account_name(name))
        return base::fail(ErrorCode::bad_input,
                          "a user's name has at most 40 bytes and no spaces, strokes (/) or control characters: choose "
                          "another");
    const std::string password = base::random_password();
    const std::string hash = base::password_hash(password);
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(added, m_database->run(R"(INSERT INTO account (name, role, password_hash, created_us) VALUES ($1, $2, $3, $4)
                                  ON CONFLICT (name) DO NOTHING)",
                               {std::string_view(name), std::string_view(role), std::string_view(hash), to_us(now)}));
    if (added == 0) return base::fail(ErrorCode::bad_input, fmt::format("there is a user {} already", name));
    TRY_VOID(transaction.commit());
    return password;
}

}  // namespace store
