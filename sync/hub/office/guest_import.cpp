#include "office/guest_import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/random_id.h"
#include "base/secrets.h"
#include "office/import_undo.h"
#include "office/person_rows.h"
#include "store/transaction.h"

namespace office {
namespace {

using attendance::Person;
using attendance::PersonId;
using sheet::Coming;
using sheet::Verdict;
using enum sql::CellType;

constexpr std::size_t rows_at_once = 200;  // of a slice: a stamp by hand waits no longer than one

const sql::BatchSql put_keys{
    R"(INSERT INTO service_key (service_key, person) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (service_key) DO UPDATE SET person = excluded.person)",
    {{"service_key", text}, {"person", text}}};
const sql::BatchSql put_mails{
    R"(INSERT INTO guest_mail (mail_hash, person) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (mail_hash) DO UPDATE SET person = excluded.person)",
    {{"mail_hash", text}, {"person", text}}};
const sql::BatchSql put_guests{
    R"(INSERT INTO guest (event, person, ticket, state) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (event, person) DO UPDATE SET ticket = excluded.ticket, state = excluded.state)",
    {{"event", text}, {"person", text}, {"ticket", text}, {"state", integer}}};

// A row as it is to be written.
struct Decided {
    Person person;
    std::vector<sheet::Change> changes;
    const sheet::Guest* guest = nullptr;
    bool fresh = false;
    bool write = false;
};

wire::PersonField field_of(sheet::Field field) {
    return field == sheet::Field::nickname  ? wire::PersonField::nickname
           : field == sheet::Field::reading ? wire::PersonField::reading
           : field == sheet::Field::lang    ? wire::PersonField::lang
                                            : wire::PersonField::name;
}

// Only what the list changes is sent, on the version that the plan saw: what somebody else edits meanwhile stays.
store::OwnAct person_act(const Decided& decided, const std::string& by) {
    const std::int64_t seen = decided.fresh ? 0 : decided.person.version - 1;
    store::OwnAct act;
    act.entry.kind = attendance::EntryKind::person;
    act.entry.source = attendance::Source::import;
    act.entry.by = by;
    act.entry.person = decided.person.id;
    act.entry.version = seen + 1;
    act.person = wire::PersonEdit{decided.person, seen, {}};
    act.person->person.version = seen + 1;
    if (decided.fresh) return act;
    act.person->changed.emplace();
    for (const sheet::Change& change : decided.changes)
        act.person->changed->insert(field_of(change.field));
    return act;
}

class Deciding {
public:
    Deciding(const Decisions& decisions, ImportCounts& counts) : m_decisions(decisions), m_counts(counts) {}

    // Who a row is to be; absent where it is left out.
    std::optional<Decided> decide(const sheet::Proposal& p) {
        Decided decided{p.person, p.changes, &p.guest, false, false};
        switch (p.verdict) {
            case Verdict::fresh:
                decided.fresh = decided.write = true;
                break;
            case Verdict::update:
                decided.write = true;
                break;
            case Verdict::unchanged:
                break;
            case Verdict::repeat:
                if (const auto earlier = m_of_line.find(p.number); earlier != m_of_line.end())
                    decided.person.id = earlier->second;
                if (decided.person.id.empty()) return std::nullopt;
                return remember(std::move(decided));
            case Verdict::doubtful: {
                auto chosen = by_decision(p);
                if (!chosen) return ++m_counts.left_out, std::nullopt;
                decided = std::move(*chosen);
                break;
            }
        }
        if (decided.person.id.empty()) decided.person.id.value = base::random_id();
        ++(decided.fresh ? m_counts.fresh : decided.write ? m_counts.updated : m_counts.unchanged);
        return remember(std::move(decided));
    }

private:
    Decided remember(Decided decided) {
        m_of_line[decided.guest->line] = decided.person.id;
        return decided;
    }

    std::optional<Decided> by_decision(const sheet::Proposal& p) const {
        const auto found = m_decisions.find(p.guest.line);
        if (found == m_decisions.end() || found->second.choice == "skip") return std::nullopt;
        const Decision& decision = found->second;
        const auto corrected = [](const std::string& by_hand, const std::string& listed) {
            return by_hand.empty() ? listed : by_hand;
        };
        sheet::Guest guest = p.guest;
        guest.name = corrected(decision.name, guest.name);
        guest.nickname = corrected(decision.nickname, guest.nickname);
        guest.reading = corrected(decision.reading, guest.reading);
        if (decision.choice == "new") {
            if (guest.name.empty()) return std::nullopt;
            return Decided{
                {{}, 1, guest.name, guest.nickname, guest.reading, guest.lang, false}, {}, &p.guest, true, true};
        }
        const auto known = std::ranges::find(p.candidates, decision.choice, [](const Person& c) { return c.id.value; });
        if (known == p.candidates.end()) return std::nullopt;
        Decided decided{sheet::merged(*known, guest, false), {}, &p.guest, false, false};
        decided.changes = sheet::changes_between(*known, decided.person);
        decided.write = !decided.changes.empty();
        return decided;
    }

    const Decisions& m_decisions;
    ImportCounts& m_counts;
    std::map<std::int64_t, PersonId> m_of_line;
};

// Who comes by one row and waits by another comes.
using States = std::map<std::string, GuestState>;
void note_state(States& states, const Decided& decided) {
    const bool waits = decided.guest->coming == Coming::waiting;
    const auto [at, is_new] = states.emplace(decided.person.id.value, GuestState::waiting);
    if (!waits) at->second = GuestState::coming;
}

// Each person once, as they stand before the slice is written.
std::vector<ImportedRow> rows_before(std::span<const Decided> slice, const States& states) {
    std::map<std::string, ImportedRow> rows;
    for (const Decided& decided : slice) {
        const std::string& id = decided.person.id.value;
        const std::int64_t version = !decided.write ? not_changed : decided.fresh ? 0 : decided.person.version - 1;
        ImportedRow& row = rows.emplace(id, ImportedRow{id, version, states.at(id)}).first->second;
        row.version = std::max(row.version, version);
    }
    std::vector<ImportedRow> list;
    for (auto& [id, row] : rows)
        list.push_back(std::move(row));
    return list;
}

// People of one slice, then their keys and places on the list. Each person once: a batch may name a row once.
base::Result<void> write_slice(store::Store& store, std::span<const Decided> slice, const States& states,
                               const std::string& by, const attendance::EventId& event, const base::ClockReading& now) {
    std::vector<store::OwnAct> acts;
    for (const Decided& decided : slice)
        if (decided.write) acts.push_back(person_act(decided, by));
    if (!acts.empty()) TRY_VOID(store.append_own(acts, now));

    TRY(transaction, store::WriteTransaction::begin(store.database()));
    std::map<std::string, std::string_view> keys_once, mails_once;
    std::map<std::string_view, const Decided*> once;
    for (const Decided& decided : slice) {
        for (const sheet::GuestKey& key : decided.guest->keys)
            (key.column == sheet::email_column ? mails_once[key.value] : keys_once[key.column + "=" + key.value]) =
                decided.person.id.value;
        once.emplace(decided.person.id.value, &decided);
    }
    sql::Batch keys(put_keys), mails(put_mails), guests(put_guests);
    for (const auto& [key, person] : keys_once)
        keys.add({std::string_view(key), person});
    for (const auto& [mail, person] : mails_once)
        mails.add({std::string_view(mail), person});
    for (const auto& [id, decided] : once)
        if (!event.empty())
            guests.add({std::string_view(event.value), id, std::string_view(decided->guest->ticket),
                        static_cast<std::int64_t>(states.at(decided->person.id.value))});
    TRY_VOID(keys.run(store.database()));
    TRY_VOID(mails.run(store.database()));
    TRY_VOID(guests.run(store.database()));
    return transaction.commit();
}

base::Result<std::int64_t> take_off(store::Store& store, const std::set<std::string>& people,
                                    const attendance::EventId& event) {
    std::int64_t left = 0;
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    for (const std::string& person : people) {
        TRY(changed,
            store.database().run(
                "UPDATE guest SET state = $3 WHERE event = $1 AND person = $2 AND state <> $3",
                {std::string_view(event.value), std::string_view(person), static_cast<std::int64_t>(GuestState::off)}));
        left += changed;
    }
    TRY_VOID(transaction.commit());
    return left;
}

}  // namespace

base::Result<ImportCounts> apply_import(const Writing& writing, const base::Clock& clock, const std::string& by,
                                        const ImportPlan& plan, const Decisions& decisions,
                                        const attendance::EventId& event, const ImportProgress& progress) {
    ImportCounts counts;
    Deciding deciding(decisions, counts);
    std::vector<Decided> all;
    States states;
    std::set<std::string> off;
    for (const sheet::Proposal& p : plan) {
        if (p.guest.coming == Coming::yes || p.guest.coming == Coming::waiting) {
            auto decided = deciding.decide(p);
            if (!decided) continue;
            if (p.guest.coming == Coming::waiting) ++counts.waiting;
            note_state(states, *decided);
            all.push_back(std::move(*decided));
        } else if (p.guest.coming == Coming::unknown) {
            ++counts.left_out;
        } else if (p.verdict == Verdict::update || p.verdict == Verdict::unchanged) {
            off.insert(p.person.id.value);
        }
    }
    const DoneImport import{base::random_id(), event, by, clock.read().wall, 0, false};
    counts.id = import.id;
    TRY_VOID(writing([&](store::Store& store) { return begin_import(store, import); }));
    for (std::size_t at = 0; at < all.size(); at += rows_at_once) {
        const auto slice = std::span(all).subspan(at, std::min(rows_at_once, all.size() - at));
        auto written = writing([&](store::Store& store) -> base::Result<void> {
            if (progress)
                TRY_VOID(progress(store, {static_cast<std::int64_t>(at), static_cast<std::int64_t>(all.size())}));
            TRY_VOID(note_rows(store, import, rows_before(slice, states)));
            return write_slice(store, slice, states, by, event, clock.read());
        });
        if (!written) return base::fail(written.error());
    }
    std::erase_if(off, [&](const std::string& id) { return states.contains(id); });  // another row of theirs stands
    if (off.empty() || event.empty()) return counts;
    TRY_VOID(writing([&](store::Store& store) -> base::Result<void> {
        std::vector<ImportedRow> rows;
        for (const std::string& person : off)
            rows.push_back({person, not_changed, GuestState::off});
        TRY_VOID(note_rows(store, import, rows));
        TRY(left, take_off(store, off, event));
        counts.withdrawn = left;
        return {};
    }));
    return counts;
}

base::Result<std::vector<Person>> waiting_guests(store::Store& store, const attendance::EventId& event,
                                                 std::size_t limit) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::vector<Person> people;
    TRY_VOID(store.database().run("SELECT " PETTAN_HUB_PERSON_COLUMNS
                                  R"( FROM guest
                                     LEFT JOIN merged ON merged.person = guest.person
                                     JOIN person ON person.id = COALESCE(merged.into_person, guest.person)
                                     WHERE guest.event = $1 AND guest.state = 3 AND person.erased = 0
                                     ORDER BY person.reading, person.name, person.id LIMIT $2)",
                                  {std::string_view(event.value), static_cast<std::int64_t>(limit)},
                                  [&](const sql::RowView& row) { people.push_back(read_person(row, 0)); }));
    return people;
}

base::Result<std::string> remembered_columns(store::Store& store, const std::string& header) {
    const std::string hash = base::hash_of(header);
    std::string fields;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run("SELECT fields FROM column_mapping WHERE header_hash = $1", {std::string_view(hash)},
                                  [&](const sql::RowView& row) { fields = row.text(0); }));
    return fields;
}

base::Result<void> remember_columns(store::Store& store, const std::string& header, const std::string& fields) {
    const std::string hash = base::hash_of(header);
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    TRY_VOID(store.database().run(R"(INSERT INTO column_mapping (header_hash, fields) VALUES ($1, $2)
                                     ON CONFLICT (header_hash) DO UPDATE SET fields = excluded.fields)",
                                  {std::string_view(hash), std::string_view(fields)}));
    return transaction.commit();
}

}  // namespace office
