#include "store/guesses.h"

#include <algorithm>

#include "base/secrets.h"
#include "store/entry_columns.h"
#include "store/transaction.h"

namespace store {
namespace {

constexpr std::chrono::minutes account_window{15};
constexpr std::chrono::milliseconds first_delay{500};

// Neither addresses nor names stand in the table.
std::string place_key(Guess kind, const std::string& place) {
    return base::hash_of((kind == Guess::password ? "password place " : "code place ") + place);
}
std::string account_key(const std::string& account) {
    return base::hash_of("password account " + account);
}

// A window that begins in the future is another clock's: it is over.
base::Result<std::int64_t> wrong_ones(Store& store, const std::string& key, std::chrono::seconds window, WallTime now) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::int64_t wrong = 0;
    TRY_VOID(store.database().run("SELECT wrong FROM wrong_guess WHERE what = $1 AND since_us > $2 AND since_us <= $3",
                                  {std::string_view(key), to_us(now - window), to_us(now)},
                                  [&](const sql::RowView& row) { wrong = row.integer(0); }));
    return wrong;
}

base::Result<void> count(sql::Database& database, const std::string& key, std::chrono::seconds window, WallTime now) {
    TRY_VOID(database.run(
        R"(INSERT INTO wrong_guess (what, wrong, since_us) VALUES ($1, 1, $2)
           ON CONFLICT (what) DO UPDATE SET wrong = CASE WHEN wrong_guess.since_us > $3
               AND wrong_guess.since_us <= $2 THEN wrong_guess.wrong + 1 ELSE 1 END, since_us = CASE
               WHEN wrong_guess.since_us > $3 AND wrong_guess.since_us <= $2 THEN wrong_guess.since_us ELSE $2 END)",
        {std::string_view(key), to_us(now), to_us(now - window)}));
    return {};
}

}  // namespace

base::Result<GuessVerdict> judge_guess(Store& store, Guess kind, const std::string& place, const std::string& account,
                                       WallTime now) {
    GuessVerdict verdict;
    TRY(of_place, wrong_ones(store, place_key(kind, place), guesses_window, now));
    verdict.refused = of_place >= (kind == Guess::password ? passwords_of_a_place_max : codes_of_a_place_max);
    if (account.empty()) return verdict;
    TRY(of_account, wrong_ones(store, account_key(account), account_window, now));
    for (std::int64_t i = passwords_without_delay; i < of_account && verdict.delay < guess_delay_max; ++i)
        verdict.delay = std::clamp(verdict.delay * 2, first_delay, guess_delay_max);
    return verdict;
}

base::Result<void> note_wrong_guess(Store& store, Guess kind, const std::string& place, const std::string& account,
                                    WallTime now) {
    TRY(transaction, WriteTransaction::begin(store.database()));
    sql::Database& database = store.database();
    TRY_VOID(database.run("DELETE FROM wrong_guess WHERE since_us <= $1 OR since_us > $2",
                          {to_us(now - account_window), to_us(now)}));
    TRY_VOID(count(database, place_key(kind, place), guesses_window, now));
    if (!account.empty()) TRY_VOID(count(database, account_key(account), account_window, now));
    return transaction.commit();
}

base::Result<std::string> know_browser(Store& store, const std::string& account, WallTime now) {
    const std::string token = base::random_token();
    const std::string hash = base::hash_of(token);
    TRY(transaction, WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run("DELETE FROM known_browser WHERE expires_us < $1", {to_us(now)}));
    TRY_VOID(store.database().run("INSERT INTO known_browser (token_hash, account, expires_us) VALUES ($1, $2, $3)",
                                  {std::string_view(hash), std::string_view(account), to_us(now + browser_known_for)}));
    TRY_VOID(transaction.commit());
    return token;
}

base::Result<bool> is_known_browser(Store& store, std::string_view token, const std::string& account, WallTime now) {
    if (token.empty()) return false;
    const std::string hash = base::hash_of(token);
    bool known = false;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(
        "SELECT 1 FROM known_browser WHERE token_hash = $1 AND account = $2 AND expires_us > $3",
        {std::string_view(hash), std::string_view(account), to_us(now)}, [&](const sql::RowView&) { known = true; }));
    return known;
}

}  // namespace store
