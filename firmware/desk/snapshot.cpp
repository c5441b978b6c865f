#include "desk/snapshot.h"

namespace desk {
namespace {

struct Named {
    std::string_view operator()(const StartingUp&) const { return "starting"; }
    std::string_view operator()(const Idle&) const { return "idle"; }
    std::string_view operator()(const Welcome&) const { return "welcome"; }
    std::string_view operator()(const AlreadyStamped&) const { return "repeat"; }
    std::string_view operator()(const NewCard&) const { return "new_card"; }
    std::string_view operator()(const NumberChanges&) const { return "number_changes"; }
    std::string_view operator()(const ClosedDoor&) const { return "closed"; }
    std::string_view operator()(const CannotRecord&) const { return "cannot_record"; }
    std::string_view operator()(const ReaderTrouble&) const { return "reader_trouble"; }
};

}  // namespace

std::string_view scene_name(const Scene& scene) {
    return std::visit(Named{}, scene);
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
