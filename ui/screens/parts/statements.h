// Why the community meets, a sentence at a time, changing slowly. At rest otherwise.
#pragma once

#include <string>

#include "parts/stage.h"

namespace parts {

struct Statement {
    std::string text;     // empty: the community has said nothing
    std::string upright;  // the same in at most three columns; empty where it cannot stand upright
    int columns = 0;
    float alpha = 1;         // of the slow change
    ui::FrameResult result;  // when it changes next
};

// Which one stands there now: they follow one another by the wall clock, so that a screen that comes back goes on where
// it was.
Statement statement_at(const Stage& stage);

inline constexpr int statement_column_longest = 18;  // characters
inline constexpr int statement_columns_max = 3;

}  // namespace parts
