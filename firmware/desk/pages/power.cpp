#include "desk/pages/pages.h"
#include "desk/staff_mode.h"

namespace desk::pages {

bool Power::open(const OpenPower&) {
    m_shown = {};
    return static_cast<bool>(m_desk.events().power);
}

void Power::back() {
    m_staff.open<Settings>();
}

// Where nothing can be recorded any more a restart may be what helps: it goes on all the same.
void Power::touch(const OrderPower& answer) {
    if (m_shown.ordered || !m_desk.events().power) return;
    m_staff.note(answer.act == PowerPage::Act::restart ? "restart" : "switch_off");
    m_shown.problem.clear();
    m_shown.ordered = answer.act;
    m_desk.events().power(answer.act);
}

void Power::on(const PowerInput& power) {
    m_shown.ordered.reset();
    m_shown.problem = power.problem;
}

}  // namespace desk::pages
