#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/utf8.h"
#include "desk/staff_cards.h"
#include "kiosk/commands/commands.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"

namespace kiosk {
namespace {

using attendance::CardId;

std::set<CardId> cards_of(journal::Journal& journal) {
    return desk::staff_cards_from(journal.setting(desk::staff_cards_setting).value_or(""));
}

base::Result<void> keep(journal::Journal& journal, const std::set<CardId>& cards, const CardId& card,
                        std::string_view act) {
    journal::Addition addition{command_entry(attendance::EntryKind::staff), {}, {}};
    addition.entry.card = card;
    addition.entry.detail = act;
    TRY_VOID(journal.append(addition));
    return journal.set_setting(desk::staff_cards_setting, desk::to_setting(cards));
}

}  // namespace

base::Result<void> staff_add(const Folder& data, const StaffAdd& command) {
    if (command.uid.is_random())
        return base::fail(base::ErrorCode::bad_input,
                          "this number is drawn afresh at every tap (phones do so); use another card");
    TRY(journal, open_journal(data));
    auto cards = cards_of(*journal);
    const CardId card = journal->card_id(command.uid);
    for (const CardId& former : journal->former_card_ids(command.uid))
        cards.erase(former);
    if (cards.insert(card).second) TRY_VOID(keep(*journal, cards, card, "staff_card_added"));
    return print(card.value + "\n");
}

// By the card's number, or by its id as `staff list` prints it: a lost card has no number to read any more.
base::Result<void> staff_remove(const Folder& data, const StaffRemove& command) {
    TRY(journal, open_journal(data));
    auto cards = cards_of(*journal);
    const auto uid = attendance::CardUid::from_hex(command.card);
    std::vector<CardId> ids{uid ? journal->card_id(*uid) : CardId{command.card}};
    if (uid) std::ranges::copy(journal->former_card_ids(*uid), std::back_inserter(ids));
    const auto card = std::ranges::find_if(ids, [&](const CardId& id) { return cards.erase(id) > 0; });
    if (card == ids.end())
        return base::fail(base::ErrorCode::not_found, fmt::format("{} is no card of the staff; see staff list",
                                                                  base::clean_for_display(command.card)));
    return keep(*journal, cards, *card, "staff_card_removed");
}

base::Result<void> staff_list(const Folder& data, const StaffList&) {
    TRY(reader, open_reader(data));
    if (!reader) return {};
    TRY(setting, reader->setting(desk::staff_cards_setting));
    std::string text;
    for (const CardId& card : desk::staff_cards_from(setting.value_or("")))
        text += card.value + "\n";
    return print(text);
}

}  // namespace kiosk
