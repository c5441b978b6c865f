#include "web/import_desk.h"

#include <algorithm>
#include <array>

namespace web {
namespace {

struct Word {
    sheet::Field field;
    const char* word;
    const char* title;
};
constexpr std::array words{
    Word{sheet::Field::name, "name", "名前"},
    Word{sheet::Field::nickname, "nickname", "表示名"},
    Word{sheet::Field::reading, "reading", "よみ"},
    Word{sheet::Field::family_name, "family_name", "姓"},
    Word{sheet::Field::given_name, "given_name", "名"},
    Word{sheet::Field::family_reading, "family_reading", "セイ"},
    Word{sheet::Field::given_reading, "given_reading", "メイ"},
    Word{sheet::Field::service_key, "service_key", "ユーザー名"},
    Word{sheet::Field::status, "status", "参加ステータス"},
    Word{sheet::Field::lang, "lang", "lang"},
    Word{sheet::Field::id, "id", "id"},
};

std::string word_of(std::optional<sheet::Field> field) {
    for (const Word& word : words)
        if (field == word.field) return word.word;
    return {};
}
std::string title_of(const std::string& meaning) {
    for (const Word& word : words)
        if (meaning == word.word) return word.title;
    return "-";
}

}  // namespace

std::vector<std::string> column_words() {
    std::vector<std::string> all;
    for (const Word& word : words)
        all.emplace_back(word.word);
    return all;
}

base::Result<Upload> read_upload(const std::string& file_name, std::string_view bytes) {
    Upload upload;
    upload.file_name = file_name;
    TRY(text, sheet::decode_text(bytes));
    upload.encoding = text.encoding;
    TRY(table, sheet::parse_csv(text.utf8));
    upload.table = std::move(table);
    if (upload.table.rows.empty()) return base::fail(base::ErrorCode::bad_input, "the file is empty");
    const auto columns = sheet::find_columns(upload.table);
    if (columns) {
        upload.header_row = columns->header_row;
        for (const auto& field : columns->fields)
            upload.fields.push_back(word_of(field));
    } else {
        // Nobody's name was recognised: the organizer says which column it is. A row that is torn is another matter.
        upload.fields.resize(upload.table.rows.front().size());
        for (const sheet::Row& row : upload.table.rows)
            if (row.size() != upload.fields.size()) return base::fail(columns.error());
    }
    return upload;
}

std::string header_of(const Upload& upload) {
    std::string header;
    for (const sheet::Cell& cell : upload.table.rows[upload.header_row])
        header += cell.text + "\x1f";
    return header;
}

base::Result<sheet::GuestList> guests_of(const Upload& upload) {
    sheet::Table table = upload.table;
    table.rows.erase(table.rows.begin(), table.rows.begin() + static_cast<std::ptrdiff_t>(upload.header_row));
    sheet::Row& header = table.rows.front();
    for (std::size_t i = 0; i < header.size() && i < upload.fields.size(); ++i)
        header[i].text = title_of(upload.fields[i]);
    return sheet::read_guests(table);
}

void ImportDesk::put(Upload upload) {
    const std::lock_guard lock(m_mutex);
    const auto old = upload.since - std::chrono::hours(1);
    std::erase_if(m_uploads, [&](const auto& held) { return held->id == upload.id || held->since < old; });
    if (m_uploads.size() >= uploads_max) m_uploads.erase(m_uploads.begin());
    m_uploads.push_back(std::make_shared<const Upload>(std::move(upload)));
}

std::shared_ptr<const Upload> ImportDesk::find(const std::string& id, const std::string& account) {
    const std::lock_guard lock(m_mutex);
    for (const auto& held : m_uploads)
        if (held->id == id && held->account == account) return held;
    return nullptr;
}

void ImportDesk::note_progress(const std::string& id, std::size_t done, std::size_t all) {
    const std::lock_guard lock(m_mutex);
    m_progress[id] = {done, all};
}

std::pair<std::size_t, std::size_t> ImportDesk::progress(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    const auto at = m_progress.find(id);
    return at == m_progress.end() ? std::pair<std::size_t, std::size_t>() : at->second;
}

void ImportDesk::drop(const std::string& id) {
    const std::lock_guard lock(m_mutex);
    m_progress.erase(id);
    std::erase_if(m_uploads, [&](const auto& held) { return held->id == id; });
}

}  // namespace web
