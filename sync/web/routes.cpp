#include "web/routes.h"

#include <array>

#include "web/pages.h"

namespace web {
namespace {

using enum Who;

const std::array all_routes{
    Route{"GET", "/sign-in", anybody, sign_in_page},
    Route{"POST", "/sign-in", visitor, sign_in},
    Route{"POST", "/sign-out", visitor, sign_out},
    Route{"GET", "/language/:", anybody, choose_language},

    Route{"GET", "/", staff, today_page},
    Route{"GET", "/events", staff, events_page},
    Route{"GET", "/events/new", organizer, event_form_page},
    Route{"POST", "/events/new", organizer, create_event},
    Route{"GET", "/events/:", staff, event_page},
    Route{"GET", "/events/:/news", staff, event_news, true},
    Route{"GET", "/events/:/edit", organizer, event_form_page},
    Route{"POST", "/events/:/edit", organizer, change_event},
    Route{"GET", "/events/:/stamp", staff, stamp_form_page},
    Route{"POST", "/events/:/stamp", staff, stamp_by_hand},
    Route{"POST", "/events/:/void", staff, void_stamp},
    Route{"POST", "/events/:/unvoid", staff, unvoid_stamp},

    Route{"GET", "/people", staff, people_page},
    Route{"GET", "/people/find", staff, people_found},
    Route{"GET", "/people/new", staff, person_form_page},
    Route{"POST", "/people/new", staff, create_person},
    Route{"GET", "/people/card/:", staff, card_page},
    Route{"POST", "/people/card/:", staff, bind_card},
    Route{"GET", "/people/:", staff, person_page},
    Route{"GET", "/people/:/edit", staff, person_form_page},
    Route{"POST", "/people/:/edit", staff, change_person},
    Route{"GET", "/people/:/merge", organizer, merge_page},
    Route{"POST", "/people/:/merge", organizer, merge_people},
    Route{"POST", "/people/:/unmerge", organizer, unmerge_people},
    Route{"GET", "/people/:/erase", organizer, erase_page},
    Route{"POST", "/people/:/erase", organizer, erase_person},

    Route{"GET", "/kiosks", staff, kiosks_page},
    Route{"POST", "/kiosks/code", organizer, make_enrol_code},
    Route{"POST", "/kiosks/:/revoke", organizer, revoke_kiosk},
    Route{"GET", "/settings", staff, settings_page},
    Route{"POST", "/settings/password", staff, change_password},
};

}  // namespace

std::span<const Route> routes() {
    return all_routes;
}

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    std::vector<std::string> params;
    while (!pattern.empty() && !path.empty()) {
        if (pattern[0] == ':') {
            const std::size_t end = std::min(path.find('/'), path.size());
            if (end == 0) return std::nullopt;
            params.emplace_back(path.substr(0, end));
            pattern.remove_prefix(1);
            path.remove_prefix(end);
        } else if (pattern[0] == path[0]) {
            pattern.remove_prefix(1);
            path.remove_prefix(1);
        } else {
            return std::nullopt;
        }
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return params;
}

}  // namespace web
