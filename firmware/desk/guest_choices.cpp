#include <algorithm>

#include "desk/state.h"
#include "words/languages.h"

namespace desk {
namespace {

using namespace std::chrono_literals;

constexpr auto language_waits = 60s;  // on the resting screen, for the card of whoever chose it
constexpr auto read_again_for = 20s;  // at least, after the words turned into another language

// Where the next tap may be of the guest who reads: before theirs, or when theirs was not taken.
template <typename Shown>
constexpr bool waits_for_same_guest =
    std::is_same_v<Shown, Idle> || std::is_same_v<Shown, NumberChanges> || std::is_same_v<Shown, TwoCards> ||
    std::is_same_v<Shown, ClosedDoor> || std::is_same_v<Shown, CannotRecord> || std::is_same_v<Shown, ReaderTrouble>;

}  // namespace

void Desk::State::take(const NextLanguage&) {
    if (m_staff.is_open()) return;
    const std::string next(words::next_language(lang()).code);
    m_guest_lang_at = m_monotonic;
    m_guest_lang = next == m_options.community.lang ? std::nullopt : std::optional(next);
    if (m_returns_at) m_returns_at = std::max(*m_returns_at, m_monotonic + read_again_for);
    publish();
}

void Desk::State::take(const MoreTime&) {
    if (!m_returns_at || m_staff.is_open()) return;
    m_returns_at = *m_returns_at + more_time;
    publish();
}

void Desk::State::next_guest_taps() {
    const bool same = std::visit([]<typename Shown>(const Shown&) { return waits_for_same_guest<Shown>; }, m_scene);
    if (!same) m_guest_lang.reset();
}

bool Desk::State::language_is_over() const {
    return m_guest_lang && !m_returns_at && m_monotonic >= m_guest_lang_at + language_waits;
}

}  // namespace desk
