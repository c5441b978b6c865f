// What organizers and staff do at the hub, as entries of the hub's own device. Each method is one transaction (void_all
// one a stamp), and every entry names who did it. Errors: not_found, bad_input, and those of the store.
#pragma once

#include <string>

#include "hub/store.h"

namespace hub {

class Acts {
public:
    // `by`: "user:NAME" for an account, "self" for the person; up to attendance::id_bytes_max bytes.
    Acts(Store& store, const base::Clock& clock, std::string by, attendance::Source source = attendance::Source::hand)
        : m_store(store), m_clock(clock), m_by(std::move(by)), m_source(source) {}

    // The id is made where it is empty; the version is filled in. The ids.
    base::Result<attendance::EventId> put_event(attendance::Event event);
    base::Result<attendance::PersonId> put_person(attendance::Person person);

    base::Result<void> stamp(const attendance::EventId& event, const attendance::Subject& subject);
    // All live stamps of the subject at the event: it is not present any more.
    base::Result<void> void_all(const attendance::EventId& event, const attendance::Subject& subject);
    base::Result<void> unvoid(const attendance::EntryRef& voided);

    base::Result<void> bind(const attendance::CardId& card, const attendance::PersonId& person);
    // The card is nobody's any more: it goes to a new person without a name, with its stamps. That person.
    base::Result<attendance::PersonId> take_off(const attendance::CardId& card);
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
    base::Result<void> append(OwnAct act);

    Store& m_store;
    const base::Clock& m_clock;
    std::string m_by;
    attendance::Source m_source;
};

}  // namespace hub
