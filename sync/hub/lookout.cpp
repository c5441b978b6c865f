#include "hub/lookout.h"

#include <utility>

namespace hub {
namespace {

constexpr std::chrono::seconds period{2};

}  // namespace

Lookout::Lookout(std::unique_ptr<store::Store> store, std::shared_ptr<store::CommitBell> bell, Look look)
    : m_store(std::move(store)), m_bell(std::move(bell)), m_look(std::move(look)) {
    m_look(*m_store);
    m_bell->listen(this, [this] {
        const std::lock_guard lock(m_mutex);
        m_has_rung = true;
        m_rung.notify_all();
    });
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Lookout::~Lookout() {
    m_bell->forget(this);
}

void Lookout::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_rung.wait_for(lock, stop, period, [&] { return m_has_rung; });
            m_has_rung = false;
        }
        if (!stop.stop_requested()) m_look(*m_store);
    }
}

}  // namespace hub
