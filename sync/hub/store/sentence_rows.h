// The organizers' deck as it stands in the hub's table. Inside the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attendance/change.h"
#include "sql/database.h"

namespace store {

// A sentence's texts in one column: a line for each language, its code, a blank and the text.
std::string lines_of(const std::vector<attendance::DeckSentence::Text>& texts);
std::vector<attendance::DeckSentence::Text> texts_in(std::string_view lines);

inline constexpr std::string_view sentence_columns =
    "id, event, conditions, weight, first_day, last_day, words, removed";
attendance::DeckSentence sentence_of(sql::Columns& row);

base::Result<std::vector<attendance::DeckSentence>> read_sentences(sql::Database& database);  // by id; removed ones too
base::Result<std::optional<attendance::DeckSentence>> read_sentence(sql::Database& database, std::string_view id);
base::Result<void> write_sentence(sql::Database& database, const attendance::DeckSentence& sentence,
                                  std::int64_t change_no);

}  // namespace store
