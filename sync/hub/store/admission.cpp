#include "store/admission.h"

#include <fmt/core.h>

#include <algorithm>

namespace store {
namespace {

wire::ErrorBody gap_error(std::int64_t expected_seq) {
    wire::ErrorBody error;
    error.word = wire::ErrorWord::gap;
    error.message = fmt::format("the hub holds nothing from seq {} on", expected_seq);
    error.todo = fmt::format("send again from seq {}, each row in its own epoch", expected_seq);
    error.expected_seq = expected_seq;
    return error;
}

}  // namespace

wire::ErrorBody fork_error(const Epochs& epochs, std::int64_t epoch) {
    wire::ErrorBody error;
    error.word = wire::ErrorWord::fork;
    error.message =
        fmt::format("epoch {} of this device has another history at the hub (a copied or restored kiosk)", epoch);
    error.next_epoch = (epochs.empty() ? epoch : std::max(epoch, epochs.rbegin()->first)) + 1;
    error.todo = fmt::format("begin epoch {} at the first row that is not acknowledged; nothing was overwritten",
                             *error.next_epoch);
    return error;
}

std::variant<Admission, wire::ErrorBody> admit(const wire::EntriesRequest& request, const Epochs& epochs) {
    const auto known = epochs.find(request.epoch);
    if (known == epochs.end()) {
        // What lies before a new epoch must be held, or it would be lost without anybody noticing.
        const auto later = epochs.upper_bound(request.epoch);
        const std::int64_t held = later == epochs.begin() ? 0 : std::prev(later)->second.acked_seq;
        if (request.epoch_first_seq > held + 1) return gap_error(held + 1);
        if (request.first_seq != request.epoch_first_seq) return gap_error(request.epoch_first_seq);
        return Admission{true, 0};
    }
    const EpochState& state = known->second;
    if (state.first_seq != request.epoch_first_seq) return fork_error(epochs, request.epoch);
    if (request.first_seq > state.acked_seq + 1) return gap_error(state.acked_seq + 1);
    const auto known_rows = static_cast<std::size_t>(state.acked_seq + 1 - request.first_seq);
    return Admission{false, std::min(known_rows, request.rows.size())};
}

std::int64_t epoch_of(const Epochs& epochs, std::int64_t epoch, std::int64_t seq) {
    for (auto at = epochs.upper_bound(epoch); at != epochs.begin();) {
        --at;
        if (at->second.first_seq <= seq) return at->first;
    }
    return epoch;
}

}  // namespace store
