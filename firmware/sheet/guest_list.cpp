#include "sheet/guest_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "attendance/entry.h"
#include "sheet/columns.h"

namespace sheet {
namespace {

using attendance::Person;

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

// One row of a table, asked by field.
class RowReader {
public:
    RowReader(const Row& row, const Columns& columns) : m_row(row), m_columns(columns) {}

    const Cell* cell(Field field) const {
        const auto found = std::find(m_columns.fields.begin(), m_columns.fields.end(), field);
        return found == m_columns.fields.end() ? nullptr
                                               : &m_row[static_cast<std::size_t>(found - m_columns.fields.begin())];
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
    std::string id = row.word(Field::id);
    if (!id.empty() && !is_plain_id(id))
        return fail_at(row.place(Field::id), "this is no id; an id is up to 64 letters, digits, dots, - and _");
    return attendance::PersonId{std::move(id)};
}

base::Result<std::string> read_lang(const RowReader& row) {
    std::string lang = row.word(Field::lang);
    if (lang == "日本語" || lang == "Japanese") return std::string("ja");
    if (lang == "英語" || lang == "English") return std::string("en");
    if (!lang.empty() && !is_language_tag(lang))
        return fail_at(row.place(Field::lang), "this is no language; write a tag such as ja, en or th");
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
    guest.name = row.text(Field::name);
    if (guest.name.empty()) guest.name = joined(row.text(Field::family_name), row.text(Field::given_name));
    if (guest.name.empty()) guest.name = guest.nickname;
    if (guest.name.empty()) return fail_at(row.place(Field::name), "the name is missing");
    guest.reading = row.text(Field::reading);
    if (guest.reading.empty()) guest.reading = joined(row.text(Field::family_reading), row.text(Field::given_reading));
    TRY_VOID(check_length(guest.name, row.place(columns.has(Field::name) ? Field::name : Field::family_name)));
    TRY_VOID(check_length(guest.nickname, row.place(Field::nickname)));
    TRY_VOID(check_length(guest.reading, row.place(Field::reading)));
    if (columns.is_connpass() && !row.word(Field::service_key).empty())
        guest.service_key = "connpass:" + row.word(Field::service_key);
    return guest;
}

bool is_cancelled(std::string_view status) {
    constexpr std::array<std::string_view, 5> words{"キャンセル", "取消", "cancel", "Cancel", "CANCEL"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return status.starts_with(word); });
}

bool is_blank(const Row& row) {
    return std::all_of(row.begin(), row.end(), [](const Cell& cell) { return trimmed(cell.text).empty(); });
}

// --- Who is who
// -------------------------------------------------------------------------------------------------------

// The two wave dashes are one letter to people; which of them a file has depends on the system that wrote it.
std::string match_key(std::string_view text) {
    std::string key(text);
    static constexpr std::string_view wave = "\xE3\x80\x9C", fullwidth = "\xEF\xBD\x9E";
    for (std::size_t at = key.find(wave); at != std::string::npos; at = key.find(wave, at))
        key.replace(at, wave.size(), fullwidth);
    return key;
}

// What the list says replaces what is known; what it does not say stays.
Person merged(const Person& known, const Guest& guest) {
    Person person = known;
    const auto take = [](std::string& into, const std::string& from) {
        if (!from.empty() && match_key(from) != match_key(into)) into = from;
    };
    take(person.name, guest.name);
    take(person.nickname, guest.nickname);
    take(person.reading, guest.reading);
    take(person.lang, guest.lang);
    if (person != known) ++person.version;
    return person;
}

class Matcher {
public:
    explicit Matcher(std::span<const Person> known) {
        for (const Person& person : known) {
            m_by_id.emplace(person.id, &person);
            if (!person.erased) m_by_name[match_key(person.name)].push_back(&person);
        }
    }

    Proposal judge(const Guest& guest) {
        Proposal proposal{guest, Verdict::fresh, {}, {}, Doubt::none, 0};
        proposal.person = Person{guest.id, 1, guest.name, guest.nickname, guest.reading, guest.lang, false};
        if (guest.id.empty())
            judge_by_name(proposal);
        else
            judge_by_id(proposal);
        return proposal;
    }

private:
    void judge_by_id(Proposal& proposal) {
        const Guest& guest = proposal.guest;
        const auto found = m_by_id.find(guest.id);
        if (found != m_by_id.end() && found->second->erased)
            return doubt(proposal, Doubt::erased, 0,
                         "this person asked to be erased; add them by hand if they want to be back");
        if (found != m_by_id.end()) {
            settle(proposal, *found->second);
        } else if (const auto same = namesakes(guest); !same.empty()) {
            return doubt(proposal, Doubt::other_id, 0,
                         fmt::format("somebody of this name is known under the id {}; put that id into the "
                                     "file's id column, or add this person with person add --id {}",
                                     same.front()->id.value, guest.id.value));
        }
        m_seen_names.emplace(std::pair(match_key(guest.name), match_key(guest.reading)), guest.line);
        const auto [earlier, is_first] = m_seen_ids.emplace(guest.id, proposal);
        if (is_first) return;
        Person again = proposal.person;
        again.version = earlier->second.person.version;
        if (again != earlier->second.person)
            return doubt(proposal, Doubt::said_twice, earlier->second.guest.line,
                         fmt::format("line {} says something else of the same id", earlier->second.guest.line));
        proposal.verdict = Verdict::unchanged;  // one more card, or the same row twice
    }

    void judge_by_name(Proposal& proposal) {
        const Guest& guest = proposal.guest;
        const auto same = namesakes(guest);
        if (same.size() > 1)
            return doubt(proposal, Doubt::several, static_cast<std::int64_t>(same.size()),
                         fmt::format("{} people of this name are known; put the id of the one that is meant "
                                     "into an id column",
                                     same.size()));
        const auto [earlier, is_first] =
            m_seen_names.emplace(std::pair(match_key(guest.name), match_key(guest.reading)), guest.line);
        if (!is_first)
            return doubt(
                proposal, Doubt::same_line, earlier->second,
                fmt::format("line {} has the same name and reading; give both a reading or an id", earlier->second));
        if (!same.empty()) settle(proposal, *same.front());
    }

    // Known people with this name whose reading does not contradict; only those with the same reading if there are any.
    std::vector<const Person*> namesakes(const Guest& guest) const {
        const auto found = m_by_name.find(match_key(guest.name));
        if (found == m_by_name.end()) return {};
        const std::string reading = match_key(guest.reading);
        std::vector<const Person*> exact, possible;
        for (const Person* person : found->second) {
            const std::string theirs = match_key(person->reading);
            if (!reading.empty() && theirs == reading) exact.push_back(person);
            if (reading.empty() || theirs.empty()) possible.push_back(person);
        }
        return exact.empty() ? possible : exact;
    }

    static void settle(Proposal& proposal, const Person& known) {
        proposal.person = merged(known, proposal.guest);
        proposal.verdict = proposal.person == known ? Verdict::unchanged : Verdict::update;
    }

    static void doubt(Proposal& proposal, Doubt why, std::int64_t number, std::string reason) {
        proposal.verdict = Verdict::doubtful;
        proposal.reason = std::move(reason);
        proposal.doubt = why;
        proposal.number = number;
    }

    std::unordered_map<attendance::PersonId, const Person*> m_by_id;
    std::unordered_map<std::string, std::vector<const Person*>> m_by_name;
    std::unordered_map<attendance::PersonId, Proposal> m_seen_ids;
    std::map<std::pair<std::string, std::string>, std::int64_t> m_seen_names;
};

}  // namespace

bool is_plain_id(std::string_view text) {
    return !text.empty() && text.size() <= attendance::id_bytes_max && is_ascii_alnum(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return is_ascii_alnum(c) || c == '.' || c == '_' || c == '-'; });
}

base::Result<GuestList> read_guests(const Table& table) {
    TRY(columns, find_columns(table));
    GuestList list;
    list.unused_columns = columns.unused;
    for (std::size_t i = columns.header_row + 1; i < table.rows.size(); ++i) {
        const Row& cells = table.rows[i];
        if (is_blank(cells)) continue;
        const RowReader row(cells, columns);
        if (is_cancelled(row.word(Field::status))) {
            ++list.cancelled;
            if (auto guest = read_guest(row, columns, cells.front().at.line))
                list.withdrawn.push_back(std::move(*guest));
            continue;
        }
        TRY(guest, read_guest(row, columns, cells.front().at.line));
        list.guests.push_back(std::move(guest));
    }
    return list;
}

std::vector<Proposal> propose(std::span<const Guest> guests, std::span<const Person> known) {
    Matcher matcher(known);
    std::vector<Proposal> proposals;
    proposals.reserve(guests.size());
    for (const Guest& guest : guests)
        proposals.push_back(matcher.judge(guest));
    return proposals;
}

}  // namespace sheet
