#include "attendance/edit_mark.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace attendance {
namespace {

constexpr std::string_view seen_word = "seen=";

template <typename Field>
std::string detail_of(const EditMark<Field>& mark) {
    std::string detail = std::string(seen_word) + std::to_string(mark.seen);
    for (const Field field : mark.changed)
        detail.append(" ").append(to_string(field));
    return detail;
}

template <typename Field, std::size_t N>
std::optional<EditMark<Field>> mark_in(std::string_view detail, const std::array<Field, N>& fields) {
    if (!detail.starts_with(seen_word)) return std::nullopt;
    detail.remove_prefix(seen_word.size());
    EditMark<Field> mark;
    const auto [end, error] = std::from_chars(detail.data(), detail.data() + detail.size(), mark.seen);
    if (error != std::errc() || mark.seen < 0) return std::nullopt;
    detail.remove_prefix(static_cast<std::size_t>(end - detail.data()));
    while (!detail.empty()) {
        if (detail.front() != ' ') return std::nullopt;
        detail.remove_prefix(1);
        const std::string_view word = detail.substr(0, detail.find(' '));
        const auto field = std::ranges::find_if(fields, [&](Field f) { return to_string(f) == word; });
        if (field == fields.end()) return std::nullopt;
        mark.changed.insert(*field);
        detail.remove_prefix(word.size());
    }
    return mark;
}

}  // namespace

std::string to_detail(const PersonMark& mark) {
    return detail_of(mark);
}
std::string to_detail(const EventMark& mark) {
    return detail_of(mark);
}

std::optional<PersonMark> person_mark_in(std::string_view detail) {
    return mark_in(detail, person_fields);
}
std::optional<EventMark> event_mark_in(std::string_view detail) {
    return mark_in(detail, event_fields);
}

}  // namespace attendance
