#include "journal/settings.h"

#include <algorithm>

#include "journal/entry_row.h"
#include "journal/journal.h"
#include "journal/number_setting.h"

namespace journal {
namespace {

constexpr std::string_view schema_setting = "schema";

}  // namespace

base::Result<std::optional<std::string>> find_setting(Database& database, std::string_view name) {
    return database.text("SELECT value FROM setting WHERE name = ?1", name);
}

base::Result<std::int64_t> find_number(Database& database, std::string_view name) {
    TRY(text, find_setting(database, name));
    return number_in(text);
}

base::Result<void> put_setting(Database& database, std::string_view name, std::string_view value) {
    return database.run(
        R"(INSERT INTO setting (name, value) VALUES (?1, ?2)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value)",
        name, value);
}

bool is_reserved_setting(std::string_view name) {
    return name == card_key_setting || name == older_card_keys_setting || name == former_card_key_setting ||
           name == card_keys_mark_setting || name == schema_setting;
}

base::Result<std::optional<CardKeys>> find_card_keys(Database& database) {
    TRY(newest_hex, find_setting(database, card_key_setting));
    auto newest = newest_hex ? CardKey::from_hex(*newest_hex) : std::nullopt;
    if (!newest) return std::optional<CardKeys>();
    TRY(older, find_setting(database, older_card_keys_setting));
    return std::optional(CardKeys{*std::move(newest), card_keys_in(older.value_or(""))});
}

base::Result<void> put_card_keys(Database& database, const CardKeys& keys) {
    TRY_VOID(put_setting(database, card_key_setting, keys.newest.hex()));
    return put_setting(database, older_card_keys_setting, to_text(keys.older, ' '));
}

base::Result<std::int64_t> current_epoch(Database& database) {
    TRY(epoch, database.number("SELECT max(epoch) FROM epoch"));
    return epoch.value_or(1);
}

base::Result<void> put_new_epoch(Database& database, std::int64_t above) {
    TRY(current, current_epoch(database));
    TRY(last, last_seq_of(database));
    TRY(acked, find_number(database, acked_seq_setting));
    acked = std::clamp<std::int64_t>(acked, 0, last);
    const std::int64_t epoch = std::max(current, above) + 1;
    TRY_VOID(database.run("INSERT INTO epoch (epoch, first_seq) VALUES (?1, ?2)", epoch, acked + 1));
    // A journal that lost its end must not go on believing that the hub holds what it is about to write.
    return put_setting(database, acked_seq_setting, std::to_string(acked));
}

}  // namespace journal
