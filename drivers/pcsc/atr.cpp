#include "pcsc/atr.h"

#include <algorithm>
#include <array>

namespace pcsc {
namespace {

using attendance::TagTech;

// The registered number of the PC/SC workgroup: behind it stand the standard (SS) and the card's name (NN NN).
constexpr std::array<std::uint8_t, 5> storage_card{0xA0, 0x00, 0x00, 0x03, 0x06};

struct StorageCard {
    std::uint16_t name;
    TagTech tech;
};
// PC/SC part 3 supplement 2; F011 and F012 are FeliCa at 212 and 424 kbit/s on an ACR122U.
constexpr std::array storage_cards{
    StorageCard{0x0001, TagTech::classic}, StorageCard{0x0002, TagTech::classic}, StorageCard{0x0003, TagTech::type2},
    StorageCard{0x0026, TagTech::classic}, StorageCard{0x003A, TagTech::type2},   StorageCard{0x003B, TagTech::type3},
    StorageCard{0x003D, TagTech::type2},   StorageCard{0xF011, TagTech::type3},   StorageCard{0xF012, TagTech::type3},
};

}  // namespace

TagTech tech_of(base::ByteView atr) {
    const auto at = std::ranges::search(atr, storage_card);
    if (at.empty()) return TagTech::type4;
    const auto behind = atr.subspan(static_cast<std::size_t>(at.end() - atr.begin()));
    if (behind.size() < 3) return TagTech::a;
    const auto name = static_cast<std::uint16_t>(behind[1] << 8U | behind[2]);
    const auto* known = std::ranges::find(storage_cards, name, &StorageCard::name);
    return known == storage_cards.end() ? TagTech::a : known->tech;
}

bool is_stable(const attendance::CardUid& uid, base::ByteView atr) {
    constexpr std::uint8_t eight_historical_bytes = 0x88;
    const bool may_be_type_b =
        uid.bytes().size() == 4 && atr.size() > 1 && atr[1] == eight_historical_bytes && tech_of(atr) == TagTech::type4;
    return !uid.is_random() && !may_be_type_b;
}

}  // namespace pcsc
