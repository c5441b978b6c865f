#include "pcsc/slot_choice.h"

#include <algorithm>
#include <array>
#include <span>

#include "tags/ascii.h"

namespace pcsc {
namespace {

constexpr std::array<std::string_view, 6> contactless_words{"picc", "cl", "contactless", "nfc", "felica", "rfid"};
constexpr std::array<std::string_view, 3> contact_words{"icc", "sam", "contact"};

bool is_word_character(char c) {
    return tags::is_ascii_letter(c) || tags::is_ascii_digit(c);
}

bool has_one_of(std::string_view name, std::span<const std::string_view> words) {
    const std::string lower = tags::ascii_lower(name);
    return std::ranges::any_of(words, [&](std::string_view word) {
        for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
            const std::size_t end = at + word.size();
            // A model's number may stand before it: "5422CL".
            const bool begins = at == 0 || !tags::is_ascii_letter(lower[at - 1]);
            if (begins && (end == lower.size() || !is_word_character(lower[end]))) return true;
        }
        return false;
    });
}

}  // namespace

std::string_view wanted_slot(std::string_view connstring) {
    const std::size_t colon = connstring.find(':');
    return colon == std::string_view::npos ? std::string_view() : connstring.substr(colon + 1);
}

std::optional<std::string> choose_slot(const std::vector<std::string>& slots, std::string_view wanted) {
    const auto first = [&](const auto& fits) {
        const auto slot = std::ranges::find_if(slots, fits);
        return slot == slots.end() ? std::nullopt : std::optional(*slot);
    };
    if (wanted.empty()) {
        const auto has_contacts = [](const std::string& slot) { return has_one_of(slot, contact_words); };
        const auto contactless =
            first([&](const std::string& slot) { return !has_contacts(slot) && has_one_of(slot, contactless_words); });
        return contactless ? contactless : first([&](const std::string& slot) { return !has_contacts(slot); });
    }
    const auto named = first([&](const std::string& slot) { return slot == wanted; });
    const std::string part = tags::ascii_lower(wanted);
    const auto contains_it = [&](const std::string& slot) {
        return tags::ascii_lower(slot).find(part) != std::string::npos;
    };
    return named ? named : first(contains_it);
}

}  // namespace pcsc
