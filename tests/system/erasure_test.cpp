// Somebody who is erased at one door leaves no byte in the files of the hub and of the other door's kiosk.
#include "base/random_id.h"
#include "journal/kiosk_folder.h"
#include "journal/reader.h"
#include "testing/catch.h"
#include "testing/hub_process.h"
#include "testing/synced_kiosk.h"
#include "testing/traces.h"

using attendance::PersonId;
using testing::eventually;
using testing::SyncedKiosk;

namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE("after an erasure no byte of the person is in the files of hub and kiosks at their next contact") {
    const testing::HubProcess hub;
    const testing::TempFolder folder{testing::memory_place()};
    SyncedKiosk a(folder.path() / "a");
    SyncedKiosk b(folder.path() / "b");
    for (SyncedKiosk* kiosk : {&a, &b}) {
        kiosk->enrol(hub.url(), hub.code());
        kiosk->start();
    }
    const std::string mark = base::random_id().substr(0, 10);
    const std::vector<std::string> words{"Quintessenz " + mark, "くいんて" + mark, "クインテ" + mark, "Renamed" + mark,
                                         "04" + mark + "80"};
    const PersonId person{"p-" + mark};
    // Among many, in an order that is not that of their ids, so that pages are split.
    std::vector<journal::Addition> additions;
    for (int i = 0; i < 500; ++i) {
        additions.push_back(
            testing::describe(attendance::Person{{base::random_id()}, 1, "Nobody in particular", "", "", "ja", false}));
        if (i != 250) continue;
        additions.push_back(
            testing::describe(attendance::Person{person, 1, words[0], words[1], words[2], "ja", false}));
        const auto card = a.journal().card_id(*attendance::CardUid::from_hex("04a1b2c3d4e5f6"));
        additions.push_back(testing::bind_card(card.value, person.value));
        additions.push_back(testing::stamp_card("evening", card.value));
    }
    a.append(additions);
    REQUIRE(eventually([&] {
        a.pump();
        b.pump();
        return b.journal().person(person).has_value() && a.is_empty();
    }));
    b.append({testing::describe(attendance::Person{person, 2, words[3], words[1], words[2], "ja", false})});
    REQUIRE(eventually([&] {
        b.pump();
        a.pump();
        const auto known = a.journal().person(person);
        return known && known->name == words[3];
    }));
    REQUIRE_FALSE(testing::traces_below(folder.path(), words).empty());  // the test can see
    REQUIRE_FALSE(testing::traces_below(hub.data(), words).empty());

    a.append({testing::erase(person.value)});
    REQUIRE(eventually([&] {
        a.pump();
        b.pump();
        const auto known = b.journal().person(person);
        return known && known->erased && a.is_empty();
    }));
    CHECK(joined(testing::traces_below(folder.path(), words)).empty());
    CHECK(joined(testing::traces_below(hub.folder(), words)).empty());  // its log is there as well
    REQUIRE(hub.command({"backup", (hub.folder() / "backup").string()}).status == 0);
    CHECK(joined(testing::traces_in(testing::bytes_of(hub.folder() / "backup"), words)).empty());
    CHECK(b.journal().counts(attendance::EventId{"evening"}).arrived == 1);
}
