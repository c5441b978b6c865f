// A person and an event as values, and the checks at their birth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attendance/ids.h"
#include "attendance/moment.h"

namespace attendance {

// All texts are UTF-8 and kept byte for byte. What of them a public screen shows: shown_name().
struct Person {
    PersonId id;
    std::int64_t version = 1;  // grows by one with each edit; the newest counts
    std::string name;          // as written, e.g. 髙橋 さくら
    std::string nickname;      // empty: shown_name() falls back
    std::string reading;       // kana, for search
    std::string lang;          // BCP 47: "ja", "en", "th"; empty: not known
    bool erased = false;       // a tombstone: every text above is empty
    bool operator==(const Person&) const = default;
};

// How much of a name may be shown in public before its person said more.
enum class PublicNames {
    careful,  // Latin: given name and initial (Peter Schmidt → Peter S.); else the family name (髙橋 さくら → 髙橋);
              // one that is not parted by a space says too much: nothing
    full,  // the name as it is written: for communities that agreed so
};

// What a public screen may show: the nickname, which its person chose; else of the name what `names` says. Empty:
// nothing.
std::string shown_name(const Person& person, PublicNames names = PublicNames::careful);

// The same of a name alone, such as one found on a card.
std::string public_name(std::string_view name, PublicNames names);

// One meetup, open from `starts` to `ends` (ends not included).
struct Event {
    EventId id;
    std::int64_t version = 1;
    std::string title;
    std::string venue;
    WallTime starts{};
    WallTime ends{};
    bool operator==(const Event&) const = default;
};

inline constexpr std::size_t text_bytes_max = 400;  // of any single text of a person or event

// The number of the meetup when the title begins with one ("第12回", "#12", "Vol. 3"): short enough for a square of the
// stamp card; empty when the title has none.
std::string_view short_label(std::string_view title);

}  // namespace attendance
