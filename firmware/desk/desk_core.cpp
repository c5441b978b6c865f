#include "desk/desk_core.h"

#include <algorithm>

#include "desk/state.h"
#include "journal/moment.h"
#include "journal/number_setting.h"

namespace desk {

std::int64_t Desk::State::acked_seq() {
    if (m_acked) return *m_acked;
    return journal::number_setting(m_journal, journal::acked_seq_setting);
}

bool Desk::State::is_live_stamp(std::int64_t seq) const {
    return seq > 0 && std::ranges::any_of(m_taps, [&](const Tapped& tapped) {
               return tapped.record.seq == seq && tapped.record.kind == attendance::EntryKind::stamp &&
                      !tapped.record.voided;
           });
}

std::vector<TapLine> Desk::State::taps() const {
    std::vector<TapLine> lines;
    for (const Tapped& tapped : m_taps)
        lines.push_back(tapped.line);
    return lines;
}

// Where nothing can be recorded, nobody is stamped, and taking the data home matters most.
bool Desk::State::is_to_be_stamped_first(const TapInput& tap) {
    const auto facts = facts_of(tap);
    return facts.person && facts.door.state == attendance::DoorState::open && !facts.presence && !m_cannot_record;
}

bool Desk::State::keep(const std::string& setting, const std::string& value) {
    const auto kept = m_journal.set_setting(setting, value);
    if (!kept) store_fails(kept.error());
    return kept.has_value();
}

void Desk::State::drop_former_card_key() {
    static_cast<void>(m_journal.drop_former_card_key());
}

void Desk::State::people_changed() {
    m_likely_for.reset();
    m_counted = {};
    refresh_taps();
    refresh_door();
}

void Desk::State::events_changed() {
    m_known_events = attendance::that_take_place(m_journal.events());
    refresh_door();
}

void Desk::State::opened_by_hand(const std::optional<attendance::EventId>& event) {
    m_opening.reset();
    if (event) m_opening = attendance::Opening{.event = *event, .at = journal::moment_of(m_now)};
    refresh_door();
}

void Desk::State::stamped_by_hand(std::int64_t seq, const attendance::PersonId& person,
                                  const attendance::EventId& event) {
    one_more_came();
    note_tap({.seq = seq, .kind = attendance::EntryKind::stamp, .person = person, .event = event});
    m_events.decided({Decided::Result::stamped, seq, {}, person});
    m_own_card.reset();
    auto [scene, lasting] = welcome_of(seq, person, event);
    scene.guest.may_choose = false;  // it is staff's hand that stamped
    m_staff.show_guest(lasting);
    show(std::move(scene), lasting);
}

void Desk::State::apply(const Settings& settings) {
    m_options.community.mirrored = settings.mirrored;
    m_options.community.calm = settings.calm;
    m_options.community.fit = settings.fit;
    m_options.community.lang = settings.lang;
    m_brightness_percent = settings.brightness_percent;
    tell_light();
    if (m_events.apply) m_events.apply(settings);
}

base::Result<void> Desk::State::set_clock(base::WallTime wanted) {
    if (!m_events.set_clock) return base::fail(base::ErrorCode::failed, "this kiosk has no clock to set");
    auto set = m_events.set_clock(wanted);
    read_clock();
    return set;
}

void Desk::State::clock_was_set() {
    watch_clock();
    refresh_taps();
    refresh_door();
}

void Desk::State::replace(Scene scene) {
    m_scene = std::move(scene);
    publish();
}

void Desk::State::forget_guests() {
    m_aside.clear();
    m_new_card.reset();
}

}  // namespace desk
