// Stamps on paper: which art, and how one comes down.
#pragma once

#include <string_view>

#include "parts/ink.h"
#include "parts/press.h"
#include "parts/stage.h"

namespace parts {

// The art of an event's stamp: the same on every screen.
const ui::StampShapePtr& shape_of_event(const ui::Theme& theme, std::string_view label,
                                        const attendance::EventId& event);
// What an event is called on cards: "第12回", or "第12便" where the pack says so.
std::string event_label(const Stage& stage, std::string_view label);
ui::StampArt art_of_square(const Stage& stage, const attendance::Square& square, const ui::StampPlacement& placed,
                           bool newest);

// The press of the shown scene; in calm motion the ink appears where it stays.
Press press_of(const Stage& stage, float begins_ms = fall_begins_ms, float lands_ms = impact_ms,
               float from_scale = fall_from_scale);

// The same onto a fresh card, which is hung up where cards hang on a cord.
Press press_on_fresh(const Stage& stage);
inline constexpr float hung_from_units = 72;

// Ink goes onto paper only, and the rubber falls over nothing that somebody reads.
struct PressRoom {
    ui::Rect paper{};  // the sheet
    ui::Rect free{};   // of it, what is clear of its edge and of words
};
// A stamp that falls as opaque rubber with its shadow, lands, and is ink that splashes, about `centre`. It begins as
// large as the room allows.
void draw_press(const Stage& stage, const ui::StampArt& art, ui::Point centre, float diameter, float angle,
                const Press& press, const PressRoom& room, const Ink& ink = {});

}  // namespace parts
