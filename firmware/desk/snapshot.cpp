#include "desk/snapshot.h"

namespace desk {
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
