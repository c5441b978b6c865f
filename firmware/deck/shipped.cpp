#include "deck/shipped.h"

#include "base/check.h"
#include "words/message_files.h"

namespace deck {

extern const words::MessageFiles message_files;

std::vector<attendance::Sentence> shipped(std::string_view lang) {
    std::vector<attendance::Sentence> sentences;
    for (const auto& [key, text] : words::read_messages(message_files, lang)) {
        auto when = attendance::parse_conditions(words::list_of(key));
        PETTAN_ASSERT(when.has_value());
        sentences.push_back({key, text, *std::move(when)});
    }
    return sentences;
}

}  // namespace deck
