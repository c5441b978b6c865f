#include "sheet/guest_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "attendance/entry.h"
#include "base/utf8.h"
#include "sheet/fold.h"

namespace sheet {
namespace {

constexpr std::size_t word_bytes_max = 200;  // of a status or ticket number; what is longer is cut

bool is_ascii_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return text.substr(first, last == std::string_view::npos ? 0 : last - first + 1);
}

bool is_language_tag(std::string_view text) {
    const std::size_t primary = std::min(text.find('-'), text.size());
    return (primary == 2 || primary == 3) && text.size() <= 35 && !text.ends_with('-') &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_ascii_alnum(c) || c == '-'; });
}

// Latin letters of ASCII and U+00C0–U+024F: such names are written with the given name first.
bool begins_latin(std::string_view name) {
    if (name.empty()) return false;
    const auto lead = static_cast<std::uint8_t>(name[0]);
    return (lead < 0x80 && is_ascii_alnum(name[0])) || (lead >= 0xC3 && lead <= 0xC9);
}

std::string joined(const std::string& family, const std::string& given) {
    if (family.empty() || given.empty()) return family + given;
    return begins_latin(family) ? given + " " + family : family + " " + given;
}

// One row of a table, asked by field. Cells that the row lacks are empty.
class RowReader {
public:
    RowReader(const Row& row, const Columns& columns) : m_row(row), m_columns(columns) {}

    const Cell* cell(Field field) const {
        const auto found = std::find(m_columns.fields.begin(), m_columns.fields.end(), field);
        const auto at = static_cast<std::size_t>(found - m_columns.fields.begin());
        return at < m_columns.fields.size() && at < m_row.size() ? &m_row[at] : nullptr;
    }
    std::string text(Field field) const {
        const Cell* found = cell(field);
        return found == nullptr || trimmed(found->text).empty() ? std::string() : unguard_formula(found->text);
    }
    std::string word(Field field) const { return std::string(trimmed(text(field))); }
    Place place(Field field) const {
        const Cell* found = cell(field);
        return found == nullptr ? m_row.front().at : found->at;
    }

private:
    const Row& m_row;
    const Columns& m_columns;
};

base::Result<attendance::PersonId> read_id(const RowReader& row) {
    const std::string id = row.word(Field::id);
    if (!id.empty() && !is_plain_id(id))
        return fail_at(row.place(Field::id),
                       "this is no id; an id is up to 64 letters, digits, dots, - and _, and begins with a letter or "
                       "digit");
    return attendance::PersonId{id};
}

base::Result<std::string> read_lang(const RowReader& row) {
    const std::string lang = row.word(Field::lang);
    const std::string name = fold(lang);
    if (name == "日本語" || name == "japanese") return std::string("ja");
    if (name == "英語" || name == "english") return std::string("en");
    if (!lang.empty() && !is_language_tag(lang))
        return fail_at(row.place(Field::lang), "this is no language; write ja, en, th, …");
    return lang;
}

base::Result<std::optional<attendance::CardUid>> read_card(const RowReader& row) {
    std::string hex = row.word(Field::card_uid);
    std::erase_if(hex, [](char c) { return c == ':' || c == ' ' || c == '-'; });
    if (hex.empty()) return std::optional<attendance::CardUid>();
    const auto uid = attendance::CardUid::from_hex(hex);
    if (!uid)
        return fail_at(row.place(Field::card_uid),
                       "this is no card number; it is 4, 7, 8 or 10 bytes in hexadecimal, such as 04a1b2c3d4e5f6");
    if (uid->is_random())
        return fail_at(row.place(Field::card_uid),
                       "a 4-byte card number that begins with 08 changes at every tap and cannot be anybody's; leave "
                       "the cell empty");
    return uid;
}

base::Result<void> check_length(const std::string& text, Place place) {
    if (text.size() > attendance::text_bytes_max)
        return fail_at(
            place, fmt::format("this text is {} bytes long; {} are the most", text.size(), attendance::text_bytes_max));
    return {};
}

// "name, lastname": the first is the given name where the second is not in it. Luma has both beside the whole name.
std::string whole_name(const RowReader& row) {
    const std::string name = row.text(Field::name), family = row.text(Field::family_name),
                      given = row.text(Field::given_name);
    if (name.empty()) return joined(family, given);
    if (family.empty() || fold(name).find(fold(family)) != std::string::npos) return name;
    return given.empty() || fold(given) == fold(name) ? joined(family, name) : name;
}

// A whole name that stands in the nickname's place as well was not chosen to be shown to everybody.
bool is_whole_name(const std::string& nickname, const std::string& name) {
    return trimmed(name).find_first_of(" \t") != std::string_view::npos && fold(nickname) == fold(name);
}

// "" where it is no address.
std::string read_email(const RowReader& row) {
    std::string text = fold(row.word(Field::email));
    const std::size_t at = text.find('@');
    const bool is_address = at != std::string::npos && at > 0 && text.find('.', at) != std::string::npos &&
                            text.find('@', at + 1) == std::string::npos && text.size() <= attendance::text_bytes_max;
    return is_address ? text : std::string();
}

// At most so many bytes, and no half character.
std::string_view cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && !base::begins_character(text[bytes]))
        --bytes;
    return text.substr(0, bytes);
}

base::Result<Guest> read_guest(const RowReader& row, const Columns& columns, std::int64_t line) {
    Guest guest;
    guest.line = line;
    TRY(id, read_id(row));
    TRY(lang, read_lang(row));
    TRY(card, read_card(row));
    guest.id = std::move(id);
    guest.lang = std::move(lang);
    guest.card = std::move(card);
    guest.nickname = row.text(Field::nickname);
    guest.name = whole_name(row);
    if (guest.name.empty()) guest.name = guest.nickname;
    if (is_whole_name(guest.nickname, guest.name)) guest.nickname.clear();
    guest.reading = row.text(Field::reading);
    if (guest.reading.empty()) guest.reading = joined(row.text(Field::family_reading), row.text(Field::given_reading));
    guest.status = cut(row.word(Field::status), word_bytes_max);
    guest.ticket = cut(row.word(Field::ticket), word_bytes_max);
    TRY_VOID(check_length(guest.name, row.place(columns.has(Field::name) ? Field::name : Field::family_name)));
    TRY_VOID(check_length(guest.nickname, row.place(Field::nickname)));
    TRY_VOID(check_length(guest.reading, row.place(Field::reading)));
    if (std::string key = row.word(Field::service_key);
        !key.empty() && key.size() <= attendance::text_bytes_max && !columns.key_column.empty())
        guest.keys.push_back({columns.key_column, std::move(key)});
    if (std::string email = read_email(row); !email.empty())
        guest.keys.push_back({std::string(email_column), std::move(email)});
    return guest;
}

bool is_blank(const Row& row) {
    return std::all_of(row.begin(), row.end(), [](const Cell& cell) { return trimmed(cell.text).empty(); });
}

// "2名", "12 people".
bool is_head_count(const std::string& folded) {
    const std::size_t digits = std::min(folded.find_first_not_of("0123456789"), folded.size());
    constexpr auto units =
        std::to_array<std::string_view>({"名", "人", "名様", "people", "persons", "person", "guests", "件"});
    return digits > 0 && std::ranges::find(units, std::string_view(folded).substr(digits)) != units.end();
}

bool is_total(const Row& row, const RowReader& reader) {
    constexpr auto words =
        std::to_array<std::string_view>({"合計", "総計", "小計", "計", "total", "subtotal", "grandtotal", "sum"});
    const auto first =
        std::find_if(row.begin(), row.end(), [](const Cell& cell) { return !trimmed(cell.text).empty(); });
    const std::string name = fold(reader.text(Field::name));
    if (is_head_count(name)) return true;
    const std::string word = bare(first->text);
    // Somebody may be called so: then their name is no number and not that word alone.
    return std::ranges::find(words, word) != words.end() &&
           (name.find_first_not_of("0123456789") == std::string::npos || name == fold(first->text));
}

std::string row_text(const Row& row) {
    std::string text;
    for (const Cell& cell : row)
        if (const auto part = trimmed(cell.text); !part.empty()) text += (text.empty() ? "" : ", ") + std::string(part);
    constexpr std::size_t text_max = 120;
    return text.size() <= text_max ? text : std::string(cut(text, text_max)) + "…";
}

class Reader {
public:
    Reader(const Table& table, const Columns& columns, const StatusWords& words) : m_table(table), m_columns(columns) {
        for (const auto& [word, coming] : words)
            m_words[fold(word)] = coming;
        m_list.unused_columns = columns.unused;
    }

    GuestList list() {
        for (std::size_t i = m_columns.header_row + 1; i < m_table.rows.size(); ++i)
            if (!is_blank(m_table.rows[i])) take(m_table.rows[i]);
        if (!m_columns.has(Field::status)) m_list.statuses.clear();
        std::ranges::stable_sort(m_list.statuses, std::ranges::greater(), &StatusCount::rows);
        return std::move(m_list);
    }

private:
    void take(const Row& cells) {
        const RowReader row(cells, m_columns);
        const std::int64_t line = cells.front().at.line;
        const auto beyond = std::find_if(cells.begin() + static_cast<std::ptrdiff_t>(std::min(width(), cells.size())),
                                         cells.end(), [](const Cell& c) { return !trimmed(c.text).empty(); });
        if (beyond != cells.end())
            return leave_out(cells, WhyLeftOut::too_wide,
                             fail_at(beyond->at, fmt::format("this row has {} cells, the header has {}; a cell that "
                                                             "holds a separator needs quotes",
                                                             cells.size(), width())));
        if (is_header(cells))
            return leave_out(cells, WhyLeftOut::header, fail_at(cells.front().at, "the header again"));
        if (is_total(cells, row)) return leave_out(cells, WhyLeftOut::total, fail_at(cells.front().at, "a sum"));
        auto guest = read_guest(row, m_columns, line);
        if (!guest) return leave_out(cells, WhyLeftOut::unreadable, base::fail(guest.error()));
        guest->coming = coming(guest->status);
        m_list.guests.push_back(std::move(*guest));
    }

    std::size_t width() const { return m_columns.fields.size(); }

    bool is_header(const Row& cells) const {
        const Row& header = m_table.rows[m_columns.header_row];
        return std::ranges::equal(header, cells, {}, &Cell::text, &Cell::text);
    }

    void leave_out(const Row& cells, WhyLeftOut why, const base::Unexpected& reason) {
        m_list.left_out.push_back({cells.front().at.line, why, row_text(cells), reason.error.message});
    }

    Coming coming(const std::string& status) {
        const auto [at, is_new] = m_status_at.emplace(status, m_list.statuses.size());
        if (is_new) {
            const auto said = m_words.find(fold(status));
            m_list.statuses.push_back({status, 0, said != m_words.end() ? said->second : coming_of(status)});
        }
        StatusCount& count = m_list.statuses[at->second];
        ++count.rows;
        return count.coming;
    }

    const Table& m_table;
    const Columns& m_columns;
    StatusWords m_words;
    std::unordered_map<std::string, std::size_t> m_status_at;  // in m_list.statuses
    GuestList m_list;
};

}  // namespace

bool is_plain_id(std::string_view text) {
    return !text.empty() && text.size() <= attendance::id_bytes_max && is_ascii_alnum(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_ascii_alnum(c) || c == '.' || c == '_' || c == '-'; });
}

std::int64_t GuestList::count(Coming coming) const {
    return std::ranges::count(guests, coming, &Guest::coming);
}

base::Result<GuestList> read_guests(const Table& table, const StatusWords& words) {
    TRY(columns, find_columns(table));
    return read_guests(table, columns, words);
}

GuestList read_guests(const Table& table, const Columns& columns, const StatusWords& words) {
    return Reader(table, columns, words).list();
}

}  // namespace sheet
