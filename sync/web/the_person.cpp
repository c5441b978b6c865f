#include "web/the_person.h"

#include "office/person_queries.h"

namespace web {

base::Result<attendance::Person> the_person(Context& context) {
    const attendance::PersonId id{url_decoded(context.params.at(0), false)};
    TRY(person, office::find_person(context.store, id));
    if (!person || person->erased) return base::fail(base::ErrorCode::not_found, "there is no such person");
    return *person;
}

std::string person_path(const attendance::PersonId& id, std::string_view rest) {
    return "/people/" + url_encoded(id.value) + std::string(rest);
}

}  // namespace web
