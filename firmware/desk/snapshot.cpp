#include "desk/snapshot.h"

namespace desk {
namespace {

struct Named {
    std::string_view operator()(const StartingUp&) const { return "starting"; }
    std::string_view operator()(const Idle&) const { return "idle"; }
    std::string_view operator()(const Welcome&) const { return "welcome"; }
    std::string_view operator()(const AlreadyStamped&) const { return "repeat"; }
    std::string_view operator()(const NewCard&) const { return "new_card"; }
    std::string_view operator()(const OwnPage&) const { return "own_page"; }
    std::string_view operator()(const NumberChanges&) const { return "number_changes"; }
    std::string_view operator()(const TwoCards&) const { return "two_cards"; }
    std::string_view operator()(const ClosedDoor&) const { return "closed"; }
    std::string_view operator()(const CannotRecord&) const { return "cannot_record"; }
    std::string_view operator()(const ReaderTrouble&) const { return "reader_trouble"; }
    std::string_view operator()(const PinPad&) const { return "pin"; }
    std::string_view operator()(const Monitor&) const { return "monitor"; }
    std::string_view operator()(const People&) const { return "people"; }
    std::string_view operator()(const PersonPage&) const { return "person"; }
    std::string_view operator()(const PersonMore&) const { return "person_more"; }
    std::string_view operator()(const PersonForm&) const { return "person_form"; }
    std::string_view operator()(const EventPage&) const { return "event"; }
    std::string_view operator()(const SettingsPage&) const { return "settings"; }
    std::string_view operator()(const HubPage&) const { return "hub"; }
};

}  // namespace

std::string_view scene_name(const Scene& scene) {
    return std::visit(Named{}, scene);
}

bool is_staff_scene(const Scene& scene) {
    return std::visit(
        []<typename Shown>(const Shown&) {
            return std::disjunction_v<
                std::is_same<Shown, PinPad>, std::is_same<Shown, Monitor>, std::is_same<Shown, People>,
                std::is_same<Shown, PersonPage>, std::is_same<Shown, PersonMore>, std::is_same<Shown, PersonForm>,
                std::is_same<Shown, EventPage>, std::is_same<Shown, SettingsPage>, std::is_same<Shown, HubPage>>;
        },
        scene);
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
