#include <algorithm>
#include <utility>

#include "base/log.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "journal/number_setting.h"

namespace desk::pages {
namespace {

constexpr std::int64_t free_tries = 5;
constexpr std::chrono::seconds first_wait{30};
constexpr std::chrono::seconds longest_wait{3600};
constexpr std::chrono::minutes first_pin_within{10};  // of the first start

// How long the PIN is refused after so many wrong tries in a row: 30 s after five, twice as long after each one more,
// an hour at most.
std::chrono::seconds wait_after(std::int64_t wrong_tries) {
    if (wrong_tries < free_tries) return std::chrono::seconds(0);
    constexpr std::int64_t doublings_max = 7;  // 30 s << 7 is more than an hour
    return std::min(first_wait * (std::int64_t{1} << std::min(wrong_tries - free_tries, doublings_max)), longest_wait);
}

}  // namespace

// A wait is not ended by pulling the plug: it begins again.
Pin::Pin(const Surroundings& surroundings) : Page(surroundings) {
    const auto wait = wait_after(wrong_tries());
    if (wait > std::chrono::seconds(0)) m_locked_until = m_desk.monotonic() + wait;
    const bool was_closed = m_desk.lookups().setting(first_pin_closed_setting).has_value();
    if (!was_closed) m_chosen_until = m_desk.monotonic() + first_pin_within;
}

// Whoever starts a kiosk for the first time stands before it. Later, a guest may.
bool Pin::may_choose() const {
    return m_chosen_until && m_desk.monotonic() < *m_chosen_until;
}

void Pin::close_in_time() {
    if (!m_chosen_until || may_choose()) return;
    m_chosen_until.reset();
    m_desk.keep(first_pin_closed_setting, "1");
}

KeptPin Pin::kept() const {
    return kept_pin_from(m_desk.lookups().setting(staff_pin_setting).value_or(""));
}

std::int64_t Pin::wrong_tries() const {
    return journal::number_setting(m_desk.lookups(), staff_pin_tries_setting) + m_tries_not_kept;
}

bool Pin::open() {
    forget();
    const KeptPin pin = kept();
    m_shown.is_set = !pin.hash.empty();
    m_shown.may_choose = !m_shown.is_set && may_choose();
    m_shown.length = static_cast<int>(m_shown.is_set ? pin.digits : attendance::pin_digits_min);
    m_shown.locked_until = m_locked_until;
    return true;
}

void Pin::forget() {
    m_pin.clear();
    m_first.clear();
    m_shown = {};
}

void Pin::back() {
    m_staff.leave();
}

void Pin::touch(const PinKey& answer) {
    if (!m_shown.is_set && !may_choose()) {
        m_shown.may_choose = false;
        return;
    }
    if (m_shown.checking || (m_locked_until && m_desk.monotonic() < *m_locked_until)) return;
    if (answer.key == '<') {
        if (!m_pin.empty()) m_pin.pop_back();
    } else if (answer.key >= '0' && answer.key <= '9') {
        m_pin += answer.key;
    }
    m_shown.wrong = false;
    m_shown.digits = static_cast<int>(m_pin.size());
    if (m_shown.digits == m_shown.length) m_shown.is_set ? submit() : submit_new();
}

// Counted before it is looked at, so that a pulled plug gives no free try. Where nothing can be recorded it is counted
// in memory only, and each wrong one then costs a wait, which takes as long as pulling the plug.
void Pin::submit() {
    const std::string pin = std::exchange(m_pin, {});
    const std::string hash = kept().hash;
    if (!m_desk.events().pin) {
        m_shown.digits = 0;
        return;
    }
    if (m_desk.keep(staff_pin_tries_setting, std::to_string(wrong_tries() + 1)))
        m_tries_not_kept = 0;
    else
        ++m_tries_not_kept;
    m_shown.checking = true;
    m_desk.events().pin({++m_work, pin, hash});
}

void Pin::submit_new() {
    const std::string pin = std::exchange(m_pin, {});
    m_shown.digits = 0;
    if (!m_shown.repeat) {
        m_first = pin;
        m_shown.repeat = true;
        return;
    }
    const bool same = pin == std::exchange(m_first, {});
    m_shown.repeat = same;
    m_shown.wrong = !same;
    if (!same || !m_desk.events().pin) return;
    m_shown.checking = true;
    m_shown.digits = m_shown.length;
    m_desk.events().pin({++m_work, pin, ""});
}

// One that comes when nobody waits for it any more opens nothing.
void Pin::on(const PinInput& pin) {
    if (!m_shown.checking || pin.work != m_work) return;
    if (!pin.problem.empty()) base::log::warning("the PIN cannot be looked at: {}", pin.problem);
    m_shown.checking = false;
    m_shown.digits = 0;
    if (!m_shown.is_set) {
        const KeptPin chosen{static_cast<std::size_t>(m_shown.length), pin.hash};
        if (!pin.hash.empty() && m_staff.set_pin(chosen)) return m_staff.let_in("pin");
        m_shown.repeat = false;
        return;
    }
    if (pin.fits) {
        m_desk.keep(staff_pin_tries_setting, "0");
        m_tries_not_kept = 0;
        m_locked_until.reset();
        return m_staff.let_in("pin");
    }
    m_shown.wrong = true;
    auto wait = wait_after(wrong_tries());
    if (m_tries_not_kept > 0) wait = std::max(wait, first_wait);
    if (wait > std::chrono::seconds(0)) m_locked_until = m_desk.monotonic() + wait;
    m_shown.locked_until = m_locked_until;
    m_staff.stay();
}

}  // namespace desk::pages
