// pettan-sim: a simulated PN532 for whoever has none. Prints the device's path and serves it until it is killed.
#include <fmt/core.h>

#include <csignal>
#include <cstdio>

#include "sim/port.h"

int main(int argc, char** argv) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    sim::SimulatedReader::Options options;
    if (argc > 1) options.link = argv[1];
    auto reader = sim::SimulatedReader::start(options);
    if (!reader) {
        fmt::print(stderr, "pettan-sim: {}\n", reader.error().message);
        return 1;
    }
    const base::Bytes uid = {0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6};
    (*reader)->place(sim::make_tag(sim::TagKind::ntag213, uid).value());
    fmt::print("{}\n", (*reader)->device_path());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
    return 0;
}
