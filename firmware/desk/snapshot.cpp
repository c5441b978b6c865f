#include "desk/snapshot.h"

#include <algorithm>

namespace desk {
namespace {

bool is_one(const TapLine& a, const TapLine& b) {
    if (a.person || b.person) return a.person == b.person;
    return !a.card.value.empty() && a.card == b.card;
}

bool is_live_stamp(const TapLine& line) {
    using Result = TapLine::Result;
    return line.seq > 0 && !line.voided &&
           (line.result == Result::stamped || line.result == Result::first_time || line.result == Result::unknown);
}

}  // namespace

std::vector<TapLine> once_each(const std::vector<TapLine>& taps) {
    std::vector<TapLine> lines;
    for (const TapLine& tap : taps) {
        const auto before = std::ranges::find_if(lines, [&](const TapLine& line) { return is_one(line, tap); });
        if (before == lines.end()) {
            lines.push_back(tap);
            lines.back().stamp_seq = is_live_stamp(tap) ? tap.seq : 0;
        } else if (is_live_stamp(tap) && before->stamp_seq == 0) {
            if (before->voided) *before = tap;
            before->stamp_seq = tap.seq;
        }
    }
    return lines;
}

std::string_view scene_name(const Scene& scene) {
    return std::visit([]<typename Shown>(const Shown&) { return Shown::scene_word; }, scene);
}

bool is_staff_scene(const Scene& scene) {
    return std::visit([]<typename Shown>(const Shown&) { return Shown::is_staff; }, scene);
}

std::int64_t scene_seq(const Scene& scene) {
    return std::visit(
        [](const auto& shown) -> std::int64_t {
            if constexpr (requires { shown.seq; })
                return shown.seq;
            else
                return 0;
        },
        scene);
}

}  // namespace desk
