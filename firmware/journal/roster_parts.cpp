#include <algorithm>
#include <iterator>

#include "journal/roster.h"

namespace journal {
namespace {

class Parts {
public:
    explicit Parts(std::size_t things_max) : m_things_max(things_max) {}

    // Each thing of the list goes into the part that is being filled.
    template <typename Thing>
    void take(std::vector<Thing>& from, std::vector<Thing> RosterUpdate::*to) {
        for (Thing& thing : from) {
            (open().*to).push_back(std::move(thing));
            ++m_things;
        }
    }

    RosterUpdate& begin() {
        m_things = 0;
        RosterUpdate& part = m_parts.emplace_back();
        part.is_complete = false;
        return part;
    }

    std::vector<RosterUpdate> done() { return std::move(m_parts); }

private:
    RosterUpdate& open() { return m_things < m_things_max ? m_parts.back() : begin(); }

    std::size_t m_things_max;
    std::size_t m_things = 0;
    std::vector<RosterUpdate> m_parts;
};

}  // namespace

std::vector<RosterUpdate> parts_of(RosterUpdate snapshot, std::int64_t last_seq, std::size_t things_max) {
    Parts parts(things_max);
    parts.begin().is_snapshot = true;
    parts.begin();
    parts.take(snapshot.people, &RosterUpdate::people);
    parts.take(snapshot.events, &RosterUpdate::events);
    parts.take(snapshot.seasons, &RosterUpdate::seasons);
    parts.take(snapshot.prompts, &RosterUpdate::prompts);
    // All at once, since each part with merges reads them all; they are few.
    parts.begin().merges = std::move(snapshot.merges);
    parts.begin();
    parts.take(snapshot.cards, &RosterUpdate::cards);
    parts.take(snapshot.presences, &RosterUpdate::presences);
    // What it covers of the own entries, from the oldest on: the newest of each is in what came before.
    const std::int64_t covers = std::min(snapshot.covers_seq, last_seq);
    const auto step = static_cast<std::int64_t>(things_max);
    for (std::int64_t seq = step; seq < covers; seq += step) {
        RosterUpdate& part = parts.begin();
        part.is_complete = true;
        part.covers_seq = seq;
    }
    RosterUpdate& last = parts.begin();
    last.is_complete = snapshot.is_complete;
    last.covers_seq = snapshot.covers_seq;
    last.cursor = std::move(snapshot.cursor);
    auto all = parts.done();
    for (RosterUpdate& part : all)
        part.acked_seq = snapshot.acked_seq;
    return all;
}

}  // namespace journal
