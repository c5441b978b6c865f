#include <algorithm>

#include "desk/staff_pages.h"

namespace desk {

HubFacts Desk::Staff::hub_facts() const {
    return m_desk.m_options.hub ? m_desk.m_options.hub() : HubFacts();
}

std::int64_t Desk::Staff::pending() const {
    return std::max<std::int64_t>(m_desk.m_journal.last_seq() - acked_seq(), 0);
}

HubPage Desk::Staff::make_hub() {
    HubFacts facts = hub_facts();
    HubPage made;
    made.enrolling = m_enrol;
    if (facts.url.empty()) return made;
    made.url = std::move(facts.url);
    made.pin = std::move(facts.pin);
    made.device = m_desk.device();
    made.pending = pending();
    made.last_contact = m_desk.m_last_contact;
    return made;
}

void Desk::Staff::handle(const OpenHub&) {
    show(make_hub());
}

void Desk::Staff::handle(const BeginEnrolment&) {
    if (page<HubPage>() == nullptr || m_enrol.is_running()) return m_desk.publish();
    m_enrol = {};
    const HubFacts facts = hub_facts();
    HubPage made = make_hub();
    made.draft.emplace();
    made.draft->texts[0] = facts.url.empty() ? facts.suggested : facts.url;
    made.draft->field = made.draft->texts[0].empty() ? HubPage::Field::url : HubPage::Field::code;
    show(std::move(made));
}

void Desk::Staff::handle(const ChooseHubField& answer) {
    auto* hub = page<HubPage>();
    if (hub == nullptr || !hub->draft || m_enrol.is_running()) return m_desk.publish();
    m_enrol = {};  // what went wrong was read: back to the keyboard
    hub->draft->field = answer.field;
    refresh();
}

void Desk::Staff::try_enrolment() {
    auto* hub = page<HubPage>();
    if (!hub->draft || m_enrol.is_running() || !m_desk.m_events.enrol) return m_desk.publish();
    const auto [url, code] = hub->draft->texts;
    if (url.empty() || code.empty()) {
        hub->draft->field = url.empty() ? HubPage::Field::url : HubPage::Field::code;
        return m_desk.publish();
    }
    if (!note("enrol")) return;
    m_enrol = {};
    m_enrol.step = EnrolState::Step::greeting;
    m_desk.m_events.enrol({++m_enrol_work, url, code});
    refresh();
}

// What it still says is not listened to. Should it have been kept already, the page says so.
void Desk::Staff::call_off_enrolment() {
    ++m_enrol_work;
    if (m_desk.m_events.call_off_enrolment) m_desk.m_events.call_off_enrolment();
}

// Whoever went away meanwhile finds its end on the page.
void Desk::Staff::on(const EnrolInput& enrolling) {
    if (enrolling.work != m_enrol_work) return;
    m_enrol = enrolling.state;
    auto* hub = page<HubPage>();
    if (hub == nullptr) return;
    using Step = EnrolState::Step;
    if (m_enrol.step == Step::done) hub->draft.reset();
    if (m_enrol.trouble == HubTrouble::code && hub->draft) hub->draft->field = HubPage::Field::code;
    stay();
    refresh();
}

}  // namespace desk
