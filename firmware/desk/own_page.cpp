// Whoever tapped a card of their own gets their page at the hub onto their phone. Nothing is written here: the code in
// the address says it all, also without a network, and the hub takes it once.
#include "desk/state.h"

namespace desk {
namespace {

using namespace std::chrono_literals;

constexpr auto own_page_lasts = 60s;

}  // namespace

// The end of a code is decided by this clock: one that nobody believes would make codes that the hub refuses. While
// somebody waits to type on, nobody is kept longer.
std::string Desk::State::own_page_url() const {
    return m_own_card ? own_page_url(*m_own_card) : std::string();
}

std::string Desk::State::own_page_url(const attendance::CardId& card) const {
    if (!m_aside.empty() || !m_options.own_page_url || m_now.quality == base::ClockQuality::unknown) return {};
    return m_options.own_page_url(card, m_now.wall);
}

void Desk::State::take(const OpenOwnPage& answer) {
    const auto* welcome = std::get_if<Welcome>(&m_scene);
    const auto* repeat = std::get_if<AlreadyStamped>(&m_scene);
    const bool is_shown =
        (welcome != nullptr && welcome->guest.may_open_page) || (repeat != nullptr && repeat->guest.may_open_page);
    if (!is_shown || scene_seq(m_scene) != answer.seq) return;  // of the guest before
    std::string url = own_page_url();
    if (url.empty()) return;
    show(OwnPage{std::move(url)}, own_page_lasts);
}

}  // namespace desk
