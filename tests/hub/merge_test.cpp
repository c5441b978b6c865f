#include "store/merge.h"

#include "testing/catch.h"

namespace {

using attendance::ClockQuality;
using Fields = std::vector<std::string>;

attendance::CorrectedTime at(int s, ClockQuality quality = ClockQuality::synchronised) {
    return {attendance::WallTime(std::chrono::seconds(s)), quality};
}

// Device 2 made version 1; device 3 changed the nickname in version 2 at second 20.
const std::vector<store::HeldVersion> history{{1, {"Sakura", "", "", ""}, 2, at(10)},
                                              {2, {"Sakura", "Saku", "", ""}, 3, at(20)}};

store::FieldEdit edit(std::int64_t seen, Fields fields, std::set<std::size_t> changed, attendance::CorrectedTime when) {
    return {seen, std::move(fields), std::move(changed), 4, when};
}

}  // namespace

TEST_CASE("different fields edited on two sides are both taken") {
    const auto merged = store::merge_edit(history, edit(1, {"Sakura", "", "さくら", ""}, {2}, at(5)));
    CHECK(merged.fields == Fields{"Sakura", "Saku", "さくら", ""});
    CHECK(merged.conflicts.empty());
}

TEST_CASE("of one field edited on two sides the newer wins, and the other is listed") {
    const auto later = store::merge_edit(history, edit(1, {"Sakura", "Kura", "", ""}, {1}, at(21)));
    CHECK(later.fields[1] == "Kura");
    CHECK(later.conflicts == std::vector<store::FieldConflict>{{1, "Kura", "Saku", true}});
    const auto earlier = store::merge_edit(history, edit(1, {"Sakura", "Kura", "", ""}, {1}, at(19)));
    CHECK(earlier.fields[1] == "Saku");
    CHECK(earlier.conflicts == std::vector<store::FieldConflict>{{1, "Saku", "Kura", true}});
}

TEST_CASE("where the clocks cannot say, what the hub had stays and staff decide") {
    for (const auto when : {at(21, ClockQuality::restored), at(21, ClockQuality::unknown), at(20)}) {
        const auto merged = store::merge_edit(history, edit(1, {"Sakura", "Kura", "", ""}, {1}, when));
        CHECK(merged.fields[1] == "Saku");
        CHECK(merged.conflicts == std::vector<store::FieldConflict>{{1, "Saku", "Kura", false}});
    }
}

TEST_CASE("an edit of the version that stands is taken, whatever the clocks say") {
    const auto merged =
        store::merge_edit(history, edit(2, {"Sakura", "Kura", "", ""}, {1}, at(1, ClockQuality::unknown)));
    CHECK(merged.fields[1] == "Kura");
    CHECK(merged.conflicts.empty());
}

TEST_CASE("the same device's own edits do not conflict with each other") {
    auto own = edit(1, {"Sakura", "Kura", "", ""}, {1}, at(1, ClockQuality::unknown));
    own.device = 3;
    CHECK(store::merge_edit(history, own).fields[1] == "Kura");
}

TEST_CASE("the same value from two sides is no conflict") {
    CHECK(store::merge_edit(history, edit(1, {"Sakura", "Saku", "", ""}, {1}, at(30))).conflicts.empty());
}

TEST_CASE("without a list of fields those that differ from the version seen were changed") {
    CHECK(store::changed_fields(history, edit(1, {"Sakura", "", "さくら", ""}, {}, at(5))) == std::set<std::size_t>{2});
    CHECK(store::changed_fields(history, edit(2, {"Sakura", "", "さくら", ""}, {}, at(5))) ==
          std::set<std::size_t>{1, 2});
    CHECK(store::changed_fields(history, edit(0, {"S", "", "", ""}, {}, at(5))) == std::set<std::size_t>{0});
}
