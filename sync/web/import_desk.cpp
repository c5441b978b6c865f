#include "web/import_desk.h"

#include <algorithm>
#include <array>

#include "sheet/text_encoding.h"

namespace web {
namespace {

using sheet::Coming;
using sheet::Field;

struct Word {
    Field field;
    const char* word;
};
constexpr std::array words{
    Word{Field::name, "name"},
    Word{Field::nickname, "nickname"},
    Word{Field::reading, "reading"},
    Word{Field::family_name, "family_name"},
    Word{Field::given_name, "given_name"},
    Word{Field::family_reading, "family_reading"},
    Word{Field::given_reading, "given_reading"},
    Word{Field::email, "email"},
    Word{Field::service_key, "service_key"},
    Word{Field::status, "status"},
    Word{Field::ticket, "ticket"},
    Word{Field::lang, "lang"},
    Word{Field::id, "id"},
};

std::string word_of(std::optional<Field> field) {
    for (const Word& word : words)
        if (field == word.field) return word.word;
    return {};
}
std::optional<Field> field_of(const std::string& meaning) {
    for (const Word& word : words)
        if (meaning == word.word) return word.field;
    return std::nullopt;
}

constexpr std::array<std::pair<char, Coming>, 3> letters{
    {{'y', Coming::yes}, {'w', Coming::waiting}, {'n', Coming::no}}};
constexpr char separator = '\x1f';

std::vector<std::string> split(const std::string& text, char at_each) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(at_each, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

}  // namespace

std::vector<std::string> column_words() {
    std::vector<std::string> all;
    for (const Word& word : words)
        all.emplace_back(word.word);
    return all;
}

std::vector<std::string> split_fields(const std::string& fields) {
    return split(fields, ',');
}
std::string join_fields(const std::vector<std::string>& fields) {
    std::string text;
    for (const std::string& field : fields)
        text += field + ",";
    return text;
}

sheet::StatusWords split_words(const std::string& text) {
    sheet::StatusWords said;
    for (const std::string& part : split(text, separator))
        for (const auto& [letter, coming] : letters)
            if (!part.empty() && part[0] == letter) said[part.substr(1)] = coming;
    return said;
}
std::string join_words(const sheet::StatusWords& said) {
    std::string text;
    for (const auto& [word, meaning] : said)
        for (const auto& [letter, coming] : letters)
            if (meaning == coming) text += letter + word + separator;
    return text;
}

base::Result<office::Upload> read_upload(const std::string& file_name, std::string_view bytes) {
    office::Upload upload;
    upload.file_name = file_name;
    TRY(text, sheet::decode_text(bytes));
    upload.encoding = to_string(text.encoding);
    TRY(table, sheet::parse_csv(text.utf8));
    if (table.rows.empty()) return base::fail(base::ErrorCode::bad_input, "the file is empty");
    upload.text = std::move(text.utf8);
    std::vector<std::string> fields(table.rows.front().size());
    // Where nobody's name was recognised the organizer says which column it is.
    if (const auto columns = sheet::find_columns(table)) {
        upload.header_row = static_cast<std::int64_t>(columns->header_row);
        fields.clear();
        for (const auto& field : columns->fields)
            fields.push_back(word_of(field));
    }
    upload.fields = join_fields(fields);
    return upload;
}

std::string OpenUpload::header_text() const {
    std::string text;
    for (const sheet::Cell& cell : header())
        text += cell.text + separator;
    return text;
}

base::Result<OpenUpload> open_upload(office::Upload upload) {
    OpenUpload open;
    TRY(table, sheet::parse_csv(upload.text));
    open.table = std::move(table);
    upload.text.clear();
    const auto row = static_cast<std::size_t>(upload.header_row);
    if (row >= open.table.rows.size())
        return base::fail(base::ErrorCode::not_found, "the header is not there any more");
    std::vector<std::optional<Field>> fields;
    for (const std::string& meaning : split_fields(upload.fields))
        fields.push_back(field_of(meaning));
    open.columns = sheet::columns_with(open.table, row, std::move(fields));
    open.upload = std::move(upload);
    return open;
}

}  // namespace web
