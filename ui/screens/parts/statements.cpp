#include "parts/statements.h"

#include "parts/type.h"

namespace parts {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds stays{30000};
constexpr milliseconds fades{1800};
constexpr milliseconds fade_step{50};  // coarse is smooth enough for so slow a fade

}  // namespace

Statement statement_at(const Stage& stage) {
    const auto& statements = stage.snapshot.community.statements;
    Statement statement;
    if (statements.empty()) return statement;
    const auto since_1970 = std::chrono::duration_cast<milliseconds>(stage.wall_now().time_since_epoch());
    const auto into = since_1970 % stays;
    const auto left = stays - into;
    statement.text = statements[static_cast<std::size_t>(since_1970 / stays) % statements.size()];
    if (can_stand_upright(statement.text)) {
        const std::string columns = in_columns(statement.text, statement_column_longest);
        statement.columns = 1 + static_cast<int>(std::count(columns.begin(), columns.end(), '\n'));
        if (statement.columns <= statement_columns_max) statement.upright = columns;
    }
    if (statements.size() == 1) return statement;
    const auto half = fades / 2;
    if (into < half || left <= half) {
        const auto k = static_cast<float>(std::min(into, left).count()) / static_cast<float>(half.count());
        statement.alpha = ease_in_out(std::clamp(k, 0.0f, 1.0f));
        statement.result.next_change = stage.now + fade_step;
    } else {
        statement.result.next_change = stage.now + left - half;
    }
    return statement;
}

}  // namespace parts
