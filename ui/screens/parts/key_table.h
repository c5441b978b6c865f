// What a keyboard for names is made of, whoever types on it: the letters in their order, and cells for them.
#pragma once

#include <array>
#include <string_view>

#include "ui/geometry.h"

namespace parts {

// The fifty sounds by columns, each from the top down; "" is a gap.
inline constexpr std::array<std::array<std::string_view, 5>, 10> kana_columns{{
    {"あ", "い", "う", "え", "お"},
    {"か", "き", "く", "け", "こ"},
    {"さ", "し", "す", "せ", "そ"},
    {"た", "ち", "つ", "て", "と"},
    {"な", "に", "ぬ", "ね", "の"},
    {"は", "ひ", "ふ", "へ", "ほ"},
    {"ま", "み", "む", "め", "も"},
    {"や", "", "ゆ", "", "よ"},
    {"ら", "り", "る", "れ", "ろ"},
    {"わ", "", "を", "ー", "ん"},
}};

// Ten keys a row.
inline constexpr std::array<std::string_view, 4> latin_rows{"1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM'."};

// Names begin with a capital; what follows is small.
bool writes_capitals(std::string_view typed);
// The letter of a capital key as it writes now.
char letter_as_written(char capital, std::string_view typed);

// Cells of a table with gaps, on whole pixels.
struct KeyTable {
    ui::Rect area;
    int columns = 1;
    int rows = 1;
    float gap = 0;

    ui::Rect cell(int column, int row, int wide = 1, int high = 1) const;
};

}  // namespace parts
