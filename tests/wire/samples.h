// Messages that use every field, for the codec's tests and the fuzzers' seeds.
#pragma once

#include "wire/messages.h"

namespace samples {

inline attendance::WallTime wall(std::int64_t s) {
    return attendance::WallTime(std::chrono::seconds(s));
}

inline attendance::Entry stamp(std::int64_t seq, const std::string& card = "00112233445566778899aabbccddeeff") {
    attendance::Entry entry;
    entry.ref.seq = seq;
    entry.kind = attendance::EntryKind::stamp;
    entry.at = {wall(1'800'000'000 + seq), std::chrono::seconds(seq), "boot-a", attendance::ClockQuality::synchronised};
    entry.event = attendance::EventId{"evening-12"};
    entry.card = attendance::CardId{card};
    return entry;
}

inline attendance::Entry person_entry(std::int64_t seq, const std::string& id, std::int64_t version) {
    attendance::Entry entry = stamp(seq);
    entry.kind = attendance::EntryKind::person;
    entry.event.reset();
    entry.card.reset();
    entry.person = attendance::PersonId{id};
    entry.version = version;
    entry.source = attendance::Source::hand;
    return entry;
}

inline wire::EntriesRequest entries() {
    wire::EntriesRequest request;
    request.epoch = 2;
    request.epoch_first_seq = 7;
    request.first_seq = 11;
    request.sent = {wall(1'800'000'100), std::chrono::seconds(100), "boot-a", attendance::ClockQuality::synchronised};
    request.rows.push_back(stamp(11));
    request.rows.push_back(person_entry(12, "p-sakura", 2));
    attendance::Entry undo = stamp(13);
    undo.kind = attendance::EntryKind::voided;
    undo.event.reset();
    undo.card.reset();
    undo.target = attendance::EntryRef{0, 0, 11};
    undo.at.boot_id = "boot-before";
    undo.detail = "mistake";
    undo.by = "pin";
    request.rows.push_back(undo);
    attendance::Entry event = person_entry(14, "x", 1);
    event.kind = attendance::EntryKind::event;
    event.person.reset();
    event.event = attendance::EventId{"evening-13"};
    request.rows.push_back(event);
    request.people.push_back(
        {{attendance::PersonId{"p-sakura"}, 2, "髙橋 さくら", "さくら", "たかはし さくら", "ja", false},
         1,
         std::set{wire::PersonField::nickname}});
    request.events.push_back(
        {{attendance::EventId{"evening-13"}, 1, "第13回", "渋谷", wall(1'800'100'000), wall(1'800'107'200)}, 0, {}});
    request.status = wire::DeviceStatus{"0.1.0", 4, attendance::ClockQuality::synchronised, "ok", "ok", 12000};
    return request;
}

inline wire::Changes changes() {
    wire::Changes changes;
    changes.cursor = "1-42";
    changes.more = true;
    changes.generation = 1;
    changes.server_ms = 1'800'000'000'000;
    changes.acked_epoch = 2;
    changes.acked_seq = 14;
    changes.card_keys = {std::string(64, 'b'), std::string(64, 'a')};
    changes.card_keys_mark = "2 keys";
    changes.same_cards = {{attendance::CardId{"new"}, attendance::CardId{"card"}}};
    changes.people.push_back({attendance::PersonId{"p-sakura"}, 2, "髙橋 さくら", "さくら", "", "ja", false});
    changes.people.push_back({attendance::PersonId{"p-gone"}, 3, "", "", "", "", true});
    changes.cards.push_back(
        {attendance::CardId{"00112233445566778899aabbccddeeff"}, attendance::PersonId{"p-sakura"}, 1});
    changes.merges.push_back({attendance::PersonId{"p-twice"}, attendance::PersonId{"p-sakura"}});
    changes.merges.push_back({attendance::PersonId{"p-alone"}, {}});
    changes.events.push_back(
        {attendance::EventId{"evening-13"}, 1, "第13回", "", wall(1'800'100'000), wall(1'800'107'200)});
    changes.seasons.push_back({"summer", {"夏のスタンプカード", wall(1'799'000'000), wall(1'807'000'000), 10}, false});
    changes.prompts.push_back({"w1", "ja", "おかえりなさい", false});
    changes.sentences.push_back({"s1",
                                 attendance::EventId{"evening-13"},
                                 "again term:toji",
                                 5,
                                 "2026-12-20",
                                 "2027-01-03",
                                 {{"ja", "日が のびて いきます。"}, {"", "The days grow."}},
                                 false});
    changes.sentences.push_back({"s2", {}, "", 1, "", "", {}, true});
    changes.presences.push_back({{attendance::EventId{"evening-12"},
                                  attendance::PersonId{"p-sakura"},
                                  {2, 1, 11},
                                  wall(1'800'000'011),
                                  attendance::ClockQuality::synchronised,
                                  attendance::Source::tap},
                                 false});
    wire::PresenceRow gone;
    gone.presence.event = attendance::EventId{"evening-12"};
    gone.presence.subject = attendance::CardId{"00112233445566778899aabbccddeeff"};
    gone.removed = true;
    changes.presences.push_back(gone);
    return changes;
}

}  // namespace samples
