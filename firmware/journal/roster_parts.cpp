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

std::vector<RosterUpdate> parts_of(RosterUpdate snapshot, std::size_t things_max) {
    Parts parts(things_max);
    parts.begin();
    parts.take(snapshot.people, &RosterUpdate::people);
    parts.take(snapshot.events, &RosterUpdate::events);
    parts.take(snapshot.seasons, &RosterUpdate::seasons);
    parts.take(snapshot.prompts, &RosterUpdate::prompts);
    parts.take(snapshot.merges, &RosterUpdate::merges);
    parts.take(snapshot.same_cards, &RosterUpdate::same_cards);
    parts.take(snapshot.cards, &RosterUpdate::cards);
    parts.take(snapshot.presences, &RosterUpdate::presences);
    auto all = parts.done();
    for (RosterUpdate& part : all) {
        part.is_snapshot = true;
        part.begins_snapshot = snapshot.begins_snapshot && &part == &all.front();
        part.acked_seq = snapshot.acked_seq;
    }
    all.back().is_complete = snapshot.is_complete;
    all.back().covers_seq = snapshot.covers_seq;
    all.back().cursor = std::move(snapshot.cursor);
    return all;
}

}  // namespace journal
