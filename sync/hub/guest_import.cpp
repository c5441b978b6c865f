#include "hub/guest_import.h"

#include <algorithm>
#include <unordered_map>

#include "base/random_id.h"
#include "hub/person_queries.h"
#include "hub/secrets.h"
#include "hub/transaction.h"

namespace hub {
namespace {

using attendance::Person;
using attendance::PersonId;
using enum CellType;

constexpr std::size_t rows_at_once = 1000;
constexpr std::int64_t listed = 1;  // states of a guest
constexpr std::int64_t cancelled = 2;
constexpr std::size_t candidates_max = 4;

const BatchSql put_keys{
    "INSERT INTO service_key (service_key, person) SELECT * FROM {batch} WHERE true ON CONFLICT (service_key) DO "
    "UPDATE "
    "SET person = excluded.person",
    {{"service_key", text}, {"person", text}}};
const BatchSql put_guests{
    "INSERT INTO guest (event, person, ticket, state) SELECT * FROM {batch} WHERE true ON CONFLICT (event, person) DO "
    "UPDATE SET ticket = excluded.ticket, state = excluded.state",
    {{"event", text}, {"person", text}, {"ticket", text}, {"state", integer}}};

base::Result<std::unordered_map<std::string, std::string>> service_keys(Store& store) {
    TRY(transaction, Transaction::begin(store.database(), Access::read));
    std::unordered_map<std::string, std::string> keys;
    TRY_VOID(store.database().run(
        "SELECT service_key.service_key, COALESCE(merged.into_person, service_key.person) FROM service_key LEFT JOIN "
        "merged ON merged.person = service_key.person",
        {}, [&](const RowView& row) { keys.emplace(row.text(0), row.text(1)); }));
    return keys;
}

// CP932 writes ? for what it cannot hold: such a name never overwrites the one that is known.
bool is_damaged(const std::string& name) {
    return name.find('?') != std::string::npos || name.find("\xEF\xBF\xBD") != std::string::npos;
}

// Somebody whom the service's key knows stays as they are called here: what people chose themselves wins over a list.
void keep_known_texts(sheet::Proposal& proposal, const Person& known) {
    Person person = known;
    const auto take = [](std::string& into, const std::string& from) {
        if (into.empty() && !is_damaged(from)) into = from;
    };
    take(person.name, proposal.guest.name);
    take(person.nickname, proposal.guest.nickname);
    take(person.reading, proposal.guest.reading);
    take(person.lang, proposal.guest.lang);
    proposal.verdict = person == known ? sheet::Verdict::unchanged : sheet::Verdict::update;
    proposal.person = std::move(person);
}

OwnAct person_act(const Person& person, std::int64_t seen, const std::string& by) {
    OwnAct act;
    act.entry.kind = attendance::EntryKind::person;
    act.entry.source = attendance::Source::import;
    act.entry.by = by;
    act.entry.person = person.id;
    act.entry.version = seen + 1;
    act.person = wire::PersonEdit{person, seen, {}};
    act.person->person.version = seen + 1;
    return act;
}

struct Decided {
    Person person;
    const sheet::Guest* guest = nullptr;
    bool write = false;
};

// Who a row is to be; absent where it is left out.
std::optional<Decided> decide(const ImportRow& row, const Decisions& decisions, ImportCounts& counts) {
    const sheet::Proposal& p = row.proposal;
    Decided decided{p.person, &p.guest, false};
    switch (p.verdict) {
        case sheet::Verdict::fresh:
            ++counts.fresh;
            decided.write = true;
            break;
        case sheet::Verdict::update:
            ++counts.updated;
            decided.write = true;
            break;
        case sheet::Verdict::unchanged:
            ++counts.unchanged;
            break;
        case sheet::Verdict::doubtful: {
            const auto choice = decisions.find(p.guest.line);
            if (choice == decisions.end() || choice->second == "skip") return ++counts.left_out, std::nullopt;
            if (choice->second == "new") {
                decided.person = {{}, 1, p.guest.name, p.guest.nickname, p.guest.reading, p.guest.lang, false};
                decided.write = true;
                ++counts.fresh;
                break;
            }
            const auto known =
                std::ranges::find(row.candidates, choice->second, [](const Person& c) { return c.id.value; });
            if (known == row.candidates.end()) return ++counts.left_out, std::nullopt;
            decided.person = *known;
            ++counts.unchanged;
            break;
        }
    }
    if (decided.person.id.empty()) decided.person.id.value = base::random_id();
    return decided;
}

}  // namespace

base::Result<ImportPlan> plan_import(Store& store, const sheet::GuestList& list) {
    TRY(people, people_since(store, -1));
    TRY(away, merged_away(store));
    for (const PersonId& id : away)
        std::erase_if(people, [&](const Person& person) { return person.id == id; });
    TRY(keys, service_keys(store));
    std::unordered_map<std::string, const Person*> by_id;
    std::unordered_map<std::string, std::vector<const Person*>> by_name;
    for (const Person& person : people) {
        by_id.emplace(person.id.value, &person);
        if (person.erased) continue;
        by_name[person.name].push_back(&person);
        if (person.nickname != person.name) by_name[person.nickname].push_back(&person);
    }
    ImportPlan plan;
    plan.cancelled = list.cancelled;
    std::vector<sheet::Guest> unknown;
    for (const sheet::Guest& guest : list.guests) {
        const auto key = guest.service_key.empty() ? keys.end() : keys.find(guest.service_key);
        const auto known = key == keys.end() ? by_id.end() : by_id.find(key->second);
        if (known == by_id.end() || known->second->erased) {
            unknown.push_back(guest);
            continue;
        }
        ImportRow row;
        row.proposal.guest = guest;
        keep_known_texts(row.proposal, *known->second);
        plan.rows.push_back(std::move(row));
    }
    for (sheet::Proposal& proposal : sheet::propose(unknown, people)) {
        ImportRow row;
        row.proposal = std::move(proposal);
        for (const Person* person : by_name[row.proposal.guest.name])
            if (row.candidates.size() < candidates_max) row.candidates.push_back(*person);
        if (is_damaged(row.proposal.guest.name) && row.proposal.verdict != sheet::Verdict::doubtful) {
            row.proposal.verdict = sheet::Verdict::doubtful;
            row.proposal.reason = "characters were lost in this file";
            row.proposal.doubt = sheet::Doubt::damaged;
        }
        plan.rows.push_back(std::move(row));
    }
    for (const sheet::Guest& guest : list.withdrawn) {
        const auto key = guest.service_key.empty() ? keys.end() : keys.find(guest.service_key);
        const auto named = by_name.find(guest.name);
        if (key != keys.end())
            plan.withdrawn.push_back(PersonId{key->second});
        else if (named != by_name.end() && named->second.size() == 1)
            plan.withdrawn.push_back(named->second.front()->id);
    }
    std::ranges::stable_sort(plan.rows, {}, [](const ImportRow& row) { return row.proposal.guest.line; });
    return plan;
}

base::Result<ImportCounts> apply_import(Store& store, const base::Clock& clock, const std::string& by,
                                        const ImportPlan& plan, const Decisions& decisions,
                                        const attendance::EventId& event, const ImportProgress& progress) {
    ImportCounts counts;
    std::vector<Decided> all;
    for (const ImportRow& row : plan.rows)
        if (auto decided = decide(row, decisions, counts)) all.push_back(std::move(*decided));
    std::unordered_map<std::string, std::int64_t> versions;
    TRY(people, people_since(store, -1));
    for (const Person& person : people)
        versions.emplace(person.id.value, person.version);
    std::vector<OwnAct> acts;
    for (const Decided& decided : all) {
        if (!decided.write) continue;
        const auto seen = versions.find(decided.person.id.value);
        acts.push_back(person_act(decided.person, seen == versions.end() ? 0 : seen->second, by));
    }
    for (std::size_t at = 0; at < acts.size(); at += rows_at_once) {
        if (progress) progress(at, acts.size());
        TRY_VOID(store.append_own(std::span(acts).subspan(at, std::min(rows_at_once, acts.size() - at)), clock.read()));
    }

    TRY(transaction, WriteTransaction::begin(store.database()));
    Batch keys(put_keys);
    Batch guests(put_guests);
    std::map<std::string_view, const Decided*> once;  // a batch may name a row once
    for (const Decided& decided : all)
        once[decided.person.id.value] = &decided;
    std::map<std::string_view, std::string_view> keys_once;
    for (const Decided& decided : all)
        if (!decided.guest->service_key.empty()) keys_once[decided.guest->service_key] = decided.person.id.value;
    for (const auto& [key, person] : keys_once)
        keys.add({key, person});
    for (const auto& [id, decided] : once)
        if (!event.empty()) guests.add({std::string_view(event.value), id, std::string_view(), listed});
    TRY_VOID(keys.run(store.database()));
    TRY_VOID(guests.run(store.database()));
    for (const PersonId& person : plan.withdrawn) {
        if (once.contains(person.value)) continue;  // another row of theirs still stands
        TRY(left, store.database().run("UPDATE guest SET state = $3 WHERE event = $1 AND person = $2 AND state <> $3",
                                       {std::string_view(event.value), std::string_view(person.value), cancelled}));
        counts.withdrawn += left;
    }
    TRY_VOID(transaction.commit());
    return counts;
}

base::Result<std::string> remembered_columns(Store& store, const std::string& header) {
    const std::string hash = hash_of(header);
    std::string fields;
    TRY(transaction, Transaction::begin(store.database(), Access::read));
    TRY_VOID(store.database().run("SELECT fields FROM column_mapping WHERE header_hash = $1", {std::string_view(hash)},
                                  [&](const RowView& row) { fields = row.text(0); }));
    return fields;
}

base::Result<void> remember_columns(Store& store, const std::string& header, const std::string& fields) {
    const std::string hash = hash_of(header);
    TRY(transaction, WriteTransaction::begin(store.database()));
    TRY_VOID(
        store.database().run("INSERT INTO column_mapping (header_hash, fields) VALUES ($1, $2) ON CONFLICT "
                             "(header_hash) DO UPDATE SET fields "
                             "= excluded.fields",
                             {std::string_view(hash), std::string_view(fields)}));
    return transaction.commit();
}

}  // namespace hub
