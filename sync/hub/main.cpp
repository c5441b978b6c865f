// pettan-hub: what the command line says, handed to commands.h.
#include <fmt/core.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/version.h"
#include "hub/commands.h"
#include "hub/data_commands.h"
#include "hub/serve.h"
#include "office/sessions.h"
#include "words/languages.h"

namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;
constexpr int exit_try_again = 75;  // EX_TEMPFAIL of sysexits.h

std::filesystem::path default_folder() {
    // systemd's StateDirectory=, then the XDG base directory specification.
    if (const char* state = std::getenv("STATE_DIRECTORY")) return state;
    if (const char* data = std::getenv("XDG_DATA_HOME")) return std::filesystem::path(data) / "pettan-hub";
    const char* home = std::getenv("HOME");
    // The service's user has that folder for a home: a command given as this user is about the service's data.
    if (home != nullptr && home == std::string_view("/var/lib/pettan-hub")) return home;
    return std::filesystem::path(home != nullptr ? home : ".") / ".local/share/pettan-hub";
}

std::vector<std::string> scope_names() {
    std::vector<std::string> names;
    for (const office::ApiScope scope : office::all_api_scopes)
        names.emplace_back(office::to_string(scope));
    return names;
}

int exit_status(const base::Result<void>& result) {
    if (result) return 0;
    fmt::print(stderr, "pettan-hub: {}\n", result.error().message);
    return result.error().code == base::ErrorCode::busy ? exit_try_again : exit_failed;
}

}  // namespace

int main(int argc, char** argv) {
    ::umask(0077);  // everything that a hub writes holds secrets
    CLI::App app(
        "pettan-hub: the central server of Pettan. It collects the stamps of all kiosks and gives them people, cards "
        "and events.",
        "pettan-hub");
    app.set_version_flag("--version", fmt::format("pettan-hub {}", base::version()));
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);  // an option given twice
    app.require_subcommand(1);
    app.fallthrough();
    app.set_config("--config", "", "Read options from a file (TOML)");
    store::Address address;
    std::string folder = default_folder().string();
    app.add_option("--data", folder, "Folder of the hub's own database")->capture_default_str();
    app.add_option("--db", address.url, "Use PostgreSQL instead: postgresql://user:password@host/database");

    const auto clock = base::system_clock();
    std::function<base::Result<void>()> command;
    const auto on = [&](CLI::App* sub, std::function<base::Result<void>()> act) {
        sub->callback([&command, act = std::move(act)] { command = act; });
    };

    hub::ServeOptions serve_options;
    auto* serve = app.add_subcommand("serve", "Serve kiosks until SIGTERM. Prints the address and the pin of the key.");
    serve->add_option("--listen", serve_options.listen, "HOST:PORT; port 0 takes any that is free")
        ->capture_default_str();
    auto* cert =
        serve->add_option("--tls-cert", serve_options.tls_cert, "Certificate, PEM (default: the hub makes its own)");
    auto* key = serve->add_option("--tls-key", serve_options.tls_key, "Its key, PEM");
    cert->needs(key);
    key->needs(cert);
    serve->add_flag("--plain", serve_options.plain, "HTTP without TLS: only behind a proxy, or on this machine")
        ->excludes(cert);
    serve->add_option("--public-url", serve_options.public_url,
                      "Where kiosks and phones reach the hub: https://hub.example.org. Remembered; asked for at the "
                      "first start on a terminal");
    serve->add_option("--pack", serve_options.pack,
                      "Folder of the community's pack: pages show its stamps, as the kiosk does");
    serve->add_option("--trusted-proxy", serve_options.trusted_proxies,
                      "Address or range whose Forwarded and X-Forwarded-* headers are believed; may be repeated "
                      "(default with --plain: this machine)");
    on(serve, [&] { return hub::serve(address, serve_options, *clock); });

    auto* enrol = app.add_subcommand("enrol-code",
                                     "Print a one-time code for a kiosk, valid for 15 minutes. Works while the "
                                     "hub serves.");
    on(enrol, [&] { return hub::print_enrol_code(address, *clock); });

    auto* user = app.add_subcommand("user", "People who may use the hub's pages");
    user->require_subcommand(1);
    auto* user_add = user->add_subcommand("add", "Add one; prints a password, once");
    std::string user_name;
    std::string role;
    user_add->add_option("name", user_name, "NAME")->required();
    user_add->add_option("--role", role, "What they may do")->required()->check(CLI::IsMember({"organizer", "staff"}));
    on(user_add, [&] { return hub::add_user(address, user_name, role, *clock); });

    auto* token = app.add_subcommand("token", "Programs that may read, over the hub's API");
    token->require_subcommand(1);
    auto* token_add = token->add_subcommand("add", "Make a token; printed once");
    std::string token_name;
    std::string scope;
    token_add->add_option("name", token_name, "What it is for")->required();
    token_add
        ->add_option(
            "--scope", scope,
            "metrics (figures of hub and kiosks, at /metrics), events (and arrivals; of people their nicknames), "
            "people (names and readings too) or everything (card ids too)")
        ->required()
        ->check(CLI::IsMember(scope_names()));
    on(token_add, [&] { return hub::add_token(address, token_name, scope, *clock); });
    auto* token_list = token->add_subcommand("list", "Id, scope, day and name of each");
    on(token_list, [&] { return hub::list_tokens(address); });
    auto* token_revoke = token->add_subcommand("revoke", "It reads nothing any more");
    std::string token_id;
    token_revoke->add_option("id", token_id, "Its id, as token list prints it")->required();
    on(token_revoke, [&] { return hub::revoke_token(address, token_id); });

    auto* device = app.add_subcommand("device", "The kiosks");
    device->require_subcommand(1);
    auto* device_list = device->add_subcommand("list", "Last contact, version, what is pending, health");
    std::string format = "text";
    device_list->add_option("--format", format)->check(CLI::IsMember({"text", "json"}));
    on(device_list, [&] { return hub::list_devices(address, format == "json", *clock); });
    auto* device_revoke = device->add_subcommand("revoke", "End a kiosk's token, for one that was lost");
    std::int64_t number = 0;
    device_revoke->add_option("device", number, "Its number")->required();
    bool new_card_key = false;
    device_revoke->add_flag("--new-card-key", new_card_key,
                            "It was stolen or lost: the others get a new key for card numbers");
    on(device_revoke, [&] { return hub::revoke_device(address, number, new_card_key, *clock); });

    std::string file;
    auto* import =
        app.add_subcommand("import", "Take a guest list (CSV): people, and the event's list. Repeating doubles nobody");
    hub::ImportOptions import_options;
    import->add_option("file", import_options.file, "FILE")->required();
    import->add_option("--event", import_options.event, "Whose list it is (default: people only)");
    import->add_option("--coming", import_options.coming, "VALUE: whose status is this comes too (may be given again)")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    import->add_flag("--strict", import_options.strict, "Write nothing if anything is doubtful, and exit with 1");
    on(import, [&] { return hub::import_list(address, import_options, *clock); });
    auto* exporting = app.add_subcommand("export", "Write who was where: one row a tap");
    hub::ExportOptions export_options;
    auto* of_event = exporting->add_option("--event", export_options.event, "Of this event only");
    exporting->add_option("--season", export_options.season, "Of this season only")->excludes(of_event);
    exporting
        ->add_option("--format", export_options.format,
                     "csv or json (for programs, UTF-8 without a mark), xlsx (for Excel: a sheet for people first), or "
                     "connpass (who of its list came, CSV; with --event)")
        ->required()
        ->check(CLI::IsMember({"csv", "xlsx", "json", "connpass"}));
    exporting->add_option("--lang", export_options.lang, "The language of the sheet for people in an XLSX")
        ->check(CLI::IsMember(words::language_codes()))
        ->default_str(std::string(words::languages().front().code));
    exporting->add_option("-o,--output", export_options.file, "FILE (default: standard output)");
    on(exporting, [&] { return hub::export_rows(address, export_options); });

    auto* backup = app.add_subcommand("backup", "Write everything to one file, while the hub serves; verified");
    backup->add_option("file", file, "FILE")->required();
    on(backup, [&] { return hub::back_up(address, file); });
    auto* restore = app.add_subcommand("restore",
                                       "Replace everything by a backup. Stop the hub before; kiosks then send "
                                       "again what the backup does not hold.");
    restore->add_option("file", file, "FILE")->required();
    on(restore, [&] { return hub::restore(address, file); });
    auto* doctor = app.add_subcommand("doctor", "Look whether everything is sound; exit status 1 if something is not");
    on(doctor, [&] { return hub::run_doctor(address, *clock); });

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    address.folder = folder;
    return exit_status(command());
}
