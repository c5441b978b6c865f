// The list and the cards find each other at the desk: a new double of somebody on the list becomes one with them, in
// one touch, and apart again in another.
#include <cstdio>

#include "office/event_queries.h"
#include "office/guest_queries.h"
#include "office/person_queries.h"
#include "web/join.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/said.h"

namespace web {
namespace {

using attendance::Person;
using attendance::PersonId;

base::Result<Person> person_named(Context& context, const std::string& field) {
    TRY(person, office::find_person(context.store, PersonId{context.form[field]}));
    if (!person || person->erased) return base::fail(base::ErrorCode::not_found, "there is no such person");
    return *person;
}

}  // namespace

base::Result<bool> may_join(Context& context, const Person& person) {
    if (context.is_organizer()) return true;
    return office::is_of_one_evening(context.store, person, context.now - one_evening);
}

base::Result<PersonId> join(Context& context, const Person& person, Person into) {
    const Person before = into;
    TRY(only_listed, office::is_untouched(context.store, into.id));
    if (only_listed) {
        if (!person.nickname.empty()) into.nickname = person.nickname;
        if (into.name.empty()) into.name = person.name;
        if (into.reading.empty()) into.reading = person.reading;
        if (into.lang.empty()) into.lang = person.lang;
    }
    const auto both = [&](office::Acts& acts) -> base::Result<void> {
        TRY_VOID(acts.merge(person.id, into.id));
        if (into != before) TRY_VOID(acts.put_person(into));
        return {};
    };
    TRY_VOID(context.act(both));
    return into.id;
}

Answer join_people(Context& context) {
    const attendance::EventId event{url_decoded(context.params.at(0), false)};
    TRY(person, person_named(context, "person"));
    TRY(guest, person_named(context, "guest"));
    if (person.id == guest.id) return base::fail(base::ErrorCode::bad_input, "these are one person already");
    TRY(allowed, may_join(context, person));
    if (!allowed) return problem_page(context, 403, "problem.join");
    TRY(id, join(context, person, guest));
    return redirect(with_said("/events/" + url_encoded(event.value), "joined", id.value));
}

// Whoever may join may part what they joined themselves.
Answer part_people(Context& context) {
    const attendance::EventId event{url_decoded(context.params.at(0), false)};
    attendance::EntryRef ref;
    if (std::sscanf(context.form["ref"].c_str(), "%ld-%ld-%ld", &ref.device, &ref.epoch, &ref.seq) != 3)
        return base::fail(base::ErrorCode::bad_input, "no merge is named");
    TRY(merge, office::find_merge(context.store, ref));
    if (!merge) return base::fail(base::ErrorCode::not_found, "there is no such merge");
    if (!context.is_organizer() && merge->by != context.by()) return problem_page(context, 403, "problem.role");
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.unmerge(ref); }));
    return redirect(with_said("/events/" + url_encoded(event.value), "parted", merge->person.value));
}

}  // namespace web
