// What the sync with the hub says, and what became of it in the journal.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/counted.h"
#include "base/log.h"
#include "desk/state.h"
#include "journal/number_setting.h"
#include "journal/roster.h"

namespace desk {
namespace {

// An acknowledgement that is lost costs only that something is sent again, so it need not be on the disk at once: it
// goes with the next roster, or when this time has passed.
constexpr auto acked_waits = std::chrono::seconds(3);

// A snapshot is taken in by so many things at once: some milliseconds on a small computer, and a tap comes in between.
constexpr std::size_t rows_per_part = 64;
// How long what comes down may keep the desk.
constexpr auto turn_lasts = std::chrono::milliseconds(20);
// What could not be kept, for want of room.
constexpr auto rosters_wait = std::chrono::seconds(5);

std::string waiting(std::int64_t pending) {
    return base::counted(pending, "entry waits", "entries wait");
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
    const auto waiting_now = link.pending > 0 ? std::optional(link.pending) : std::nullopt;
    m_status.sync = {health(), std::move(detail), link.last_contact.value_or(m_started), waiting_now};
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
    m_rosters.push_back(roster.update);
    tend_journal();
}

void Desk::State::on(const JournalInput& work) {
    if (work.begins_anew) {
        m_rosters.clear();
        m_parts.clear();
    }
    work.work(m_journal);
    take_in(everything);
}

std::int64_t Desk::State::device() {
    return journal::number_setting(m_journal, journal::device_setting);
}

void Desk::State::flush_sync() {
    if (m_monotonic >= m_rosters_wait_until) tend_journal();
    if (m_acked && m_monotonic - m_acked_at >= acked_waits) keep_acked();
}

void Desk::State::keep_acked() {
    if (!m_acked) return;
    const auto kept = m_journal.set_setting(std::string(journal::acked_seq_setting), std::to_string(*m_acked));
    if (!kept) return store_fails(kept.error());
    m_acked.reset();
}

// What the journal has to do beside the taps, and what came down, in their order. What cannot be done now (a full disk)
// is tried again after a while; what would take too long goes on with the next tick, which then is at once.
void Desk::State::tend_journal() {
    const auto begin = m_clock.monotonic();
    while (m_clock.monotonic() - begin < turn_lasts) {
        // A snapshot is made whole before what came after it.
        const auto tended = m_journal.tend();
        if (!tended) return put_off_rosters(tended.error());
        m_journal_has_work = *tended != journal::Tended::done;
        if (*tended == journal::Tended::switched) {
            m_staff.people().read_again();
            take_in(everything);
        }
        if (m_journal_has_work) continue;
        if (m_rosters.empty()) return;
        if (const auto taken = take_roster(*m_rosters.front()); !taken) return put_off_rosters(taken.error());
    }
}

// A stamp is a much smaller write: whether it can be recorded is another question, and the probe answers it.
void Desk::State::put_off_rosters(const base::Error& error) {
    if (!std::exchange(m_rosters_are_put_off, true)) base::log::warning("roster: {}", error.message);
    m_rosters_wait_until = m_monotonic + rosters_wait;
    probe_store();
}

base::Result<void> Desk::State::take_roster(journal::RosterUpdate& update) {
    if (update.is_snapshot) {
        if (m_parts.empty())
            for (auto& part : journal::parts_of(std::move(update), rows_per_part))
                m_parts.push_back(std::move(part));
        TRY(taken, take_update(m_parts.front()));
        if (!taken) return {};
        m_parts.pop_front();
        if (!m_parts.empty()) return {};
    } else {
        TRY(taken, take_update(update));
        if (!taken) return {};
        m_staff.people().renew(m_journal, update);
        take_in(update);
    }
    m_rosters.pop_front();
    return {};
}

base::Result<bool> Desk::State::take_update(journal::RosterUpdate& update) {
    if (m_acked) update.acked_seq = m_acked;
    TRY(taken, m_journal.take(update));
    store_works();
    m_rosters_are_put_off = false;
    if (taken) m_acked.reset();
    return taken;
}

// Costs what has changed: each stamp at another door comes here.
void Desk::State::take_in(const journal::RosterUpdate& update) {
    const bool moves_people =
        !update.same_cards.empty() || !update.cards.empty() || !update.merges.empty() || update.covers_seq > m_covered;
    m_covered = std::max(m_covered, update.covers_seq);
    if (!update.events.empty()) m_known_events = attendance::that_take_place(m_journal.events());
    if (attendance::has_written(update)) read_written();
    const auto is_here = [this](const attendance::PresenceRow& item) {
        return m_door.event && item.presence.event == m_door.event->id;
    };
    if (moves_people || std::ranges::any_of(update.presences, is_here)) m_counted = {};
    refresh_door();
    if (moves_people || !update.people.empty() || !update.events.empty() || attendance::has_written(update))
        m_likely_for.reset();
    if (moves_people || !update.events.empty())
        refresh_taps();
    else
        refresh_taps_of(update);
    publish();
}

void Desk::State::read_written() {
    m_written = m_journal.written();
    m_seasons.clear();
    for (const attendance::SeasonRow& row : m_written.seasons)
        m_seasons.push_back(row.season);
}

void Desk::State::take_in(Everything) {
    m_known_events = attendance::that_take_place(m_journal.events());
    read_written();
    m_counted = {};
    m_likely_for.reset();
    refresh_door();
    refresh_taps();
    publish();
}

}  // namespace desk
