#include "desk/staff_mode.h"

#include <algorithm>

#include "desk/staff_cards.h"

namespace desk {
namespace {

using namespace std::chrono_literals;

constexpr auto refresh_period = 2s;

}  // namespace

Staff::Staff(DeskCore& desk)
    : m_desk(desk),
      m_cards(staff_cards_from(desk.lookups().setting(staff_cards_setting).value_or(""))),
      m_pages({desk, *this}) {}

void Staff::ask() {
    if (is_open()) return;
    m_desk.forget_guests();
    open<pages::Pin>();
    publish();
}

void Staff::let_in(std::string by) {
    m_by = std::move(by);
    m_desk.forget_guests();
    m_pages.get<pages::People>().forget();
    open<pages::Monitor>();
}

void Staff::leave() {
    m_desk.rest();
}

void Staff::left() {
    m_by.clear();
    m_act_failed = false;
    m_open = {};
    m_is_new = false;
    m_guest_until.reset();
    m_card_undo.reset();
    m_pages.each([](auto& page) { page.forget(); });
}

void Staff::stay() {
    with_page([this](auto& page) { m_desk.stay(page.lasts()); });
}

void Staff::publish() {
    if (is_guest_shown()) return;
    if (m_is_new) m_refreshed_at = m_desk.monotonic();
    with_page([this](auto& page) {
        if (m_is_new)
            m_desk.show(page.shown(), page.lasts());
        else
            m_desk.replace(page.shown());
    });
    m_is_new = false;
}

// A staff card that was known under a key before stays one. The key before an enrolment goes with the last of them.
void Staff::carry_over(const TapInput& tap) {
    auto cards = m_cards;
    for (const attendance::CardId& former : tap.former_cards)
        if (cards.erase(former) > 0) cards.insert(tap.card);
    if (cards == m_cards) return;
    if (!keep(staff_cards_setting, to_setting(cards))) return;
    m_cards = std::move(cards);
    const auto former = staff_cards_from(m_desk.lookups().setting(former_staff_cards_setting).value_or(""));
    if (std::ranges::none_of(former, [&](const auto& card) { return m_cards.contains(card); }))
        m_desk.drop_former_card_key();
}

// Staff's own cards: one that belongs to nobody only opens these screens; one of a person is stamped first, like
// everybody's, and opens them when it is tapped again.
bool Staff::takes_card(const TapInput& tap) {
    if (!tap.stable) return false;
    carry_over(tap);
    auto& person = m_pages.get<pages::Person>();
    if (shows<pages::Person>() && person.waits_for_card()) {
        m_act_failed = false;
        stay();
        if (person.take_card(tap)) {
            publish();
            return true;
        }
    }
    if (!m_cards.contains(tap.card)) return false;
    const bool has_owner = m_desk.lookups().owner_of(tap.card).has_value();
    if (is_open() && !shows<pages::Pin>()) return !has_owner;
    if (!is_open() && m_desk.is_to_be_stamped_first(tap)) return false;
    const bool at_the_door = is_open();
    let_in(tap.card.value);
    publish();
    return !at_the_door || !has_owner;
}

// Numbers change by themselves (the last ten minutes), and what was armed or could be undone comes to its end.
void Staff::tick() {
    if (m_people.is_reading()) m_people.read_step(m_desk.lookups());
    m_pages.get<pages::Pin>().close_in_time();
    if (m_guest_until && !is_guest_shown()) return end_guest();
    if (!is_open() || m_desk.monotonic() - m_refreshed_at < refresh_period) return;
    with_page([](auto& page) { page.tick(); });
    refresh();
}

bool Staff::is_guest_shown() const {
    return m_guest_until && m_desk.monotonic() < *m_guest_until;
}

void Staff::show_guest(std::chrono::milliseconds lasting) {
    m_guest_until = m_desk.monotonic() + lasting;
}

// The page as it is now, for as long as after a touch.
void Staff::end_guest() {
    m_guest_until.reset();
    m_is_new = true;
    refresh();
}

void Staff::tapped() {
    if (m_guest_until) return end_guest();
    refresh();
}

void Staff::refresh() {
    m_refreshed_at = m_desk.monotonic();
    with_page([](auto& page) { page.refresh(); });
    publish();
}

void Staff::on(const PinInput& pin) {
    if (!shows<pages::Pin>()) return;  // it comes when nobody waits for it any more
    m_pages.get<pages::Pin>().on(pin);
    publish();
}

void Staff::on(const TargetsInput& targets) {
    m_pages.get<pages::Events>().on(targets);
    if (shows<pages::Events>()) refresh();
}

void Staff::on(const ExportInput& exporting) {
    m_pages.get<pages::Events>().on(exporting);
    if (shows<pages::Events>()) refresh();
}

void Staff::on(const PowerInput& power) {
    m_pages.get<pages::Power>().on(power);
    if (shows<pages::Power>()) refresh();
}

// Whoever went away meanwhile finds its end on the page.
void Staff::on(const EnrolInput& enrolling) {
    if (!m_pages.get<pages::Hub>().on(enrolling) || !shows<pages::Hub>()) return;
    stay();
    refresh();
}

// Who is not let in yet can only type the PIN, and leave.
void Staff::take(const StaffAnswer& answer) {
    if (!is_open()) return;
    const bool for_the_door = std::holds_alternative<PinKey>(answer) || std::holds_alternative<LeaveStaff>(answer) ||
                              std::holds_alternative<Back>(answer);
    if (shows<pages::Pin>() && !for_the_door) return;
    if (is_guest_shown()) return;
    m_act_failed = false;
    std::visit([this](const auto& chosen) { handle(chosen); }, answer);
    if (!is_guest_shown()) stay();
    publish();
}

template <typename Other>
void Staff::handle(const Other& answer) {
    using pages::Pages;
    static_assert(Pages::take<Other> != Pages::open_by<Other>, "an answer that no page takes, or that two might");
    if constexpr (Pages::open_by<Other>)
        m_pages.each([&]<typename Page>(Page&) {
            if constexpr (pages::OpenedBy<Page, Other>) open<Page>(answer);
        });
    else
        with_page([&]<typename Page>(Page& page) {
            if constexpr (pages::Takes<Page, Other>) page.touch(answer);
        });
}

void Staff::handle(const GoTo& answer) {
    m_pages.each([](auto& page) { page.drop(); });
    switch (answer.page) {
        case StaffPage::monitor:
            open<pages::Monitor>();
            return;
        case StaffPage::people:
            open<pages::People>();
            return;
        case StaffPage::event:
            open<pages::Events>();
            return;
        case StaffPage::settings:
            open<pages::Settings>();
            return;
    }
}

void Staff::handle(const LeaveStaff&) {
    leave();
}

void Staff::handle(const Back&) {
    with_page([](auto& page) { page.back(); });
}

void Staff::handle(const Save&) {
    with_page([](auto& page) { page.save(); });
}

bool Staff::take(const PressKey& key) {
    if (!is_open()) return false;
    if (is_guest_shown()) return true;
    stay();
    with_page([&](auto& page) { page.key(key); });
    publish();
    return true;
}

bool Staff::take(const OpenKeyboard& answer) {
    if (!is_open()) return false;
    if (is_guest_shown()) return true;
    stay();
    with_page([&](auto& page) { page.open_keyboard(answer.keyboard); });
    publish();
    return true;
}

bool Staff::take(const CloseKeyboard&) {
    if (!is_open()) return false;
    if (is_guest_shown()) return true;
    stay();
    with_page([](auto& page) { page.close_keyboard(); });
    publish();
    return true;
}

}  // namespace desk
