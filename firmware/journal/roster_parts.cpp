#include "journal/roster.h"

namespace journal {
namespace {

RosterUpdate& begin_part(std::vector<RosterUpdate>& parts) {
    RosterUpdate& part = parts.emplace_back();
    part.is_complete = false;
    return part;
}

}  // namespace

std::vector<RosterUpdate> parts_of(RosterUpdate snapshot, std::size_t things_max) {
    std::vector<RosterUpdate> parts;
    begin_part(parts);
    std::size_t things = 0;
    attendance::for_each_change_list([&](auto list) {
        for (auto& thing : snapshot.*list) {
            if (things++ == things_max) {
                begin_part(parts);
                things = 1;
            }
            (parts.back().*list).push_back(std::move(thing));
        }
    });
    for (RosterUpdate& part : parts) {
        part.is_snapshot = true;
        part.begins_snapshot = snapshot.begins_snapshot && &part == &parts.front();
        part.acked_seq = snapshot.acked_seq;
    }
    parts.back().is_complete = snapshot.is_complete;
    parts.back().covers_seq = snapshot.covers_seq;
    parts.back().cursor = std::move(snapshot.cursor);
    return parts;
}

}  // namespace journal
