// What organizers and staff do at the hub, as entries of the hub's own device. Each method is one transaction (void_all
// one a stamp), and every entry names who did it. Errors: not_found, bad_input, and those of the store.
#pragma once

#include <string>

#include "office/form_edit.h"
#include "store/store.h"

namespace office {

class Acts {
public:
    // `by`: "user:NAME" for an account, "self" for the person; up to attendance::id_bytes_max bytes.
    Acts(store::Store& store, const base::Clock& clock, std::string by,
         attendance::Source source = attendance::Source::hand)
        : m_store(store), m_clock(clock), m_by(std::move(by)), m_source(source) {}

    // Something new, or all of what is there written anew. The id is made where it is empty; the version is filled in.
    // The ids.
    base::Result<attendance::EventId> put_event(attendance::Event event);
    base::Result<attendance::PersonId> put_person(attendance::Person person);
    // An edit by a form. Absent: it is saved, or there was nothing to save. Else what stands now: nothing was saved,
    // since somebody changed what was touched meanwhile. (What another hub saves in the same moment becomes a
    // conflict.) `edit.now` is read here.
    base::Result<std::optional<attendance::Event>> edit(FormEdit<attendance::Event> edit);
    base::Result<std::optional<attendance::Person>> edit(FormEdit<attendance::Person> edit);

    // After the event's hours it counts as at their end, with an unsure time.
    base::Result<void> stamp(const attendance::EventId& event, const attendance::Subject& subject);
    // All live stamps of the subject at the event: it is not present any more.
    base::Result<void> void_all(const attendance::EventId& event, const attendance::Subject& subject);
    base::Result<void> unvoid(const attendance::EntryRef& voided);
    // Many at once, a transaction every 500.
    base::Result<void> void_stamps(const attendance::EventId& event, std::span<const attendance::EntryRef> stamps);
    base::Result<void> unvoid_stamps(std::span<const attendance::EntryRef> voided);

    // Who had the card until now keeps what was stamped with it.
    base::Result<void> bind(const attendance::CardId& card, const attendance::PersonId& person);
    // The card is nobody's from now on; whose it was keeps the stamps. Where it never should have been theirs the
    // stamps are the card's again.
    enum class Mistake { no, yes };
    base::Result<void> take_off(const attendance::CardId& card, Mistake mistake = Mistake::no);
    base::Result<void> merge(const attendance::PersonId& person, const attendance::PersonId& into);
    base::Result<void> unmerge(const attendance::EntryRef& merge);
    // Everybody who was merged into the person as well: they are the same one.
    base::Result<void> erase(const attendance::PersonId& person);
    // Many at once; those who are gone already are passed over. How many were erased.
    base::Result<std::int64_t> erase_all(std::span<const attendance::PersonId> people);
    // A staff act without another entry: `what` is a word for machines ("export", "revoke_device 3").
    base::Result<void> note(const std::string& what);

private:
    attendance::Entry entry(attendance::EntryKind kind) const;
    store::OwnAct edit_act(attendance::Event event, std::int64_t seen,
                           std::optional<std::set<wire::EventField>> changed) const;
    store::OwnAct edit_act(attendance::Person person, std::int64_t seen,
                           std::optional<std::set<wire::PersonField>> changed) const;
    template <typename Thing>
    base::Result<std::optional<Thing>> save(FormEdit<Thing> edit, std::optional<Thing> now);
    base::Result<void> append(store::OwnAct act);
    base::Result<void> append_all(std::span<const store::OwnAct> acts);

    store::Store& m_store;
    const base::Clock& m_clock;
    std::string m_by;
    attendance::Source m_source;
};

}  // namespace office
