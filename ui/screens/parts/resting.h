// The picture of a check-in that rests: idle's geometry, the sun pale, a sentence, perhaps a button.
#pragma once

#include <string>

#include "parts/stage.h"

namespace parts {

struct Resting {
    std::string title{};
    std::string body{};
    std::string second{};      // in the second language
    std::string status{};      // at the foot, with an ochre dot; empty: none
    std::string mark{};        // on the card
    std::string button{};      // empty: none
    desk::Answer answer{};     // of the button
    bool large_title = false;  // one short line, e.g. a time, set larger than a sentence
    std::string before{};      // a quiet line above the title
    std::string after{};       // what goes on with the title: it stands right under it
};
void draw_resting(const Stage& stage, const Resting& words);

}  // namespace parts
