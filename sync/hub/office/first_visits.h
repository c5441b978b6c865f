// When each person came first of all: for charts of a season, to tell newcomers from those who return.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "attendance/stamp_card.h"
#include "store/store.h"

namespace office {

// The begin of the first event, by the person's id.
using FirstVisits = std::unordered_map<std::string, attendance::WallTime>;

// Those of the season that was asked for last are kept until something changes: all visits of its people are looked at
// for them, whatever their years. Any thread.
class KeptFirstVisits {
public:
    // Of everybody who came in the season. Inside no transaction of `store`.
    base::Result<std::shared_ptr<const FirstVisits>> of(store::Store& store, const attendance::Season& season);

private:
    struct Kept {
        store::Position position;
        attendance::WallTime first{};
        attendance::WallTime end{};
        bool operator==(const Kept&) const = default;
    };
    std::mutex m_mutex;  // also while they are looked for: whoever asks meanwhile waits for the same answer
    std::optional<Kept> m_kept;
    std::shared_ptr<const FirstVisits> m_visits;
};

}  // namespace office
