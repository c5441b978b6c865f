#include "parts/key_table.h"

#include <cmath>

namespace parts {

bool writes_capitals(std::string_view typed) {
    return typed.empty() || typed.back() == ' ' || typed.back() == '-' || typed.back() == '.' || typed.back() == '\'';
}

char letter_as_written(char capital, std::string_view typed) {
    const bool is_letter = capital >= 'A' && capital <= 'Z';
    return is_letter && !writes_capitals(typed) ? static_cast<char>(capital - 'A' + 'a') : capital;
}

ui::Rect KeyTable::cell(int column, int row, int wide, int high) const {
    const auto x = [&](int c) {
        return std::round(area.x + (area.w + gap) * static_cast<float>(c) / static_cast<float>(columns));
    };
    const auto y = [&](int r) {
        return std::round(area.y + (area.h + gap) * static_cast<float>(r) / static_cast<float>(rows));
    };
    return {x(column), y(row), x(column + wide) - gap - x(column), y(row + high) - gap - y(row)};
}

}  // namespace parts
