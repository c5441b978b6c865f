#include "kiosk/commands/store.h"

#include "base/clock.h"

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

attendance::Entry command_entry(attendance::EntryKind kind) {
    attendance::Entry entry;
    entry.kind = kind;
    entry.source = attendance::Source::command;
    return entry;
}

}  // namespace kiosk
