// What the sync with the hub says, and what became of it in the journal.
#include <fmt/format.h>

#include <charconv>

#include "base/log.h"
#include "desk/state.h"
#include "journal/roster.h"

namespace desk {
namespace {

// An acknowledgement that is lost costs only that something is sent again, so it need not be on the disk at once: it
// goes with the next roster, or when this time has passed.
constexpr auto acked_waits = std::chrono::seconds(3);

// A snapshot is taken in by so many things at once: some milliseconds on a small computer, and a tap comes in between.
constexpr std::size_t things_of_a_part = 64;
// How long what comes down may keep the desk.
constexpr auto turn_lasts = std::chrono::milliseconds(20);

std::string waiting(std::int64_t pending) {
    return pending == 1 ? std::string("1 entry waits") : fmt::format("{} entries wait", pending);
}

}  // namespace

void Desk::State::on(const LinkInput& link) {
    std::string detail = link.reason;
    const auto add = [&](const std::string& more) { detail += (detail.empty() ? "" : "; ") + more; };
    if (link.pending > 0) add(waiting(link.pending));
    if (link.held > 0) add(fmt::format("the hub keeps {} aside", link.held));
    if (link.copied) add("a copy of this kiosk has sent under its number");
    const auto health = [&] {
        switch (link.state) {
            case LinkInput::State::up:
                return link.held > 0 || link.copied ? Health::warning : Health::ok;
            case LinkInput::State::down:
                return Health::warning;
            case LinkInput::State::off:
                return Health::trouble;
        }
        return Health::unknown;
    };
    m_last_contact = link.last_contact;
    m_status.held = link.held;
    m_status.hub_trouble = link.trouble != HubTrouble::none ? link.trouble
                           : link.held > 0                  ? HubTrouble::held
                           : link.copied                    ? HubTrouble::copied
                                                            : HubTrouble::none;
    m_status.sync = {health(), std::move(detail), link.last_contact.value_or(m_started)};
    publish();
}

void Desk::State::on(const AckedInput& acked) {
    if (!m_acked) m_acked_at = m_monotonic;
    m_acked = acked.seq;
}

void Desk::State::on(const NewEpochInput& wanted) {
    if (m_journal.epoch() >= wanted.at_least) return;
    keep_acked();
    const auto begun = m_journal.begin_epoch(wanted.at_least);
    if (!begun) return store_fails(begun.error());
    base::log::warning("sync: epoch {} begins: a copy of this kiosk has sent under its number", *begun);
}

void Desk::State::on(const RosterInput& roster) {
    if (roster.update->is_snapshot)
        for (auto& part : journal::parts_of(std::move(*roster.update), m_journal.last_seq(), things_of_a_part))
            m_rosters.push_back(std::make_shared<journal::RosterUpdate>(std::move(part)));
    else
        m_rosters.push_back(roster.update);
    take_rosters();
}

void Desk::State::on(const JournalInput& work) {
    work.work(m_journal);
    take_in_what_changed();
}

std::int64_t Desk::State::device() {
    const auto text = m_journal.setting(std::string(journal::device_setting)).value_or("");
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void Desk::State::tend_sync() {
    if (!m_rosters.empty()) take_rosters();
    if (m_acked && m_monotonic - m_acked_at >= acked_waits) keep_acked();
}

void Desk::State::keep_acked() {
    if (!m_acked) return;
    const auto kept = m_journal.set_setting(std::string(journal::acked_seq_setting), std::to_string(*m_acked));
    if (!kept) return store_fails(kept.error());
    m_acked.reset();
}

// In their order: what cannot be kept now (a full disk) is tried again with the next tick. So is what would take too
// long, and then the next tick is at once.
void Desk::State::take_rosters() {
    const auto begin = m_clock.monotonic();
    while (!m_rosters.empty()) {
        if (m_clock.monotonic() - begin >= turn_lasts) return;
        journal::RosterUpdate& update = *m_rosters.front();
        if (m_acked) update.acked_seq = m_acked;
        if (const auto applied = m_journal.apply(update); !applied) return store_fails(applied.error());
        store_works();
        m_acked.reset();
        m_staff.know_roster(update);
        m_rosters.pop_front();
    }
    take_in_what_changed();
}

void Desk::State::take_in_what_changed() {
    m_known_events = m_journal.events();
    m_prompts = m_journal.prompts();
    m_seasons = m_journal.seasons();
    m_counted = {};
    refresh_door();
    refresh_taps();
    publish();
}

}  // namespace desk
