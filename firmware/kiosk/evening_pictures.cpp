#include "kiosk/evening_pictures.h"

#include <fmt/format.h>

#include "attendance/greeting.h"
#include "screens/evening_picture.h"

namespace kiosk {

std::vector<FullCard> full_cards_of(const Evening& evening, const PictureRules& rules) {
    std::vector<FullCard> cards;
    for (const EveningGuest& guest : evening.guests) {
        const auto season =
            attendance::season_at(rules.season, rules.quarter_names, {}, guest.visits.back().at, rules.zone);
        attendance::StampCard card = attendance::stamp_card(season, guest.visits);
        if (attendance::choose_greeting(guest.visits, card) != attendance::Greeting::full_card) continue;
        cards.push_back({attendance::shown_name(guest.person, rules.names), std::move(card)});
    }
    return cards;
}

base::Result<void> draw_evening_pictures(const std::filesystem::path& file, const Evening& evening,
                                         const PictureRules& rules, const ui::Pack& pack) {
    const auto words = ui::Messages::load(rules.lang, pack.words);
    TRY_VOID(
        screens::write_evening_picture(file, {evening.event, evening.came, rules.zone, rules.community}, pack, words));
    if (!rules.full_cards) return {};
    int number = 0;
    for (const FullCard& full : full_cards_of(evening, rules)) {
        const auto beside = file.parent_path() / fmt::format("{}-card-{}.png", file.stem().string(), ++number);
        TRY_VOID(screens::write_card_picture(beside, {full.shown_name, full.card, rules.zone}, pack, words));
    }
    return {};
}

}  // namespace kiosk
