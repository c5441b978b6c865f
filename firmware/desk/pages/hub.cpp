#include "desk/kana_keys.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "journal/number_setting.h"

namespace desk::pages {
namespace {

constexpr std::size_t address_characters_max = 100;
constexpr std::size_t code_characters_max = 20;

}  // namespace

bool Hub::open() {
    m_shown.draft.reset();
    refresh();
    return true;
}

void Hub::refresh() {
    auto draft = std::move(m_shown.draft);
    m_shown = {};
    m_shown.draft = std::move(draft);
    m_shown.enrolling = m_enrol;
    HubFacts facts = m_desk.hub_facts();
    if (facts.url.empty()) return;
    m_shown.url = std::move(facts.url);
    m_shown.key_pin = std::move(facts.key_pin);
    m_shown.device = journal::number_setting(m_desk.lookups(), journal::device_setting);
    m_shown.pending = m_desk.unsent();
    m_shown.last_contact = m_desk.last_contact();
}

// First off the attempt, then off the keyboard, then off the page. What an attempt that was called off still says is
// not listened to; should it have been kept already, the page says so.
void Hub::back() {
    const bool was_running = m_enrol.is_running();
    if (was_running) {
        ++m_work;
        if (m_desk.events().call_off_enrolment) m_desk.events().call_off_enrolment();
    }
    m_enrol = {};
    auto draft = std::move(m_shown.draft);
    if (draft || was_running)
        m_staff.open<Hub>();
    else
        m_staff.open<Settings>();
    if (was_running) m_shown.draft = std::move(draft);
}

void Hub::forget() {
    if (!m_enrol.is_running()) m_enrol = {};
    m_shown = {};
}

void Hub::key(const PressKey& key) {
    if (!m_shown.draft || m_enrol.is_running()) return;
    if (key.key == key_done) return save();
    const bool is_code = m_shown.draft->field == HubPage::Field::code;
    std::string& text = m_shown.draft->texts[static_cast<std::size_t>(m_shown.draft->field)];
    text = press_key(text, key.key, is_code ? code_characters_max : address_characters_max);
}

void Hub::touch(const BeginEnrolment&) {
    if (m_enrol.is_running()) return;
    m_enrol = {};
    const HubFacts facts = m_desk.hub_facts();
    m_staff.open<Hub>();
    auto& draft = m_shown.draft.emplace();
    draft.texts[0] = facts.url.empty() ? facts.suggested : facts.url;
    draft.field = draft.texts[0].empty() ? HubPage::Field::url : HubPage::Field::code;
}

void Hub::touch(const ChooseHubField& answer) {
    if (!m_shown.draft || m_enrol.is_running()) return;
    m_enrol = {};  // what went wrong was read: back to the keyboard
    m_shown.draft->field = answer.field;
    refresh();
}

// Tries an enrolment.
void Hub::save() {
    if (!m_shown.draft || m_enrol.is_running() || !m_desk.events().enrol) return;
    const auto [url, code] = m_shown.draft->texts;
    if (url.empty() || code.empty()) {
        m_shown.draft->field = url.empty() ? HubPage::Field::url : HubPage::Field::code;
        return;
    }
    if (!m_staff.note("enrol")) return;
    m_enrol = {};
    m_enrol.step = EnrolState::Step::greeting;
    m_desk.events().enrol({++m_work, url, code});
    refresh();
}

bool Hub::on(const EnrolInput& enrolling) {
    if (enrolling.work != m_work) return false;
    m_enrol = enrolling.state;
    if (m_enrol.step == EnrolState::Step::done) m_shown.draft.reset();
    if (m_enrol.trouble == HubTrouble::code && m_shown.draft) m_shown.draft->field = HubPage::Field::code;
    return true;
}

}  // namespace desk::pages
