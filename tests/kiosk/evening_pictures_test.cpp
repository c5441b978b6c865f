// What is kept of an evening as pictures.
#include "kiosk/evening_pictures.h"

#include "testing/catch.h"
#include "testing/temp_folder.h"

using namespace std::chrono_literals;

namespace {

constexpr base::WallTime tonight{495'800h};

kiosk::EveningGuest guest(const std::string& name, int visits) {
    kiosk::EveningGuest result;
    result.person.name = name;
    for (int i = visits - 1; i >= 0; --i)
        result.visits.push_back({{"e" + std::to_string(i)}, "第" + std::to_string(40 - i) + "回", tonight - i * 24h});
    return result;
}

kiosk::PictureRules three_squares() {
    kiosk::PictureRules rules;
    rules.season.squares = 3;
    rules.season.from = std::chrono::year(2026) / 7 / 1;
    rules.season.to = std::chrono::year(2026) / 9 / 30;
    rules.zone = attendance::Zone::fixed(9h);
    rules.lang = "ja";
    return rules;
}

}  // namespace

TEST_CASE("a full card is drawn of each whose last square was filled on this evening, and of nobody else") {
    kiosk::Evening evening;
    evening.guests = {guest("髙橋 さくら", 2), guest("山﨑 蓮", 3), guest("秋田 あき", 4), guest("田中 実", 6)};
    const auto cards = kiosk::full_cards_of(evening, three_squares());
    REQUIRE(cards.size() == 2);
    CHECK(cards[0].shown_name == "山﨑");
    CHECK(cards[0].card.filled.size() == 3);
    CHECK(cards[1].shown_name == "田中");
}

TEST_CASE("full cards stand beside the sheet, numbered, and with a hub there is the sheet alone") {
    const testing::TempFolder folder;
    kiosk::Evening evening;
    evening.event.title = "第40回";
    evening.event.starts = tonight - 1h;
    evening.event.ends = tonight + 2h;
    evening.came = {tonight};
    evening.guests = {guest("山﨑 蓮", 3)};
    auto rules = three_squares();
    const auto file = folder.path() / "attendance-1.png";
    REQUIRE(kiosk::draw_evening_pictures(file, evening, rules, ui::washi_pack()));
    CHECK(std::filesystem::file_size(file) > 10'000);
    CHECK(std::filesystem::file_size(folder.path() / "attendance-1-card-1.png") > 10'000);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "attendance-1-card-2.png"));
    rules.full_cards = false;
    std::filesystem::remove(folder.path() / "attendance-1-card-1.png");
    REQUIRE(kiosk::draw_evening_pictures(file, evening, rules, ui::washi_pack()));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "attendance-1-card-1.png"));
}
