// Opaque names of things. Two ids of different kinds cannot be mixed up; nothing is read out of an id.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace attendance {

template <typename Kind>
struct Id {
    std::string value;
    auto operator<=>(const Id&) const = default;
    bool empty() const { return value.empty(); }
};

using PersonId = Id<struct PersonKind>;
using EventId = Id<struct EventKind>;
// Keyed hash of a tag's number, 32 hexadecimal digits: the only form in which a card is kept (journal/card_key.h).
using CardId = Id<struct CardKind>;

// Where an entry stands: the kiosk's number at the hub, its life since a restore or a fork, and its line there.
// Device 0 is "this kiosk": inside a kiosk's own journal its entries carry device 0 and epoch 0, and the number that
// the hub gave is put in when they are sent.
struct EntryRef {
    std::int64_t device = 0;
    std::int64_t epoch = 0;
    std::int64_t seq = 0;
    auto operator<=>(const EntryRef&) const = default;
};

}  // namespace attendance

template <typename Kind>
struct std::hash<attendance::Id<Kind>> {
    std::size_t operator()(const attendance::Id<Kind>& id) const { return std::hash<std::string>()(id.value); }
};
