// The pages' functions, each for a line of routes.cpp. Errors: those of the store, not_found for what is not there.
#pragma once

#include "web/context.h"

namespace web {

Answer sign_in_page(Context& context);
Answer sign_in(Context& context);
// The page of sign-in, which then shows what was typed to be sent.
HttpResponse sign_in_to_send(Context& context, const Form& kept);
Answer sign_out(Context& context);
Answer change_password(Context& context);
Answer choose_language(Context& context);
// By a secret address, for calendar programs.
Answer calendar_feed(Context& context);
Answer make_calendar_link(Context& context);
// The organizers' handbook, and what it links to.
Answer help_page(Context& context);
Answer help_of_page(Context& context);

Answer today_page(Context& context);
Answer events_page(Context& context);
Answer event_form_page(Context& context);
Answer create_event(Context& context);
Answer change_event(Context& context);
Answer remove_event(Context& context);
Answer put_event_back(Context& context);
Answer event_page(Context& context);
Answer event_news(Context& context);
Answer guest_list_page(Context& context);
Answer stamp_form_page(Context& context);
Answer stamp_found(Context& context);
Answer stamp_by_hand(Context& context);
Answer void_stamp(Context& context);
Answer unvoid_stamp(Context& context);

Answer join_people(Context& context);
Answer part_people(Context& context);

Answer people_page(Context& context);
Answer people_found(Context& context);
Answer person_page(Context& context);
Answer person_form_page(Context& context);
Answer create_person(Context& context);
Answer change_person(Context& context);
Answer merge_page(Context& context);
Answer merge_people(Context& context);
Answer unmerge_people(Context& context);
Answer erase_page(Context& context);
Answer erase_person(Context& context);
Answer card_page(Context& context);
Answer card_found(Context& context);
Answer bind_card(Context& context);
Answer unbind_card(Context& context);
Answer take_card_off(Context& context);

Answer kiosks_page(Context& context);
Answer kiosks_news(Context& context);
Answer set_first_pin(Context& context);
Answer remove_first_pin(Context& context);
Answer make_enrol_code(Context& context);
Answer rename_kiosk(Context& context);
Answer revoke_kiosk(Context& context);
Answer stolen_kiosk(Context& context);
Answer settings_page(Context& context);
Answer set_public_url(Context& context);
Answer retention_page(Context& context);
Answer keep_person(Context& context);
Answer keep_everybody(Context& context);
Answer confirm_date(Context& context);

Answer change_community(Context& context);
Answer change_zone(Context& context);

Answer make_account(Context& context);
Answer change_role(Context& context);
Answer renew_account(Context& context);
Answer remove_account(Context& context);
Answer make_token(Context& context);
Answer revoke_token(Context& context);

// Welcome words of the event in the address, else of every event. A refused one is shown again on its page.
Answer deck_page(Context& context);
Answer deck_preview(Context& context);
Answer add_sentence(Context& context);
Answer change_sentence(Context& context);
Answer remove_sentence(Context& context);
Answer put_sentence_back(Context& context);
Answer add_prompt(Context& context);
Answer remove_prompt(Context& context);
Answer put_prompt_back(Context& context);

Answer conflicts_page(Context& context);
Answer settle_conflict(Context& context);

Answer seasons_page(Context& context);
Answer season_page(Context& context);
Answer season_csv(Context& context);
Answer season_form_page(Context& context);
Answer create_season(Context& context);
Answer change_season(Context& context);
Answer remove_season(Context& context);
Answer put_season_back(Context& context);

Answer claim_page(Context& context);
Answer claim_found(Context& context);
Answer claim_card(Context& context);
Answer own_code_page(Context& context);
Answer use_own_code(Context& context);
Answer own_page(Context& context);
Answer own_card_picture(Context& context);
Answer own_edit(Context& context);
Answer own_erase(Context& context);
Answer own_data(Context& context);

Answer link_page(Context& context);
Answer make_link(Context& context);
Answer end_link(Context& context);

// By token (PROTOCOL.md, "Reading").
Answer metrics(Context& context);
Answer api_events(Context& context);
Answer api_presences(Context& context);
Answer api_export(Context& context);

Answer import_page(Context& context);
Answer upload_list(Context& context);
Answer import_preview(Context& context);
Answer change_columns(Context& context);
Answer decide_rows(Context& context);
Answer apply_list(Context& context);
Answer undo_list(Context& context);
Answer import_progress(Context& context);
Answer import_done(Context& context);
Answer export_page(Context& context);
Answer export_file(Context& context);

}  // namespace web
