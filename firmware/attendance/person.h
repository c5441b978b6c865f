// A person and an event as values, and the checks at their birth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attendance/ids.h"
#include "attendance/moment.h"

namespace attendance {

// All texts are UTF-8 and kept byte for byte. Only the nickname is shown on a public screen.
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

// What a public screen may show: the nickname; else the name up to its first space where it does not begin with a Latin
// letter (髙橋 さくら → 髙橋); else the whole name, since which of its words is the given one would be a guess.
std::string_view shown_name(const Person& person);

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
