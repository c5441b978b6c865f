#include "attendance/edit_fields.h"

namespace attendance {
namespace {

// Those of the fields in which the two differ.
template <typename Field, typename Thing, std::size_t N>
std::set<Field> differing(const std::array<Field, N>& fields, const Thing& a, const Thing& b,
                          bool (*same)(Field, const Thing&, const Thing&)) {
    std::set<Field> differ;
    for (const Field field : fields)
        if (!same(field, a, b)) differ.insert(field);
    return differ;
}

bool same_in(PersonField field, const Person& a, const Person& b) {
    switch (field) {
        case PersonField::name:
            return a.name == b.name;
        case PersonField::nickname:
            return a.nickname == b.nickname;
        case PersonField::reading:
            return a.reading == b.reading;
        case PersonField::lang:
            return a.lang == b.lang;
    }
    return true;
}

bool same_in(EventField field, const Event& a, const Event& b) {
    switch (field) {
        case EventField::title:
            return a.title == b.title;
        case EventField::venue:
            return a.venue == b.venue;
        case EventField::starts:
            return a.starts == b.starts;
        case EventField::ends:
            return a.ends == b.ends;
    }
    return true;
}

}  // namespace

std::string_view to_string(PersonField field) {
    switch (field) {
        case PersonField::name:
            return "name";
        case PersonField::nickname:
            return "nickname";
        case PersonField::reading:
            return "reading";
        case PersonField::lang:
            return "lang";
    }
    return "";
}

std::string_view to_string(EventField field) {
    switch (field) {
        case EventField::title:
            return "title";
        case EventField::venue:
            return "venue";
        case EventField::starts:
            return "starts";
        case EventField::ends:
            return "ends";
    }
    return "";
}

std::set<PersonField> changed_fields(const Person& before, const Person& after) {
    return differing<PersonField, Person>(person_fields, before, after, same_in);
}

std::set<EventField> changed_fields(const Event& before, const Event& after) {
    return differing<EventField, Event>(event_fields, before, after, same_in);
}

void copy_field(PersonField field, const Person& from, Person& to) {
    switch (field) {
        case PersonField::name:
            to.name = from.name;
            return;
        case PersonField::nickname:
            to.nickname = from.nickname;
            return;
        case PersonField::reading:
            to.reading = from.reading;
            return;
        case PersonField::lang:
            to.lang = from.lang;
            return;
    }
}

void copy_field(EventField field, const Event& from, Event& to) {
    switch (field) {
        case EventField::title:
            to.title = from.title;
            return;
        case EventField::venue:
            to.venue = from.venue;
            return;
        case EventField::starts:
            to.starts = from.starts;
            return;
        case EventField::ends:
            to.ends = from.ends;
            return;
    }
}

}  // namespace attendance
