#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <map>

#include "base/bytes.h"
#include "base/file.h"
#include "base/random_id.h"
#include "base/utf8.h"
#include "kiosk/commands/commands.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"
#include "sheet/guest_list.h"
#include "sheet/text_encoding.h"

namespace kiosk {
namespace {

using attendance::EntryKind;
using attendance::Person;
using attendance::PersonId;
using journal::Journal;
using sheet::Verdict;

struct GuestFile {
    sheet::GuestList list;
    std::string_view encoding;
};

base::Result<GuestFile> read_list(const std::filesystem::path& file) {
    TRY(bytes, base::read_file(file));
    TRY(text, sheet::decode_text(bytes));
    TRY(table, sheet::parse_csv(text.utf8));
    TRY(list, sheet::read_guests(table));
    return GuestFile{std::move(list), to_string(text.encoding)};
}

// What long work is at, on a terminal only; wiped when it ends.
class Progress {
public:
    explicit Progress(std::size_t people) : m_shown(people >= 1000 && ::isatty(STDERR_FILENO) != 0), m_people(people) {}
    ~Progress() {
        if (m_shown) fmt::print(stderr, "\r\x1b[K");
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void say(std::string_view doing) const {
        if (m_shown) fmt::print(stderr, "\r\x1b[K{} {} people …", doing, m_people);
    }

private:
    bool m_shown;
    std::size_t m_people;
};

// The same service key gets the same person id at every import, and nobody can read the key out of the id: it is hashed
// with a secret of this store.
class ServiceIds {
public:
    static base::Result<ServiceIds> of(Journal& journal) {
        static constexpr const char* setting = "service_id_secret";
        if (const auto known = journal.setting(setting)) return ServiceIds(*known);
        const std::string secret = base::random_id() + base::random_id();
        TRY_VOID(journal.set_setting(setting, secret));
        return ServiceIds(secret);
    }

    PersonId id_of(std::string_view service_key) const {
        std::array<std::uint8_t, 16> hash{};
        const auto key = base::as_bytes(m_secret);
        const auto text = base::as_bytes(service_key);
        crypto_generichash(hash.data(), hash.size(), text.data(), text.size(), key.data(), key.size());
        return PersonId{base::to_hex(hash)};
    }

private:
    explicit ServiceIds(std::string secret) : m_secret(std::move(secret)) {}
    std::string m_secret;
};

// Gives guests their ids as this store knows them: service keys become ids, people merged away those they were merged
// into.
base::Result<void> name_guests(Journal& journal, std::vector<sheet::Guest>& guests) {
    std::optional<ServiceIds> ids;
    for (sheet::Guest& guest : guests) {
        if (guest.id.empty() && !guest.service_key.empty()) {
            if (!ids) {
                TRY(made, ServiceIds::of(journal));
                ids = std::move(made);
            }
            guest.id = ids->id_of(guest.service_key);
        }
        if (guest.id.empty()) continue;
        if (const auto person = journal.person(guest.id)) guest.id = person->id;
    }
    return {};
}

// All people but those who were merged into another.
base::Result<std::vector<Person>> known_people(Journal& journal, const Folder& data) {
    TRY(reader, journal::Reader::open(data));
    TRY(people, reader->people());
    std::erase_if(people, [&](const Person& person) {
        const auto stands_for_them = journal.person(person.id);
        return stands_for_them && stands_for_them->id != person.id;
    });
    return people;
}

// What is to be written, and what is to be said afterwards.
struct Plan {
    std::vector<journal::Addition> additions;
    std::map<Verdict, std::int64_t> people;
    std::int64_t cards = 0;
    std::string remarks;  // a line each
};

void remark(Plan& plan, const sheet::Guest& guest, std::string_view what) {
    plan.remarks += fmt::format("line {}: {}: {}\n", guest.line, base::clean_for_display(guest.name), what);
}

attendance::Entry import_entry(EntryKind kind, const PersonId& person, std::int64_t version) {
    attendance::Entry entry = command_entry(kind);
    entry.source = attendance::Source::import;
    entry.person = person;
    entry.version = version;
    return entry;
}

void plan_person(Plan& plan, const Person& person) {
    plan.additions.push_back({import_entry(EntryKind::person, person.id, person.version), person, {}});
}

void plan_card(Plan& plan, Journal& journal, std::map<attendance::CardId, PersonId>& owners, const sheet::Guest& guest,
               const PersonId& person) {
    const attendance::CardId card = journal.card_id(*guest.card);
    const auto earlier = owners.find(card);
    const auto owner = earlier != owners.end() ? std::optional(earlier->second) : journal.owner_of(card);
    if (owner == person) return;
    if (owner)
        return remark(plan, guest,
                      fmt::format("the card belongs to {} already; if that is wrong, use person bind {} UIDHEX --take",
                                  owner->value, person.value));
    journal::Addition addition{import_entry(EntryKind::bind, person, journal.bind_version(card) + 1), {}, {}};
    addition.entry.card = card;
    plan.additions.push_back(std::move(addition));
    owners.emplace(card, person);
    ++plan.cards;
}

Plan plan_import(Journal& journal, std::vector<sheet::Proposal> proposals) {
    Plan plan;
    std::map<attendance::CardId, PersonId> owners;
    for (sheet::Proposal& proposal : proposals) {
        Person& person = proposal.person;
        ++plan.people[proposal.verdict];
        switch (proposal.verdict) {
            case Verdict::fresh:
                if (person.id.empty()) person.id.value = base::random_id();
                plan_person(plan, person);
                break;
            case Verdict::update:
                plan_person(plan, person);
                break;
            case Verdict::unchanged:
                break;
            case Verdict::doubtful:
                remark(plan, proposal.guest, proposal.reason);
                continue;
        }
        if (proposal.guest.card) plan_card(plan, journal, owners, proposal.guest, person.id);
    }
    return plan;
}

std::string summary(const GuestFile& file, Plan& plan) {
    std::string text =
        fmt::format("{} people read ({}): {} new, {} updated, {} unchanged, {} doubtful (not imported)",
                    file.list.guests.size(), file.encoding, plan.people[Verdict::fresh], plan.people[Verdict::update],
                    plan.people[Verdict::unchanged], plan.people[Verdict::doubtful]);
    if (plan.cards > 0) text += fmt::format("; {} cards bound", plan.cards);
    if (file.list.cancelled > 0) text += fmt::format("; {} cancelled left out", file.list.cancelled);
    if (!file.list.unused_columns.empty())
        text += fmt::format("; columns not used: {}",
                            base::clean_for_display(fmt::format("{}", fmt::join(file.list.unused_columns, ", "))));
    return text + "\n" + plan.remarks;
}

}  // namespace

base::Result<void> import_guests(const Folder& data, const Import& command) {
    auto file = read_list(command.file);
    if (!file && file.error().code == base::ErrorCode::bad_input)
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("{}: {}; nothing was imported", command.file.string(), file.error().message));
    if (!file) return base::fail(file.error());
    const Progress progress(file->list.guests.size());
    progress.say("comparing");
    TRY(journal, open_journal(data));
    TRY_VOID(name_guests(*journal, file->list.guests));
    TRY(known, known_people(*journal, data));
    Plan plan = plan_import(*journal, sheet::propose(file->list.guests, known));
    progress.say("writing");
    if (!plan.additions.empty()) TRY_VOID(journal->append(plan.additions));
    return print(summary(*file, plan));
}

}  // namespace kiosk
