// What may happen to the desk: the values that its inbox carries. Card numbers are already hashed here: the kiosk does
// that at the edge, so that no raw number reaches the inbox.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "attendance/ids.h"
#include "base/clock.h"
#include "desk/snapshot.h"

namespace desk {

// A card arrived, once per arrival.
struct TapInput {
    MonotonicTime at{};  // when the reader had its number
    attendance::CardId card;
    std::string tech;    // for the trace: "type2", …
    bool stable = true;  // false: its number changes at every tap
    std::optional<std::string> offered_name;
};

// The memory of a card that arrived before was read.
struct NameFoundInput {
    attendance::CardId card;
    std::optional<std::string> offered_name;
};

struct ReaderInput {
    enum class State { starting, ok, fault, absent };
    State state = State::starting;
    std::string reason;  // English, for staff
};

struct AnswerInput {
    Answer answer;
};

// How much room the data folder has left, seen by whoever looks (once a minute).
struct DiskInput {
    std::int64_t free_bytes = 0;
};

// How warm the processor is.
struct TemperatureInput {
    double celsius = 0;
};

// What became of DeskEvents::pin.
struct PinInput {
    std::uint64_t work = 0;
    bool fits = false;    // of a check
    std::string hash;     // of a new PIN
    std::string problem;  // why it could not be looked at; empty: all is well
};

// Where an export can go now: sticks, then the data folder. In the order that StartExport counts.
struct TargetsInput {
    std::vector<std::string> targets;
};

// How an export goes, and how it ended.
struct ExportInput {
    ExportState state;
};

using Input = std::variant<TapInput, NameFoundInput, ReaderInput, AnswerInput, DiskInput, TemperatureInput, PinInput,
                           TargetsInput, ExportInput>;

}  // namespace desk
