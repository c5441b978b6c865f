#include "sim/card_file.h"

#include <filesystem>

#include "sim/ndef_encode.h"
#include "testing/catch.h"

using base::Bytes;
using sim::TagKind;

namespace {

std::string error_of(std::string_view toml) {
    const auto card = sim::parse_card(toml, "test");
    REQUIRE(!card);
    CHECK(card.error().code == base::ErrorCode::bad_input);
    return card.error().message;
}

// A plain card with one more line.
std::string with(std::string_view line) {
    return "kind = \"ntag213\"\nuid = \"04a1b2c3d4e5f6\"\n" + std::string(line);
}

Bytes type2_data_area(const sim::SampleCard& card, std::uint8_t pages) {
    auto memory = std::get<sim::Type2Memory>(card.tag.memory);
    return std::get<Bytes>(memory.answer(Bytes{0x3A, 4, static_cast<std::uint8_t>(3 + pages)}));
}

}  // namespace

TEST_CASE("our sample cards are all sound, of every kind, and each key is used once") {
    const auto cards = sim::load_cards(PETTAN_SIM_CARDS_UNDER_TEST);
    REQUIRE(cards);
    for (const TagKind kind : {TagKind::ultralight, TagKind::ntag213, TagKind::ntag215, TagKind::ntag216,
                               TagKind::classic_1k, TagKind::felica, TagKind::type4, TagKind::phone}) {
        const bool there = std::any_of(cards->begin(), cards->end(), [&](const auto& c) { return c.tag.kind == kind; });
        CAPTURE(sim::to_string(kind));
        CHECK(there);
    }
    for (const auto& card : *cards)
        CHECK(!card.title.empty());
}

TEST_CASE("the name on a sample card is kept byte for byte") {
    const auto card = sim::load_card(std::filesystem::path(PETTAN_SIM_CARDS_UNDER_TEST) / "sakura.toml");
    REQUIRE(card);
    CHECK(card->name == "sakura");
    CHECK(card->key == '1');
    CHECK(card->tag.uid == Bytes{0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6});
    const Bytes tlv = sim::ndef_tlv(sim::encode_ndef({sim::TextItem{"髙橋 さくら", "ja"}}));
    const Bytes area = type2_data_area(*card, 16);
    CHECK(Bytes(area.begin(), area.begin() + static_cast<std::ptrdiff_t>(tlv.size())) == tlv);
}

TEST_CASE("raw memory goes over what is there") {
    const auto card =
        sim::parse_card(with("memory = [{ at = 5, hex = \"01 02 03\" }, { at = 44, hex = \"0102030405\" }]"), "t");
    REQUIRE(card);
    const Bytes area = type2_data_area(*card, 41);
    CHECK(Bytes(area.begin() + 4, area.begin() + 8) == Bytes{1, 2, 3, 0});
    CHECK(Bytes(area.end() - 4, area.end()) == Bytes{1, 2, 3, 4});
}

TEST_CASE("a bad card file says what is wrong and where") {
    CHECK_THAT(error_of("kind = "), contains("line 1"));
    CHECK_THAT(error_of("kind = \"ntag\"\nuid = \"00\""), contains("no kind of tag"));
    CHECK_THAT(error_of("uid = \"04a1b2c3d4e5f6\""), contains("no kind of tag"));
    CHECK_THAT(error_of("kind = \"ntag213\"\nuid = \"04a1\""), contains("2 bytes"));
    CHECK_THAT(error_of("kind = \"ntag213\"\nuid = \"0g\""), contains("uid"));
    CHECK_THAT(error_of("kind = 3"), contains("kind must be text"));
    CHECK_THAT(error_of(with("colour = \"red\"")), contains("colour is not known"));
    CHECK_THAT(error_of(with("key = \"ab\"")), contains("key"));
    CHECK_THAT(error_of(with("ndef = \"text\"")), contains("ndef must be a list"));
    CHECK_THAT(error_of(with("ndef = [1]")), contains("ndef must be a list"));
    CHECK_THAT(error_of(with("ndef = [{ lang = \"ja\" }]")), contains("needs text"));
    CHECK_THAT(error_of(with("ndef = [{ text = 1 }]")), contains("text must be text"));
    CHECK_THAT(error_of(with("ndef_hex = \"d\"")), contains("ndef_hex"));
    CHECK_THAT(error_of(with("memory = [{ at = -1, hex = \"00\" }]")), contains("at must be"));
    CHECK_THAT(error_of(with("memory = [{ at = 70000, hex = \"00\" }]")), contains("at must be"));
    CHECK_THAT(error_of(with("password_from_page = 300")), contains("page"));
    CHECK_THAT(error_of("kind = \"classic-1k\"\nuid = \"08010203\""), contains("phone"));
    CHECK_THAT(error_of("kind = \"type4\"\nuid = \"04a1b2c3d4e5f6\"\nmemory = [{ at = 0, hex = \"00\" }]"),
               contains("memory is for"));
    CHECK_THAT(error_of(with("ndef = [{ text = \"" + std::string(200, 'x') + "\" }]")), contains("does not fit"));
}

TEST_CASE("a folder that is not there is not found") {
    const auto cards = sim::load_cards("/nonexistent/cards");
    REQUIRE(!cards);
    CHECK(cards.error().code == base::ErrorCode::not_found);
}
