#include "attendance/entry.h"

namespace attendance {

std::string_view to_string(EntryKind kind) {
    switch (kind) {
        case EntryKind::stamp:
            return "stamp";
        case EntryKind::repeat:
            return "repeat";
        case EntryKind::refusal:
            return "refusal";
        case EntryKind::voided:
            return "void";
        case EntryKind::unvoid:
            return "unvoid";
        case EntryKind::bind:
            return "bind";
        case EntryKind::person:
            return "person";
        case EntryKind::event:
            return "event";
        case EntryKind::clock:
            return "clock";
        case EntryKind::merge:
            return "merge";
        case EntryKind::unmerge:
            return "unmerge";
        case EntryKind::erase:
            return "erase";
        case EntryKind::open:
            return "open";
        case EntryKind::staff:
            return "staff";
        case EntryKind::unbind:
            return "unbind";
        case EntryKind::misbind:
            return "misbind";
    }
    return "";
}

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

std::optional<EntryKind> entry_kind_from(std::int64_t number) {
    if (number < 1 || number > 16) return std::nullopt;
    return static_cast<EntryKind>(number);
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

std::string_view problem_of_fields(const Entry& e) {
    switch (e.kind) {
        case EntryKind::stamp:
            if (!e.event) return "a stamp names its event";
            return e.person || e.card ? "" : "a stamp names a person or a card";
        case EntryKind::repeat:
            return e.event && e.target ? "" : "a repeat names its event and the first stamp";
        case EntryKind::refusal:
            return e.detail.empty() ? "a refusal says why" : "";
        case EntryKind::voided:
        case EntryKind::unvoid:
        case EntryKind::unmerge:
            return e.target ? "" : "a correction names the entry that it corrects";
        case EntryKind::bind:
            return e.card && e.person && e.version > 0 ? "" : "a bind names card, person and version";
        case EntryKind::person:
            return e.person && e.version > 0 ? "" : "a person entry names person and version";
        case EntryKind::event:
            return e.event && e.version > 0 ? "" : "an event entry names event and version";
        case EntryKind::clock:
            return "";
        case EntryKind::merge:
            return e.person && e.other_person && *e.person != *e.other_person ? "" : "a merge names two people";
        case EntryKind::erase:
            return e.person ? "" : "an erasure names the person";
        case EntryKind::open:
            return "";
        case EntryKind::staff:
            return e.detail.empty() ? "a staff act says what was done" : "";
        case EntryKind::unbind:
            return e.card && e.version > 0 ? "" : "an unbind names card and version";
        case EntryKind::misbind:
            return e.card && e.person && e.version > 0 ? "" : "a misbind names card, person and version";
    }
    return "unknown kind";
}

}  // namespace

std::string_view problem_of(const Entry& e) {
    if (e.ref.seq < 0 || e.ref.device < 0 || e.ref.epoch < 0) return "numbers of an entry are not negative";
    if (!sound(e.event) || !sound(e.card) || !sound(e.person) || !sound(e.other_person))
        return "an id has 1 to 64 bytes";
    if (e.detail.size() > detail_bytes_max || e.by.size() > id_bytes_max) return "a text is too long";
    if (e.at.boot_id.size() > id_bytes_max) return "the boot id is too long";
    return problem_of_fields(e);
}

}  // namespace attendance
