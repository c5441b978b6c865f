// pettan-sim: a simulated PN532 for whoever has none. Prints the device's path and serves it until it is killed.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <random>

#include "base/version.h"
#include "sim/control.h"

namespace {

struct Settings {
    sim::SimulatedReader::Options reader;
    std::string control_socket;
    std::string cards_folder = sim::sample_cards_folder().string();
    std::vector<std::string> placed;
    std::vector<std::string> send;  // a socket and a line: asks another one instead of serving
};

base::Result<void> serve(const Settings& settings, const sigset_t& ends) {
    TRY(cards, sim::load_cards(settings.cards_folder));
    TRY(reader, sim::SimulatedReader::start(settings.reader));
    sim::Table table(*reader, std::move(cards));
    for (const std::string& name : settings.placed) {
        TRY(handle, table.place(name));
        static_cast<void>(handle);
    }
    std::unique_ptr<sim::ControlServer> control;
    if (!settings.control_socket.empty()) {
        TRY(started, sim::ControlServer::start(table, settings.control_socket));
        control = std::move(started);
    }
    fmt::print("{}\n", reader->device_path());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    return {};
}

base::Result<void> send(const Settings& settings) {
    TRY(reply, sim::send_control(settings.send[0], settings.send[1]));
    fmt::print("{}\n", reply);
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    // Before any thread starts, so that only sigwait gets them.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    Settings settings;
    std::string link;
    CLI::App app("A simulated PN532 reader on a pseudo-terminal, for libnfc's pn532_uart driver.");
    app.set_version_flag("--version", "pettan-sim " + std::string(base::version()));
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);  // an option given twice
    app.add_option("--link", link, "where the device is found (default: a fresh temporary folder)");
    app.add_option("--control", settings.control_socket, "control socket; connect and say help");
    app.add_option("--cards", settings.cards_folder, "folder of sample cards");
    app.add_option("--place", settings.placed, "card that lies there from the start; may be repeated");
    app.add_flag("--uart-time", settings.reader.uart_time, "take the time that a 115200 baud line and the radio take");
    app.add_option("--send", settings.send, "SOCKET LINE: sends one command to a control socket and prints the reply")
        ->expected(2);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    settings.reader.link = link;
    settings.reader.seed = std::random_device{}();
    const base::Result<void> served = settings.send.empty() ? serve(settings, ends) : send(settings);
    if (served) return 0;
    fmt::print(stderr, "pettan-sim: {}\n", served.error().message);
    return 1;
}
