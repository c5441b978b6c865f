// pettan-kiosk: from the command line to the command, and from an error to one line and an exit status.
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdlib>

#include "base/utf8.h"
#include "kiosk/cli.h"
#include "kiosk/commands/commands.h"
#include "kiosk/run.h"

namespace kiosk {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_try_again = 75;  // EX_TEMPFAIL of sysexits.h

int status_of(const base::Result<void>& done) {
    if (done) return EXIT_SUCCESS;
    std::string line = base::clean_for_display(done.error().message);
    fmt::print(stderr, "pettan-kiosk: {}\n", line);
    return done.error().code == base::ErrorCode::busy ? exit_try_again : exit_failed;
}

std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

// Carries a command out; each overload is one line.
struct Worker {
    const Folder& data;
    const base::Result<Config>& config;
    const std::filesystem::path& config_file;

    int operator()(RunOptions options) const {
        options.config = config_file;
        options.data = data;
        return status_of(run(*config, options));
    }
    int operator()(const EventAdd& command) const { return status_of(event_add(data, command)); }
    int operator()(const EventList& command) const { return status_of(event_list(data, command)); }
    int operator()(const EventOpen& command) const { return status_of(event_open(data, command)); }
    int operator()(const EventEdit& command) const { return status_of(event_edit(data, command)); }
    int operator()(const PersonAdd& command) const { return status_of(person_add(data, command)); }
    int operator()(const PersonBind& command) const { return status_of(person_bind(data, command)); }
    int operator()(const PersonUnbind& command) const { return status_of(person_unbind(data, command)); }
    int operator()(const PersonEdit& command) const { return status_of(person_edit(data, command)); }
    int operator()(const PersonMerge& command) const { return status_of(person_merge(data, command)); }
    int operator()(const PersonPart& command) const { return status_of(person_part(data, command)); }
    int operator()(const PersonErase& command) const { return status_of(person_erase(data, command)); }
    int operator()(const PersonList& command) const { return status_of(person_list(data, command)); }
    int operator()(const Import& command) const { return status_of(import_guests(data, command)); }
    int operator()(Export command) const {
        if (command.lang.empty() && config) command.lang = config->community.lang;
        return status_of(export_attendance(data, command));
    }
    int operator()(const Backup& command) const { return status_of(backup(data, command)); }
    int operator()(const Restore& command) const { return status_of(restore(data, command)); }
    int operator()(const PinSet& command) const { return status_of(pin_set(data, command)); }
    int operator()(const StaffAdd& command) const { return status_of(staff_add(data, command)); }
    int operator()(const StaffRemove& command) const { return status_of(staff_remove(data, command)); }
    int operator()(const StaffList& command) const { return status_of(staff_list(data, command)); }
    int operator()(const Gallery& command) const { return status_of(gallery(command, *config)); }
    int operator()(const Enrol& command) const { return status_of(enrol(data, command)); }
    int operator()(const Doctor&) const {
        const auto print = [](const std::string& line) { fmt::print("{}\n", line); };
        return doctor(data, config, print) ? EXIT_SUCCESS : exit_failed;
    }
    int operator()(const Support& command) const { return status_of(support(data, config, config_file, command)); }
};

int answer(const Reply& reply) {
    if (reply.status == 0)
        fmt::print("{}", reply.text);
    else
        fmt::print(stderr, "pettan-kiosk: {}\n", reply.text);
    return reply.status;
}

}  // namespace
}  // namespace kiosk

int main(int argc, char** argv) {
    ::umask(0077);  // what a kiosk writes holds names: exports, pictures, the journal
    const std::vector<std::string> words(argv + 1, argv + argc);
    const auto parsed = kiosk::parse_command_line(words);
    if (const auto* reply = std::get_if<kiosk::Reply>(&parsed)) return kiosk::answer(*reply);
    const auto& invocation = std::get<kiosk::Invocation>(parsed);
    const auto config = kiosk::load_config(invocation.config);
    const bool is_about_faults = std::holds_alternative<kiosk::Doctor>(invocation.command) ||
                                 std::holds_alternative<kiosk::Support>(invocation.command);
    if (!config && !is_about_faults) return kiosk::status_of(base::fail(config.error()));
    const auto data = kiosk::data_folder(invocation.data, config ? *config : kiosk::Config{}, kiosk::environment);
    return std::visit(kiosk::Worker{data, config, invocation.config}, invocation.command);
}
