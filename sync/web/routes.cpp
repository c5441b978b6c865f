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
    Route{"GET", "/help", anybody, help_page},
    Route{"GET", "/help/:", anybody, help_of_page},

    Route{"GET", "/", staff, today_page},
    Route{"GET", "/events", staff, events_page},
    Route{"GET", "/events/new", organizer, event_form_page},
    Route{"POST", "/events/new", organizer, create_event},
    Route{"GET", "/events/:", staff, event_page},
    Route{"GET", "/events/:/news", staff, event_news, true},
    Route{"GET", "/events/:/list", staff, guest_list_page},
    Route{"GET", "/events/:/edit", organizer, event_form_page},
    Route{"POST", "/events/:/edit", organizer, change_event},
    Route{"POST", "/events/:/remove", organizer, remove_event},
    Route{"POST", "/events/:/put-back", organizer, put_event_back},
    Route{"GET", "/events/:/stamp", staff, stamp_form_page},
    Route{"GET", "/events/:/stamp/find", staff, stamp_found},
    Route{"POST", "/events/:/stamp", staff, stamp_by_hand},
    Route{"POST", "/events/:/void", staff, void_stamp},
    Route{"POST", "/events/:/unvoid", staff, unvoid_stamp},
    Route{"POST", "/events/:/join", staff, join_people},
    Route{"POST", "/events/:/part", staff, part_people},
    Route{"GET", "/events/:/words", staff, event_page},
    Route{"POST", "/events/:/words", organizer, add_prompt},
    Route{"POST", "/events/:/words/remove", organizer, remove_prompt},
    Route{"POST", "/events/:/words/put-back", organizer, put_prompt_back},

    Route{"GET", "/people", staff, people_page},
    Route{"GET", "/people/find", staff, people_found},
    Route{"GET", "/people/new", staff, person_form_page},
    Route{"POST", "/people/new", staff, create_person},
    Route{"GET", "/people/card/:", staff, card_page},
    Route{"GET", "/people/card/:/find", staff, card_found},
    Route{"POST", "/people/card/:", staff, bind_card},
    Route{"POST", "/people/card/:/undo", staff, unbind_card},
    Route{"POST", "/people/card/:/off", organizer, take_card_off},
    Route{"GET", "/people/:", staff, person_page},
    Route{"GET", "/people/:/edit", staff, person_form_page},
    Route{"POST", "/people/:/edit", staff, change_person},
    Route{"GET", "/people/:/merge", staff, merge_page},
    Route{"POST", "/people/:/merge", staff, merge_people},
    Route{"POST", "/people/:/unmerge", organizer, unmerge_people},
    Route{"GET", "/people/:/erase", organizer, erase_page},
    Route{"POST", "/people/:/erase", organizer, erase_person},

    Route{"GET", "/people/:/link", staff, link_page},
    Route{"POST", "/people/:/link", staff, make_link},
    Route{"POST", "/people/:/link/end", staff, end_link},

    Route{"GET", "/deck", staff, deck_page},
    Route{"GET", "/deck/tonight", staff, deck_preview},
    Route{"GET", "/deck/:", staff, deck_page},
    Route{"POST", "/deck/new", organizer, add_sentence},
    Route{"POST", "/deck/:", organizer, change_sentence},
    Route{"POST", "/deck/:/remove", organizer, remove_sentence},
    Route{"POST", "/deck/:/put-back", organizer, put_sentence_back},

    Route{"GET", "/conflicts", staff, conflicts_page},
    Route{"POST", "/conflicts", staff, settle_conflict},

    Route{"GET", "/seasons", staff, seasons_page},
    Route{"GET", "/seasons/new", organizer, season_form_page},
    Route{"POST", "/seasons/new", organizer, create_season},
    Route{"GET", "/seasons/:", staff, season_page},
    Route{"GET", "/seasons/:/edit", organizer, season_form_page},
    Route{"POST", "/seasons/:/edit", organizer, change_season},
    Route{"POST", "/seasons/:/remove", organizer, remove_season},
    Route{"POST", "/seasons/:/put-back", organizer, put_season_back},
    Route{"GET", "/seasons/:/:", staff, season_csv, false, false, true},

    Route{"GET", "/r/:", anybody, claim_page},
    Route{"GET", "/r/:/find", anybody, claim_found},
    Route{"POST", "/r/:", anybody, claim_card},
    Route{"GET", "/own/:", anybody, own_code_page},
    Route{"POST", "/own/:", anybody, use_own_code},
    Route{"GET", "/me/:", anybody, own_page},
    Route{"GET", "/me/:/card/:", anybody, own_card_picture},
    Route{"GET", "/me/:/data", anybody, own_data},
    Route{"POST", "/me/:/edit", anybody, own_edit},
    Route{"POST", "/me/:/erase", anybody, own_erase},

    Route{"GET", "/metrics", anybody, metrics},
    Route{"GET", "/v1/events", anybody, api_events},
    Route{"GET", "/v1/events/:/presences", anybody, api_presences},
    Route{"GET", "/v1/export", anybody, api_export, false, true, true},

    Route{"GET", "/kiosks", staff, kiosks_page},
    Route{"GET", "/kiosks/news", staff, kiosks_news},
    Route{"POST", "/kiosks/code", organizer, make_enrol_code},
    Route{"POST", "/kiosks/first-pin", organizer, set_first_pin},
    Route{"POST", "/kiosks/first-pin/remove", organizer, remove_first_pin},
    Route{"POST", "/kiosks/:/name", organizer, rename_kiosk},
    Route{"POST", "/kiosks/:/revoke", organizer, revoke_kiosk},
    Route{"POST", "/kiosks/:/stolen", organizer, stolen_kiosk},
    Route{"GET", "/import", organizer, import_page},
    Route{"POST", "/import", organizer, upload_list, false, false, true},
    Route{"GET", "/import/done", organizer, import_done},
    Route{"GET", "/import/:", organizer, import_preview, false, false, true},
    Route{"POST", "/import/:/columns", organizer, change_columns, false, false, true},
    Route{"POST", "/import/:/decide", organizer, decide_rows, false, false, true},
    Route{"POST", "/import/:/apply", organizer, apply_list, false, false, true},
    Route{"POST", "/import/:/undo", organizer, undo_list, false, false, true},
    Route{"GET", "/import/:/progress", organizer, import_progress},
    Route{"GET", "/export", organizer, export_page},
    Route{"GET", "/export/file", organizer, export_file, false, true, true},
    Route{"GET", "/settings", staff, settings_page},
    Route{"GET", "/calendar/:", anybody, calendar_feed},
    Route{"POST", "/settings/calendar", organizer, make_calendar_link},
    Route{"POST", "/settings/address", organizer, set_public_url},
    Route{"GET", "/settings/retention", organizer, retention_page},
    Route{"POST", "/settings/retention/keep", organizer, keep_person},
    Route{"POST", "/settings/retention/keep-all", organizer, keep_everybody},
    Route{"POST", "/settings/retention/date", organizer, confirm_date},
    Route{"GET", "/settings/words", staff, settings_page},
    Route{"POST", "/settings/words", organizer, add_prompt},
    Route{"POST", "/settings/words/remove", organizer, remove_prompt},
    Route{"POST", "/settings/words/put-back", organizer, put_prompt_back},
    Route{"POST", "/settings/community", organizer, change_community},
    Route{"POST", "/settings/zone", organizer, change_zone},
    Route{"POST", "/settings/password", staff, change_password},
    Route{"POST", "/settings/accounts", organizer, make_account},
    Route{"POST", "/settings/accounts/:/role", organizer, change_role},
    Route{"POST", "/settings/accounts/:/password", organizer, renew_account},
    Route{"POST", "/settings/accounts/:/remove", organizer, remove_account},
    Route{"POST", "/settings/tokens", organizer, make_token},
    Route{"POST", "/settings/tokens/:/revoke", organizer, revoke_token},
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
