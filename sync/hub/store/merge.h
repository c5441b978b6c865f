// Two edits of one thing made without knowing of each other, taken field by field. Pure.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "attendance/fold.h"

namespace store {

// A version that the hub holds: what it was, and which edit made it (when, on which device).
struct HeldVersion {
    std::int64_t version = 0;
    std::vector<std::string> fields;
    std::int64_t device = 0;
    attendance::CorrectedTime at;
};

struct FieldEdit {
    std::int64_t seen = 0;            // the newest version of the hub's that the editor knew
    std::vector<std::string> fields;  // as they are after the edit
    std::set<std::size_t> changed;    // those that the edit sets
    std::int64_t device = 0;
    attendance::CorrectedTime at;
    // A kiosk knows its own edits, also those that are newer than `seen`. At the hub many people edit under one device,
    // and each knows what their form was opened with.
    bool knows_own_device = true;
};

struct FieldConflict {
    std::size_t field = 0;
    std::string kept;
    std::string lost;
    bool decided = false;  // by time; else the clocks could not say, and what the hub had stays
    bool operator==(const FieldConflict&) const = default;
};

struct Merged {
    std::vector<std::string> fields;
    std::vector<FieldConflict> conflicts;
};

// `history`: oldest first, the current version last, reaching back to `seen` where the hub has it. A field that nobody
// else changed since is taken. One that another device changed to something else: the later edit wins where both
// clocks were synchronised.
Merged merge_edit(std::span<const HeldVersion> history, const FieldEdit& edit);

// The fields in which the edit differs from the version that it saw.
std::set<std::size_t> changed_fields(std::span<const HeldVersion> history, const FieldEdit& edit);

}  // namespace store
