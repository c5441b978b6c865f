
#include "base/log.h"
#include "desk/staff_cards.h"
#include "desk/staff_pages.h"
#include "journal/number_setting.h"

namespace desk {
namespace {

constexpr std::int64_t free_tries = 5;
constexpr std::chrono::seconds first_wait{30};
constexpr std::chrono::seconds longest_wait{3600};

}  // namespace

std::chrono::seconds wait_after(std::int64_t wrong_tries) {
    if (wrong_tries < free_tries) return std::chrono::seconds(0);
    constexpr std::int64_t doublings_max = 7;  // 30 s << 7 is more than an hour
    return std::min(first_wait * (std::int64_t{1} << std::min(wrong_tries - free_tries, doublings_max)), longest_wait);
}

std::int64_t Desk::Staff::wrong_tries() const {
    return journal::number_setting(m_desk.m_journal, staff_pin_tries_setting) + m_tries_not_kept;
}

void Desk::Staff::show_pin_pad() {
    const KeptPin kept = kept_pin_from(m_desk.m_journal.setting(staff_pin_setting).value_or(""));
    PinPad pad;
    pad.is_set = !kept.hash.empty();
    pad.length = static_cast<int>(pad.is_set ? kept.digits : pin_digits_min);
    pad.locked_until = m_locked_until;
    m_pin.clear();
    m_first_pin.clear();
    show(pad);
}

void Desk::Staff::handle(const PinKey& answer) {
    auto* pad = page<PinPad>();
    if (pad == nullptr || pad->checking) return;
    if (m_locked_until && m_desk.m_monotonic < *m_locked_until) return m_desk.publish();
    if (answer.key == '<') {
        if (!m_pin.empty()) m_pin.pop_back();
    } else if (answer.key >= '0' && answer.key <= '9') {
        m_pin += answer.key;
    }
    pad->wrong = false;
    pad->digits = static_cast<int>(m_pin.size());
    if (pad->digits == pad->length) pad->is_set ? submit_pin() : submit_new_pin();
    m_desk.publish();
}

// Counted before it is looked at, so that a pulled plug gives no free try. Where nothing can be recorded it is counted
// in memory only, and each wrong one then costs a wait, which takes as long as pulling the plug.
void Desk::Staff::submit_pin() {
    auto* pad = page<PinPad>();
    const std::string pin = std::exchange(m_pin, {});
    const KeptPin kept = kept_pin_from(m_desk.m_journal.setting(staff_pin_setting).value_or(""));
    if (!m_desk.m_events.pin) {
        pad->digits = 0;
        return;
    }
    if (keep(staff_pin_tries_setting, std::to_string(wrong_tries() + 1)))
        m_tries_not_kept = 0;
    else
        ++m_tries_not_kept;
    m_act_failed = false;
    pad->checking = true;
    m_desk.m_events.pin({++m_pin_work, pin, kept.hash});
}

void Desk::Staff::submit_new_pin() {
    auto* pad = page<PinPad>();
    const std::string pin = std::exchange(m_pin, {});
    pad->digits = 0;
    if (!pad->repeat) {
        m_first_pin = pin;
        pad->repeat = true;
        return;
    }
    const bool same = pin == std::exchange(m_first_pin, {});
    pad->repeat = same;
    pad->wrong = !same;
    if (!same || !m_desk.m_events.pin) return;
    pad->checking = true;
    pad->digits = pad->length;
    m_desk.m_events.pin({++m_pin_work, pin, ""});
}

// One that comes when nobody waits for it any more opens nothing.
void Desk::Staff::on(const PinInput& pin) {
    auto* pad = page<PinPad>();
    if (pad == nullptr || !pad->checking || pin.work != m_pin_work) return;
    if (!pin.problem.empty()) base::log::warning("the PIN cannot be looked at: {}", pin.problem);
    pad->checking = false;
    pad->digits = 0;
    if (!pad->is_set) {
        m_by = "pin";
        const auto length = static_cast<std::size_t>(pad->length);
        if (!pin.hash.empty() && keep(staff_pin_setting, to_setting(KeptPin{length, pin.hash})) && note("pin_set"))
            return open("pin");
        pad->repeat = false;
        return m_desk.publish();
    }
    if (pin.fits) {
        keep(staff_pin_tries_setting, "0");
        m_act_failed = false;
        m_tries_not_kept = 0;
        m_locked_until.reset();
        return open("pin");
    }
    pad->wrong = true;
    auto wait = wait_after(wrong_tries());
    if (m_tries_not_kept > 0) wait = std::max(wait, first_wait);
    if (wait > std::chrono::seconds(0)) m_locked_until = m_desk.m_monotonic + wait;
    pad->locked_until = m_locked_until;
    stay();
    m_desk.publish();
}

}  // namespace desk
