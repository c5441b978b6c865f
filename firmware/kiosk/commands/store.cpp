#include "kiosk/commands/store.h"

#include "base/clock.h"
#include "journal/card_acts.h"

namespace kiosk {

base::Result<std::unique_ptr<journal::Journal>> open_journal(const std::filesystem::path& data) {
    static const auto clock = base::system_clock();  // outlives every journal of this process
    journal::OpenOptions options;
    options.folder = data;
    return journal::Journal::open(options, *clock);
}

base::Result<std::unique_ptr<journal::Reader>> open_reader(const std::filesystem::path& data) {
    auto reader = journal::Reader::open(data);
    std::error_code ignored;
    if (!reader && reader.error().code == base::ErrorCode::not_found && std::filesystem::is_directory(data, ignored))
        return std::unique_ptr<journal::Reader>();
    return reader;
}

base::Result<attendance::CardId> card_of(journal::Journal& journal, const attendance::CardUid& uid) {
    attendance::CardId card = journal.card_id(uid);
    const auto rekeys =
        journal::carry_over(journal, card, journal.former_card_ids(uid), command_entry(attendance::EntryKind::rekey));
    if (!rekeys.empty()) TRY_VOID(journal.append(rekeys));
    return card;
}

attendance::Entry command_entry(attendance::EntryKind kind) {
    attendance::Entry entry;
    entry.kind = kind;
    entry.source = attendance::Source::command;
    return entry;
}

}  // namespace kiosk
