#include "client/roster.h"

namespace client {

journal::RosterUpdate to_roster(client::Update update) {
    wire::Changes& from = update.changes;
    journal::RosterUpdate to;
    to.is_snapshot = update.kind != UpdateKind::changes;
    to.begins_snapshot = update.kind == UpdateKind::snapshot_begins;
    to.is_complete = !from.more;
    to.cursor = std::move(from.cursor);
    to.covers_seq = from.acked_seq;
    to.card_keys = std::move(from.card_keys);
    to.card_keys_mark = std::move(from.card_keys_mark);
    static_cast<attendance::ChangeLists&>(to) = static_cast<attendance::ChangeLists&&>(from);
    return to;
}

}  // namespace client
