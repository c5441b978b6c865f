#include "attendance/entry.h"

namespace attendance {

std::string_view to_string(Source source) {
    switch (source) {
        case Source::tap:
            return "tap";
        case Source::hand:
            return "hand";
        case Source::command:
            return "command";
        case Source::import:
            return "import";
        case Source::self:
            return "self";
    }
    return "";
}

std::optional<Source> source_from(std::int64_t number) {
    if (number < 1 || number > 5) return std::nullopt;
    return static_cast<Source>(number);
}

namespace {

template <typename Kind>
bool sound(const std::optional<Id<Kind>>& id) {
    return !id || (!id->empty() && id->value.size() <= id_bytes_max);
}

bool has(const Entry& e, Needs need) {
    switch (static_cast<Need>(need)) {
        case needs_nothing:
            return true;
        case needs_event:
            return e.event.has_value();
        case needs_card:
            return e.card.has_value();
        case needs_person:
            return e.person.has_value();
        case needs_person_or_card:
            return e.person || e.card;
        case needs_two_people:
            return e.person && e.other_person && *e.person != *e.other_person;
        case needs_version:
            return e.version > 0;
        case needs_target:
            return e.target.has_value();
        case needs_detail:
            return !e.detail.empty();
    }
    return false;
}

std::string_view problem_of_fields(const Entry& e) {
    const KindRow& row = row_of(e.kind);
    if (row.name.empty()) return row.lack;
    for (Needs need = 1; need <= row.needs; need <<= 1)
        if ((row.needs & need) != 0 && !has(e, need)) return row.lack;
    return "";
}

}  // namespace

std::string_view problem_of(const Entry& e) {
    if (e.ref.seq < 0 || e.ref.device < 0 || e.ref.epoch < 0) return "numbers of an entry are not negative";
    if (!sound(e.event) || !sound(e.card) || !sound(e.person) || !sound(e.other_person))
        return "an id has 1 to 64 bytes";
    if (e.kind == EntryKind::rekey && e.detail.size() > id_bytes_max) return "an id has 1 to 64 bytes";
    if (e.detail.size() > detail_bytes_max || e.by.size() > id_bytes_max) return "a text is too long";
    if (e.at.boot_id.size() > id_bytes_max) return "the boot id is too long";
    return problem_of_fields(e);
}

}  // namespace attendance
