#include "kiosk/simulation.h"

#include <fmt/format.h>

#include "base/log.h"

namespace kiosk {

base::Result<std::unique_ptr<Simulation>> Simulation::start(const std::filesystem::path& folder) {
    TRY(cards, sim::load_cards(sim::sample_cards_folder()));
    TRY(reader, sim::SimulatedReader::start());
    std::unique_ptr<Simulation> simulation(new Simulation(std::move(reader), std::move(cards)));
    const auto socket = folder / "sim.sock";
    TRY(control, sim::ControlServer::start(simulation->m_table, socket));
    simulation->m_control = std::move(control);
    base::log::warning("the reader is simulated; keys tap sample cards: {}; control socket: {}", simulation->help(),
                       socket.string());
    return simulation;
}

std::string Simulation::help() const {
    std::string text;
    for (const sim::SampleCard& card : m_table.cards())
        if (card.key != '\0') text += fmt::format("{}{} {}", text.empty() ? "" : "  ", card.key, card.name);
    return text;
}

}  // namespace kiosk
