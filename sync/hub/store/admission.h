// Whether a batch may be taken, from what the hub knows of the device's epochs. Pure; the rules of PROTOCOL.md,
// "Numbers".
#pragma once

#include <cstdint>
#include <map>
#include <variant>

#include "attendance/entry.h"
#include "wire/messages.h"

namespace store {

struct EpochState {
    std::int64_t first_seq = 1;
    std::int64_t acked_seq = 0;  // first_seq - 1 when nothing is held
    bool operator==(const EpochState&) const = default;
};
using Epochs = std::map<std::int64_t, EpochState>;  // by number

struct Admission {
    bool is_new_epoch = false;
    std::size_t known_rows = 0;  // the first so many are held already: to be compared, not stored
};

// Gap and fork are refused here as far as numbers tell; whether known rows have the same content is the store's to see.
std::variant<Admission, wire::ErrorBody> admit(const wire::EntriesRequest& request, const Epochs& epochs);

wire::ErrorBody fork_error(const Epochs& epochs, std::int64_t epoch);

// The newest epoch up to `epoch` that contains the seq.
std::int64_t epoch_of(const Epochs& epochs, std::int64_t epoch, std::int64_t seq);

}  // namespace store
