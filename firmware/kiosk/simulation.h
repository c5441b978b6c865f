// `--reader sim`: a simulated PN532 inside the kiosk, with sample cards that the keyboard and a control socket place.
// Everything behind it is real: pettan-reader opens the pseudo-terminal as it would a serial port.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "sim/control.h"
#include "sim/table.h"

namespace kiosk {

class Simulation {
public:
    // The control socket is FOLDER/sim.sock; errors name what could not be made.
    static base::Result<std::unique_ptr<Simulation>> start(const std::filesystem::path& folder);

    std::string connstring() const { return m_reader->connstring(); }
    // Taps the sample card that has this key; false when none has.
    bool press(char key) { return m_table.tap_key(key); }
    // For the person at the keyboard: "1 sakura  2 kenji …".
    std::string help() const;

private:
    Simulation(std::unique_ptr<sim::SimulatedReader> reader, std::vector<sim::SampleCard> cards)
        : m_reader(std::move(reader)), m_table(*m_reader, std::move(cards)) {}

    std::unique_ptr<sim::SimulatedReader> m_reader;
    sim::Table m_table;
    std::unique_ptr<sim::ControlServer> m_control;
};

}  // namespace kiosk
