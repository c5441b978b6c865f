#include "wire/messages.h"

#include <array>
#include <utility>

namespace wire {
namespace {

struct WordRow {
    ErrorWord word;
    int status;
    std::string_view text;
};
constexpr std::array words{
    WordRow{ErrorWord::bad_request, 400, "bad_request"},
    WordRow{ErrorWord::unauthorized, 401, "unauthorized"},
    WordRow{ErrorWord::revoked, 401, "revoked"},
    WordRow{ErrorWord::bad_code, 403, "bad_code"},
    WordRow{ErrorWord::not_found, 404, "not_found"},
    WordRow{ErrorWord::bad_method, 405, "bad_method"},
    WordRow{ErrorWord::too_slow, 408, "too_slow"},
    WordRow{ErrorWord::fork, 409, "fork"},
    WordRow{ErrorWord::gap, 409, "gap"},
    WordRow{ErrorWord::gone, 410, "gone"},
    WordRow{ErrorWord::length_required, 411, "length_required"},
    WordRow{ErrorWord::too_large, 413, "too_large"},
    WordRow{ErrorWord::bad_encoding, 415, "bad_encoding"},
    WordRow{ErrorWord::protocol, 426, "protocol"},
    WordRow{ErrorWord::too_many, 429, "too_many"},
    WordRow{ErrorWord::internal, 500, "internal"},
    WordRow{ErrorWord::unavailable, 503, "unavailable"},
    WordRow{ErrorWord::full, 507, "full"},
};

// row_of finds a word by its number.
constexpr bool in_order() {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].word != static_cast<ErrorWord>(i)) return false;
    return words.back().word == ErrorWord::full;
}
static_assert(in_order());

const WordRow& row_of(ErrorWord word) {
    return words[static_cast<std::size_t>(word)];
}

}  // namespace

std::int64_t seq_of(const Row& row) {
    if (const auto* entry = std::get_if<attendance::Entry>(&row)) return entry->ref.seq;
    return std::get<BadRow>(row).seq;
}

int status_of(ErrorWord word) {
    return row_of(word).status;
}

std::string_view to_string(ErrorWord word) {
    return row_of(word).text;
}

std::optional<ErrorWord> error_word_from(std::string_view text) {
    for (const WordRow& row : words)
        if (row.text == text) return row.word;
    return std::nullopt;
}

}  // namespace wire
