#include "store/sentence_rows.h"

#include <fmt/core.h>

#include <algorithm>

namespace store {

std::string lines_of(const std::vector<attendance::DeckSentence::Text>& texts) {
    std::string lines;
    for (const auto& [lang, text] : texts) {
        std::string line = lang + " " + text;
        std::ranges::replace(line, '\n', ' ');
        lines += line + "\n";
    }
    return lines;
}

std::vector<attendance::DeckSentence::Text> texts_in(std::string_view lines) {
    std::vector<attendance::DeckSentence::Text> texts;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string_view line = lines.substr(0, end);
        const std::size_t blank = line.find(' ');
        if (blank != std::string_view::npos)
            texts.push_back({std::string(line.substr(0, blank)), std::string(line.substr(blank + 1))});
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return texts;
}

attendance::DeckSentence sentence_of(sql::Columns& row) {
    attendance::DeckSentence sentence;
    sentence.id = row.text();
    if (std::string event = row.text(); !event.empty()) sentence.event = attendance::EventId{std::move(event)};
    sentence.when = row.text();
    sentence.weight = row.integer();
    sentence.first_day = row.text();
    sentence.last_day = row.text();
    sentence.texts = texts_in(row.text());
    sentence.removed = row.flag();
    return sentence;
}

base::Result<std::vector<attendance::DeckSentence>> read_sentences(sql::Database& database) {
    std::vector<attendance::DeckSentence> sentences;
    TRY_VOID(database.run(fmt::format("SELECT {} FROM sentence", sentence_columns), {}, [&](const sql::RowView& row) {
        sql::Columns columns(row);
        sentences.push_back(sentence_of(columns));
    }));
    std::ranges::sort(sentences, {}, &attendance::DeckSentence::id);  // by bytes, whatever the database's collation
    return sentences;
}

base::Result<std::optional<attendance::DeckSentence>> read_sentence(sql::Database& database, std::string_view id) {
    std::optional<attendance::DeckSentence> sentence;
    TRY_VOID(database.run(fmt::format("SELECT {} FROM sentence WHERE id = $1", sentence_columns), {id},
                          [&](const sql::RowView& row) {
                              sql::Columns columns(row);
                              sentence = sentence_of(columns);
                          }));
    return sentence;
}

base::Result<void> write_sentence(sql::Database& database, const attendance::DeckSentence& sentence,
                                  std::int64_t change_no) {
    const std::string words = lines_of(sentence.texts);
    TRY_VOID(database.run(
        R"(INSERT INTO sentence (id, event, conditions, weight, first_day, last_day, words, removed, change_no)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT (id) DO UPDATE SET event = excluded.event, conditions = excluded.conditions,
               weight = excluded.weight, first_day = excluded.first_day, last_day = excluded.last_day,
               words = excluded.words, removed = excluded.removed, change_no = excluded.change_no)",
        {std::string_view(sentence.id), std::string_view(sentence.event ? sentence.event->value : std::string_view()),
         std::string_view(sentence.when), sentence.weight, std::string_view(sentence.first_day),
         std::string_view(sentence.last_day), std::string_view(words), std::int64_t{sentence.removed}, change_no}));
    return {};
}

}  // namespace store
