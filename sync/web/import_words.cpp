#include "web/import_words.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace web {
namespace {

// By a part of the English message that no other one has.
struct Saying {
    std::string_view english;
    std::string_view key;
};
constexpr std::array sayings{
    Saying{"a quote stands inside a cell", "import.wrong_quote"},
    Saying{"never closed", "import.wrong_open_quote"},
    Saying{"text follows the closing quote", "import.wrong_after_quote"},
    Saying{"a NUL byte", "import.wrong_nul"},
    Saying{"a carriage return without", "import.wrong_line_end"},
    Saying{" cells, the header has ", "import.wrong_width"},
    Saying{"no header with a column for names", "import.wrong_header"},
    Saying{"save the file as UTF-8", "import.wrong_bytes"},
    Saying{"the file is larger than", "import.wrong_size"},
    Saying{"the list is too long", "import.wrong_size"},
    Saying{"the row is too wide", "import.wrong_size"},
    Saying{"the file is empty", "import.wrong_empty"},
    Saying{"this is no id;", "import.wrong_id"},
    Saying{"this is no language;", "import.wrong_lang"},
    Saying{"this is no card number;", "import.wrong_card"},
    Saying{"changes at every tap", "import.wrong_random_card"},
    Saying{" bytes long;", "import.wrong_length"},
};

// The numbers of a message, or the name of the encoding between "are not " and its end.
std::vector<std::string> values_of(std::string_view key, std::string_view text) {
    if (key == "import.wrong_bytes") {
        constexpr std::string_view before = "are not ";
        const std::size_t at = text.find(before);
        if (at == std::string_view::npos) return {};
        return {std::string(text.substr(at + before.size(), text.find(';') - at - before.size()))};
    }
    std::vector<std::string> numbers;
    bool within = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !within) numbers.emplace_back();
        if (digit) numbers.back() += c;
        within = digit;
    }
    return numbers;
}

}  // namespace

std::string wrong_in_words(const Words& words, const std::string& message) {
    long line = 0;
    long column = 0;
    int begin = 0;
    const bool placed = std::sscanf(message.c_str(), "line %ld, column %ld: %n", &line, &column, &begin) == 2;
    const std::string_view text = std::string_view(message).substr(placed ? static_cast<std::size_t>(begin) : 0);
    for (const Saying& saying : sayings) {
        if (text.find(saying.english) == std::string_view::npos) continue;
        auto values = values_of(saying.key, text);
        values.resize(std::max<std::size_t>(values.size(), 2));
        const std::string place =
            placed ? words.text("import.place", {{"line", std::to_string(line)}, {"column", std::to_string(column)}})
                   : "";
        return place + words.text(saying.key, {{"a", values[0]}, {"b", values[1]}});
    }
    return message;
}

std::string doubt_in_words(const Words& words, const sheet::Proposal& proposal) {
    using enum sheet::Doubt;
    const std::int64_t n = proposal.number;
    switch (proposal.doubt) {
        case none:
        case status:
            return {};
        case erased:
            return words.text("import.doubt_erased");
        case other_id:
            return words.text("import.doubt_other_id");
        case said_twice:
            return words.text("import.doubt_said_twice", {{"line", std::to_string(n)}});
        case several:
            return words.text("import.several", {{"n", n}});
        case same_line:
            return words.text("import.doubt_same_line", {{"line", std::to_string(n)}});
        case damaged:
            return words.text("import.damaged");
        case renamed:
            return words.text("import.doubt_renamed");
        case other_key:
            return words.text("import.doubt_other_key");
        case nameless:
            return words.text("import.doubt_nameless");
    }
    return {};
}

std::string left_out_in_words(const Words& words, const sheet::LeftOut& row) {
    using enum sheet::WhyLeftOut;
    const auto line = [&](std::string_view key) {
        return words.text("import.line", {{"line", std::to_string(row.line)}}) + " " + words.text(key);
    };
    switch (row.why) {
        case total:
            return line("import.left_total");
        case header:
            return line("import.left_header");
        case too_wide:
        case unreadable:
            return wrong_in_words(words, row.reason);
    }
    return {};
}

}  // namespace web
