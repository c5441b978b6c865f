#include "journal/salvage.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <vector>

#include "attendance/person.h"
#include "journal/building.h"
#include "journal/entry_row.h"
#include "journal/folder.h"
#include "journal/journal.h"
#include "journal/pages.h"
#include "journal/settings.h"
#include "journal/tables.h"

namespace journal {
namespace {

using attendance::EntryKind;

// Where an entry lies; a million of them must fit into a small machine's memory.
struct Place {
    std::int64_t seq;
    std::uint32_t image;
    std::uint16_t cell;
};

struct PersonTexts {
    std::string name, nickname, reading, lang;
    bool erased = false;
};
struct EventTexts {
    std::string title, venue;
    std::int64_t starts_us = 0, ends_us = 0;
};
using Version = std::pair<IdNumber, std::int64_t>;

struct Findings {
    std::vector<Place> entries;
    std::unordered_map<IdNumber, NamedId> ids;
    std::map<Version, PersonTexts> people;
    std::map<Version, EventTexts> events;
    std::map<std::string, std::string> settings;
    std::map<std::int64_t, std::int64_t> epochs;
};

bool are_integers(const Record& record, std::initializer_list<std::size_t> columns) {
    return std::ranges::all_of(columns, [&](std::size_t i) { return record.columns[i].is_integer(); });
}
bool are_texts(const Record& record, std::initializer_list<std::size_t> columns) {
    return std::ranges::all_of(columns, [&](std::size_t i) {
        return record.columns[i].is_text() && record.columns[i].text.size() <= attendance::text_bytes_max;
    });
}
std::string text(const Record& record, std::size_t column) {
    return std::string(record.columns[column].text);
}

// Later migrations may add columns behind these.
bool looks_like_entry(const Record& record) {
    return record.columns.size() >= entry_columns && record.columns[0].is_null() &&
           are_integers(record, {1, 2, 3, 4, 5, 6, 11});
}

bool take_id(const Record& r, Findings& findings) {
    if (r.columns.size() != 3 || !r.columns[0].is_null() || !are_integers(r, {1}) || !are_texts(r, {2})) return false;
    const std::int64_t kind = r.columns[1].integer;
    if (kind < 1 || kind > 4 || r.rowid < 1) return false;
    findings.ids[r.rowid] = {static_cast<IdKind>(kind), text(r, 2)};
    return true;
}

bool take_person(const Record& r, Findings& findings) {
    if (r.columns.size() != 7 || !are_integers(r, {0, 1, 6}) || !are_texts(r, {2, 3, 4, 5})) return false;
    PersonTexts texts{text(r, 2), text(r, 3), text(r, 4), text(r, 5), r.columns[6].integer != 0};
    const auto [at, is_new] = findings.people.try_emplace({r.columns[0].integer, r.columns[1].integer}, texts);
    // Of two copies the erased one is the newer.
    if (!is_new && !at->second.erased) at->second = std::move(texts);
    return true;
}

bool take_event(const Record& r, Findings& findings) {
    if (r.columns.size() != 6 || !are_integers(r, {0, 1, 4, 5}) || !are_texts(r, {2, 3})) return false;
    findings.events[{r.columns[0].integer, r.columns[1].integer}] = {text(r, 2), text(r, 3), r.columns[4].integer,
                                                                     r.columns[5].integer};
    return true;
}

bool take_setting_or_epoch(const Record& r, Findings& findings) {
    if (r.columns.size() != 2) return false;
    if (are_texts(r, {0, 1})) findings.settings[text(r, 0)] = text(r, 1);
    if (r.columns[0].is_null() && are_integers(r, {1}) && r.rowid > 0) findings.epochs[r.rowid] = r.columns[1].integer;
    return true;
}

void take_other(const Record& record, Findings& findings) {
    static_cast<void>(take_id(record, findings) || take_person(record, findings) || take_event(record, findings) ||
                      take_setting_or_epoch(record, findings));
}

// Rows of one page of entries have consecutive numbers, since the journal has no gap: the number that most of them
// agree on counts, whatever a single row says of itself.
void take_entries(std::vector<Place> places, std::int64_t seq_max, Findings& findings) {
    std::map<std::int64_t, int> votes;
    for (const Place& place : places)
        ++votes[place.seq - place.cell];
    const auto most = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
    for (Place& place : places) {
        place.seq = most->first + place.cell;
        if (place.seq >= 1 && place.seq <= seq_max) findings.entries.push_back(place);
    }
}

Findings read_findings(const Pages& pages) {
    constexpr std::int64_t entries_on_a_page_max = 160;
    const auto seq_max = static_cast<std::int64_t>(pages.count()) * entries_on_a_page_max;
    Findings findings;
    Page page;
    Record record;
    for (std::size_t image = 0; image < pages.count(); ++image) {
        if (!pages.read(image, page)) continue;
        const std::uint32_t number = pages.number(image);
        std::vector<Place> entries;
        for (std::uint32_t cell = 0; cell < leaf_rows(page, number); ++cell) {
            if (!read_record(page, number, cell, record)) continue;
            if (looks_like_entry(record))
                entries.push_back({record.rowid, static_cast<std::uint32_t>(image), static_cast<std::uint16_t>(cell)});
            else
                take_other(record, findings);
        }
        if (!entries.empty()) take_entries(std::move(entries), seq_max, findings);
    }
    // Of two copies of one entry the one from the file counts before one from behind a broken place of the WAL.
    std::ranges::sort(findings.entries, {}, [](const Place& place) { return std::pair(place.seq, place.image); });
    return findings;
}

std::optional<std::int64_t> maybe_integer(const Column& column) {
    if (!column.is_integer()) return std::nullopt;
    return column.integer;
}

EntryRow to_entry_row(const Record& r, std::int64_t seq) {
    EntryRow row;
    row.seq = seq;
    row.kind = attendance::entry_kind_from(r.columns[1].integer).value_or(EntryKind{});
    row.boot = r.columns[2].integer;
    row.wall = wall_time(r.columns[3].integer);
    row.boottime = attendance::BootTime(r.columns[4].integer);
    row.quality = static_cast<attendance::ClockQuality>(std::clamp<std::int64_t>(r.columns[5].integer, 0, 2));
    row.source = attendance::source_from(r.columns[6].integer).value_or(attendance::Source::tap);
    row.event = maybe_integer(r.columns[7]);
    row.card = maybe_integer(r.columns[8]);
    row.person = maybe_integer(r.columns[9]);
    row.other_person = maybe_integer(r.columns[10]);
    row.version = r.columns[11].integer;
    if (r.columns[12].is_integer())
        row.target = attendance::EntryRef{r.columns[13].integer, r.columns[14].integer, r.columns[12].integer};
    if (r.columns[15].is_text()) row.detail = r.columns[15].text;
    if (r.columns[16].is_text()) row.by = r.columns[16].text;
    return row;
}

// The domain's own check; which ids stand there does not matter to it.
bool is_sound(const EntryRow& row) {
    attendance::Entry entry;
    entry.kind = row.kind;
    if (row.event) entry.event = attendance::EventId{"e"};
    if (row.card) entry.card = attendance::CardId{"c"};
    if (row.person) entry.person = attendance::PersonId{"p"};
    if (row.other_person) entry.other_person = attendance::PersonId{row.other_person == row.person ? "p" : "q"};
    entry.version = row.version;
    entry.target = row.target;
    entry.detail = row.detail;
    entry.by = row.by;
    return attendance::problem_of(entry).empty();
}

// Writes the findings into a new file.
class Carrier {
public:
    Carrier(Database& database, const Pages& pages, const Findings& findings)
        : m_database(database), m_pages(pages), m_findings(findings) {}

    base::Result<Salvaged> carry() {
        for (const auto& [number, id] : m_findings.ids)
            TRY_VOID(put_id(number, id));
        TRY_VOID(carry_texts());
        TRY_VOID(carry_settings());
        TRY_VOID(carry_entries());
        TRY_VOID(rebuild_tables(m_database));
        return m_salvaged;
    }

private:
    base::Result<void> put_id(IdNumber number, const NamedId& id) {
        TRY(taken, number_of(m_database, id.kind, id.text));
        if (taken) return {};
        m_kinds.emplace(number, id.kind);
        return m_database.run("INSERT INTO id (num, kind, text) VALUES (?1, ?2, ?3)", number,
                              static_cast<std::int64_t>(id.kind), id.text);
    }

    // False when the number is known to belong to something else.
    base::Result<bool> has_id(IdNumber number, IdKind kind) {
        if (const auto known = m_kinds.find(number); known != m_kinds.end()) return known->second == kind;
        if (number < 1) return false;
        TRY_VOID(put_id(number, {kind, fmt::format("lost-{}", number)}));
        return true;
    }
    base::Result<bool> has_id(std::optional<IdNumber> number, IdKind kind) {
        return number ? has_id(*number, kind) : base::Result<bool>(true);
    }

    base::Result<void> carry_texts() {
        for (const auto& [version, texts] : m_findings.people) {
            TRY(known, has_id(version.first, IdKind::person));
            if (known)
                TRY_VOID(m_database.run(R"(INSERT INTO person (person, version, name, nickname, reading, lang,
                                               erased)
                                           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7))",
                                        version.first, version.second, texts.name, texts.nickname, texts.reading,
                                        texts.lang, std::int64_t{texts.erased}));
        }
        for (const auto& [version, texts] : m_findings.events) {
            TRY(known, has_id(version.first, IdKind::event));
            if (known)
                TRY_VOID(m_database.run(
                    R"(INSERT INTO event (event, version, title, venue, starts_us, ends_us)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6))",
                    version.first, version.second, texts.title, texts.venue, texts.starts_us, texts.ends_us));
        }
        return {};
    }

    base::Result<void> carry_settings() {
        for (const auto& [name, value] : m_findings.settings)
            // Without its roster the file must not go on from where that ended.
            if (!is_reserved_setting(name) && name != roster_cursor_setting)
                TRY_VOID(put_setting(m_database, name, value));
        for (const auto& [epoch, first_seq] : m_findings.epochs)
            TRY_VOID(
                m_database.run("INSERT OR REPLACE INTO epoch (epoch, first_seq) VALUES (?1, ?2)", epoch, first_seq));
        return {};
    }

    base::Result<void> carry_entries() {
        Page page;
        std::size_t image = m_pages.count();
        std::int64_t last = 0;
        for (const Place& place : m_findings.entries) {
            if (place.seq == last) continue;
            if (place.image != image) {
                image = place.image;
                if (!m_pages.read(image, page)) page.fill(0);
            }
            TRY(carried, carry_entry(page, place, last));
            if (carried) last = place.seq;
        }
        return {};
    }

    base::Result<bool> carry_entry(const Page& page, const Place& place, std::int64_t last) {
        if (!read_record(page, m_pages.number(place.image), place.cell, m_record)) return false;
        const EntryRow row = to_entry_row(m_record, place.seq);
        if (!is_sound(row)) return false;
        TRY(boot, has_id(row.boot, IdKind::boot));
        TRY(event, has_id(row.event, IdKind::event));
        TRY(card, has_id(row.card, IdKind::card));
        TRY(person, has_id(row.person, IdKind::person));
        TRY(other_person, has_id(row.other_person, IdKind::person));
        if (!boot || !event || !card || !person || !other_person) return false;
        TRY_VOID(fill(last + 1, row));
        TRY_VOID(insert_row(m_database, row));
        ++m_salvaged.entries;
        return true;
    }

    // Takes the places of the lost entries before `next`, at its time.
    base::Result<void> fill(std::int64_t first, const EntryRow& next) {
        EntryRow row;
        row.kind = EntryKind::staff;
        row.boot = next.boot;
        row.wall = next.wall;
        row.boottime = next.boottime;
        row.source = attendance::Source::command;
        row.detail = lost_detail;
        for (row.seq = first; row.seq < next.seq; ++row.seq, ++m_salvaged.lost)
            TRY_VOID(insert_row(m_database, row));
        return {};
    }

    Database& m_database;
    const Pages& m_pages;
    const Findings& m_findings;
    std::unordered_map<IdNumber, IdKind> m_kinds;  // of the ids that the new file has
    Record m_record;
    Salvaged m_salvaged;
};

std::optional<CardKeys> card_keys_of(const Findings& findings, const std::filesystem::path& folder) {
    const auto text_of = [&](std::string_view name) {
        const auto setting = findings.settings.find(std::string(name));
        return setting == findings.settings.end() ? std::string() : setting->second;
    };
    const auto newest = CardKey::from_hex(text_of(card_key_setting));
    if (!newest) return read_key_file(folder);
    return CardKeys{*newest, card_keys_in(text_of(older_card_keys_setting))};
}

}  // namespace

base::Result<Salvaged> salvage(const std::filesystem::path& folder) {
    const Pages pages(database_file(folder));
    const Findings findings = read_findings(pages);
    TRY(database, begin_building(folder));
    TRY(transaction, Transaction::begin(database));
    TRY(salvaged, Carrier(database, pages, findings).carry());
    TRY_VOID(put_new_epoch(database));
    const auto keys = card_keys_of(findings, folder);
    salvaged.has_card_key = keys.has_value();
    TRY_VOID(put_card_keys(database, keys ? *keys : CardKeys{CardKey::draw(), {}}));
    TRY_VOID(transaction.commit());
    TRY_VOID(finish_building(std::move(database), folder));
    return salvaged;
}

}  // namespace journal
