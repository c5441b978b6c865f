#include "journal/same_cards.h"

namespace journal {

base::Result<IdNumber> card_standing_for(Database& database, IdNumber card) {
    TRY(stands_for, database.number("SELECT stands_for FROM same_card WHERE card = ?1", card));
    return stands_for.value_or(card);
}

base::Result<std::vector<IdNumber>> ids_of_card(Database& database, IdNumber card) {
    TRY(stands_for, card_standing_for(database, card));
    std::vector<IdNumber> ids{stands_for};
    auto query = database.ask("SELECT card FROM same_card WHERE stands_for = ?1 ORDER BY card", stands_for);
    for (;;) {
        TRY(row, query.next());
        if (!row) return ids;
        ids.push_back(query.integer(0));
    }
}

base::Result<void> put_same_card(Database& database, IdNumber a, IdNumber b) {
    TRY(from, card_standing_for(database, a));
    TRY(into, card_standing_for(database, b));
    if (from == into) return {};
    TRY(from_id, id_of(database, from));
    TRY(into_id, id_of(database, into));
    if (from_id.text < into_id.text) std::swap(from, into);
    TRY_VOID(database.run("UPDATE same_card SET stands_for = ?2 WHERE stands_for = ?1", from, into));
    return database.run("INSERT INTO same_card (card, stands_for) VALUES (?1, ?2)", from, into);
}

}  // namespace journal
