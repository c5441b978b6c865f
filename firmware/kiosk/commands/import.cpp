#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <iostream>
#include <map>
#include <set>

#include "base/bytes.h"
#include "base/counted.h"
#include "base/file.h"
#include "base/random_id.h"
#include "base/utf8.h"
#include "journal/card_acts.h"
#include "journal/guest_list.h"
#include "kiosk/commands/commands.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"
#include "sheet/fold.h"
#include "sheet/text_encoding.h"
#include "sheet/who_is_who.h"

namespace kiosk {
namespace {

using attendance::EntryKind;
using attendance::Person;
using attendance::PersonId;
using journal::Journal;
using sheet::Coming;
using sheet::Verdict;

struct GuestFile {
    sheet::Table table;
    std::string_view encoding;
};

base::Result<GuestFile> read_file(const std::filesystem::path& file) {
    TRY(bytes, base::read_file(file));
    TRY(text, sheet::decode_text(bytes));
    TRY(table, sheet::parse_csv(text.utf8));
    return GuestFile{std::move(table), to_string(text.encoding)};
}

// --- Keys of services

// Keys and addresses are compared as hashes with a secret of this store, and nobody can read them out of it.
class KeyHashes {
public:
    static base::Result<KeyHashes> of(Journal& journal) {
        static constexpr const char* setting = "service_id_secret";
        if (const auto known = journal.setting(setting)) return KeyHashes(*known);
        const std::string secret = base::random_id() + base::random_id();
        TRY_VOID(journal.set_setting(setting, secret));
        return KeyHashes(secret);
    }

    std::string of(std::string_view text) const {
        std::array<std::uint8_t, 16> hash{};
        const auto key = base::as_bytes(m_secret);
        const auto bytes = base::as_bytes(text);
        crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), key.data(), key.size());
        return base::to_hex(hash);
    }

private:
    explicit KeyHashes(std::string secret) : m_secret(std::move(secret)) {}
    std::string m_secret;
};

// Who a connpass user was before keys were kept: their id was made of the key.
PersonId id_of_old(const KeyHashes& hashes, const sheet::GuestKey& key) {
    return PersonId{hashes.of("connpass:" + key.value)};
}

struct People {
    std::vector<sheet::KnownGuest> known;  // all but those who were merged into another
    std::map<PersonId, std::size_t> at;    // in `known`, those who were merged away too

    void add_key(const PersonId& person, sheet::GuestKey key) {
        if (const auto found = at.find(person); found != at.end()) known[found->second].keys.push_back(std::move(key));
    }
};

base::Result<People> known_people(Journal& journal, const Folder& data) {
    TRY(reader, journal::Reader::open(data));
    TRY(all, reader->people());
    People people;
    std::vector<std::pair<PersonId, PersonId>> away;
    for (const Person& person : all) {
        const auto stands_for_them = journal.person(person.id);
        if (stands_for_them && stands_for_them->id != person.id) {
            away.emplace_back(person.id, stands_for_them->id);
            continue;
        }
        people.at.emplace(person.id, people.known.size());
        people.known.push_back({person, {}});
    }
    for (const auto& [person, into] : away)
        if (const auto found = people.at.find(into); found != people.at.end()) people.at.emplace(person, found->second);
    for (const journal::ListedKey& key : journal::list_memory(journal).listed_keys())
        people.add_key(key.person, {key.column, key.hash});
    return people;
}

// Guests as this store knows them: keys hashed, people merged away as those they were merged into.
void know_guests(const KeyHashes& hashes, People& people, std::vector<sheet::Guest>& guests) {
    for (sheet::Guest& guest : guests) {
        if (const auto found = people.at.find(guest.id); found != people.at.end())
            guest.id = people.known[found->second].person.id;
        for (sheet::GuestKey& key : guest.keys) {
            const std::string hash = hashes.of(key.column + "\x1f" + key.value);
            if (key.column.starts_with("connpass:")) people.add_key(id_of_old(hashes, key), {key.column, hash});
            key.value = hash;
        }
    }
}

// --- What is to be written, and what is to be said of it

struct Plan {
    std::vector<journal::Addition> additions;
    journal::ListNews news;
    std::map<Verdict, std::int64_t> people;
    std::int64_t cards = 0;
    std::int64_t doubtful = 0;  // rows
    std::string changes;        // a line each
    std::string left_out;       // a line each
};

std::string shown(const std::string& text) {
    return base::clean_for_display(text);
}

void tell(std::string& lines, std::int64_t line, const std::string& name, std::string_view what) {
    lines += fmt::format("line {}: {}{}{}\n", line, shown(name), name.empty() ? "" : ": ", what);
}

std::string_view field_name(sheet::Field field) {
    return field == sheet::Field::name       ? "name"
           : field == sheet::Field::nickname ? "nickname"
           : field == sheet::Field::reading  ? "reading"
                                             : "lang";
}

std::string changes_of(const sheet::Proposal& proposal) {
    std::string text;
    for (const sheet::Change& change : proposal.changes)
        text += fmt::format("{}{} {} → {}", text.empty() ? "" : ", ", field_name(change.field),
                            change.from.empty() ? "(empty)" : shown(change.from), shown(change.to));
    return text;
}

attendance::Entry import_entry(EntryKind kind, const PersonId& person, std::int64_t version) {
    attendance::Entry entry = command_entry(kind);
    entry.source = attendance::Source::import;
    entry.person = person;
    entry.version = version;
    return entry;
}

class Planner {
public:
    explicit Planner(Journal& journal) : m_journal(journal) {}

    Plan plan(std::vector<sheet::Proposal> proposals) {
        for (sheet::Proposal& proposal : proposals) {
            switch (proposal.guest.coming) {
                case Coming::yes:
                    coming(proposal);
                    break;
                case Coming::waiting:
                case Coming::no:
                    not_coming(proposal);
                    break;
                case Coming::unknown:
                    doubtful(proposal);
                    break;
            }
        }
        // Who comes by one row is not taken off by another.
        std::erase_if(m_plan.news.off, [&](const PersonId& id) { return m_on.contains(id); });
        m_plan.news.on.assign(m_on.begin(), m_on.end());
        return std::move(m_plan);
    }

private:
    void doubtful(const sheet::Proposal& proposal) {
        ++m_plan.doubtful;
        tell(m_plan.left_out, proposal.guest.line, proposal.guest.name, proposal.reason);
    }

    void coming(sheet::Proposal& proposal) {
        Person& person = proposal.person;
        ++m_plan.people[proposal.verdict];
        switch (proposal.verdict) {
            case Verdict::fresh:
                if (person.id.empty()) person.id.value = base::random_id();
                write(person);
                tell(m_plan.changes, proposal.guest.line, person.name, "new");
                break;
            case Verdict::update:
                write(person);
                tell(m_plan.changes, proposal.guest.line, person.name, changes_of(proposal));
                break;
            case Verdict::unchanged:
                break;
            case Verdict::repeat:
                if (const auto earlier = m_of_line.find(proposal.number); earlier != m_of_line.end())
                    person.id = earlier->second;
                if (person.id.empty()) return;
                break;
            case Verdict::doubtful:
                return doubtful(proposal);
        }
        m_of_line[proposal.guest.line] = person.id;
        m_on.insert(person.id);
        for (const sheet::GuestKey& key : proposal.guest.keys)
            if (m_keys.insert(key).second) m_plan.news.keys.push_back({key.column, key.value, person.id});
        if (proposal.guest.card) bind(proposal.guest, person.id);
    }

    void not_coming(const sheet::Proposal& proposal) {
        const bool known = proposal.verdict == Verdict::update || proposal.verdict == Verdict::unchanged;
        if (proposal.guest.coming == Coming::waiting)
            tell(m_plan.left_out, proposal.guest.line, proposal.guest.name,
                 fmt::format("waits ({})", shown(proposal.guest.status)));
        if (known) m_plan.news.off.push_back(proposal.person.id);
    }

    void write(const Person& person) {
        m_plan.additions.push_back({import_entry(EntryKind::person, person.id, person.version), person, {}});
    }

    void bind(const sheet::Guest& guest, const PersonId& person) {
        const attendance::CardId card = m_journal.card_id(*guest.card);
        const auto earlier = m_owners.find(card);
        auto owner = earlier != m_owners.end() ? std::optional(earlier->second) : m_journal.owner_of(card);
        std::int64_t version = m_journal.bind_version(card);
        const auto rekeys = journal::carry_over(m_journal, card, m_journal.former_card_ids(*guest.card),
                                                import_entry(EntryKind::rekey, person, 0));
        for (const journal::Addition& rekey : rekeys) {
            const attendance::CardId former{rekey.entry.detail};
            if (!owner) owner = m_journal.owner_of(former);
            version = std::max(version, m_journal.bind_version(former));
        }
        if (owner == person) return;
        if (owner)
            return tell(
                m_plan.left_out, guest.line, guest.name,
                fmt::format("the card belongs to {} already; if that is wrong, use person bind {} UIDHEX --take",
                            owner->value, person.value));
        journal::Addition addition{import_entry(EntryKind::bind, person, version + 1), {}, {}};
        addition.entry.card = card;
        m_plan.additions.insert(m_plan.additions.end(), rekeys.begin(), rekeys.end());
        m_plan.additions.push_back(std::move(addition));
        m_owners.emplace(card, person);
        ++m_plan.cards;
    }

    Journal& m_journal;
    Plan m_plan;
    std::set<PersonId> m_on;
    std::set<sheet::GuestKey> m_keys;
    std::map<std::int64_t, PersonId> m_of_line;
    std::map<attendance::CardId, PersonId> m_owners;
};

std::string_view meaning(Coming coming) {
    switch (coming) {
        case Coming::yes:
            return "come";
        case Coming::waiting:
            return "wait";
        case Coming::no:
            return "do not come";
        case Coming::unknown:
            return "not known whether they come";
    }
    return "";
}

void tell_left_out(const sheet::GuestList& list, Plan& plan) {
    for (const sheet::LeftOut& row : list.left_out) {
        const bool is_nobody = row.why == sheet::WhyLeftOut::total || row.why == sheet::WhyLeftOut::header;
        if (!is_nobody) ++plan.doubtful;
        // The reason names line and column itself.
        plan.left_out += fmt::format("{}: {}\n", row.reason, shown(row.text));
    }
}

std::string summary(const GuestFile& file, const sheet::GuestList& list, Plan& plan) {
    std::string text =
        fmt::format("{} read ({}): {} new, {} updated, {} unchanged, {} doubtful (not imported)",
                    base::counted(list.guests.size(), "person", "people"), file.encoding, plan.people[Verdict::fresh],
                    plan.people[Verdict::update], plan.people[Verdict::unchanged], plan.doubtful);
    if (const auto twice = plan.people[Verdict::repeat]; twice > 0) text += fmt::format("; {} named twice", twice);
    if (plan.cards > 0) text += "; " + base::counted(plan.cards, "card", "cards") + " bound";
    if (const auto no = list.count(Coming::no); no > 0) text += fmt::format("; {} cancelled left out", no);
    if (const auto wait = list.count(Coming::waiting); wait > 0) text += fmt::format("; {} waiting left out", wait);
    if (!plan.news.off.empty()) text += fmt::format("; {} taken off the list", plan.news.off.size());
    if (!list.unused_columns.empty())
        text += fmt::format("; columns not used: {}", shown(fmt::format("{}", fmt::join(list.unused_columns, ", "))));
    text += "\n";
    for (const sheet::StatusCount& status : list.statuses)
        text += fmt::format("status {}: {}, {}\n", status.value.empty() ? "(empty)" : shown(status.value),
                            base::counted(status.rows, "row", "rows"), meaning(status.coming));
    if (!plan.left_out.empty()) plan.left_out = "left out:\n" + plan.left_out;
    return text + plan.changes + plan.left_out;
}

// --- Asking

bool is_terminal() {
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0;
}

bool says_yes(const std::string& question) {
    fmt::print("{} [y/N] ", question);
    std::fflush(stdout);
    std::string line;
    return std::getline(std::cin, line) && (line.starts_with('y') || line.starts_with('Y'));
}

// What words of the status column mean that nobody here knows.
void ask_about_statuses(const sheet::GuestList& list, sheet::StatusWords& words) {
    for (const sheet::StatusCount& status : list.statuses)
        if (status.coming == Coming::unknown)
            words[status.value] =
                says_yes(fmt::format("{} '{}'. Does that mean to come?",
                                     base::counted(status.rows, "row says", "rows say"), shown(status.value)))
                    ? Coming::yes
                    : Coming::no;
}

// A person's answer to a row that could be several people: it becomes one that is certain, or stays left out.
void ask_about_row(sheet::Proposal& proposal) {
    if (proposal.verdict != Verdict::doubtful || proposal.guest.name.empty() ||
        proposal.doubt == sheet::Doubt::erased || proposal.doubt == sheet::Doubt::said_twice)
        return;
    fmt::print("\nline {}: {} {}\n  {}\n", proposal.guest.line, shown(proposal.guest.name),
               shown(proposal.guest.reading), proposal.reason);
    for (std::size_t i = 0; i < proposal.candidates.size(); ++i) {
        const Person& person = proposal.candidates[i];
        fmt::print("  {}) {} {} {} ({})\n", i + 1, shown(person.name), shown(person.nickname), shown(person.reading),
                   person.id.value);
    }
    fmt::print("  n) somebody new\nWho is it? (Enter: leave the row out) ");
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line)) return;
    if (line == "n") {
        const sheet::Guest& guest = proposal.guest;
        proposal.person = {{}, 1, guest.name, guest.nickname, guest.reading, guest.lang, false};
        proposal.verdict = Verdict::fresh;
    } else if (line.size() == 1 && line[0] >= '1' &&
               static_cast<std::size_t>(line[0] - '1') < proposal.candidates.size()) {
        const Person& known = proposal.candidates[static_cast<std::size_t>(line[0] - '1')];
        proposal.person = sheet::merged(known, proposal.guest, false);
        proposal.verdict = proposal.person == known ? Verdict::unchanged : Verdict::update;
        proposal.changes = sheet::changes_between(known, proposal.person);
    }
}

sheet::StatusWords words_of(const Import& command) {
    sheet::StatusWords words;
    for (const std::string& value : command.coming)
        words[value] = Coming::yes;
    return words;
}

base::Result<void> write(Journal& journal, const Plan& plan) {
    if (!plan.additions.empty()) TRY_VOID(journal.append(plan.additions));
    if (plan.news.keys.empty() && plan.news.on.empty() && plan.news.off.empty()) return {};
    journal::ListNews news = plan.news;
    news.at = base::system_clock()->read().wall;
    return journal::list_memory(journal).note_list(news);
}

}  // namespace

base::Result<void> import_guests(const Folder& data, const Import& command) {
    sheet::StatusWords words = words_of(command);
    const auto unreadable = [&](const base::Error& error) {
        if (error.code != base::ErrorCode::bad_input) return base::fail(error);
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("{}: {}; nothing was imported", command.file.string(), error.message));
    };
    const auto file = read_file(command.file);
    if (!file) return unreadable(file.error());
    auto list = sheet::read_guests(file->table, words);
    if (!list) return unreadable(list.error());

    TRY(journal, open_journal(data));
    const bool asks = is_terminal() && !command.strict;
    if (asks) {
        ask_about_statuses(*list, words);
        list = sheet::read_guests(file->table, words);
        if (!list) return unreadable(list.error());
    }
    TRY(hashes, KeyHashes::of(*journal));
    TRY(people, known_people(*journal, data));
    know_guests(hashes, people, list->guests);
    auto proposals = sheet::propose(list->guests, people.known);
    if (asks)
        for (sheet::Proposal& proposal : proposals)
            ask_about_row(proposal);
    Plan plan = Planner(*journal).plan(std::move(proposals));
    tell_left_out(*list, plan);
    TRY_VOID(print(summary(*file, *list, plan)));
    if (command.strict && plan.doubtful > 0)
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("{}: {} doubtful; nothing was imported (--strict)", command.file.string(),
                                      base::counted(plan.doubtful, "row is", "rows are")));
    if (asks && !says_yes("Write this?")) return print("nothing was imported\n");
    return write(*journal, plan);
}

}  // namespace kiosk
