#include "wire/own_page_code.h"

#include <charconv>

#include "wire/card_proof.h"

namespace wire {
namespace {

constexpr std::size_t digits_max = 12;  // for the next 30,000 years

}  // namespace

std::optional<std::string> own_page_code(std::string_view card_key, const OwnPageCode& code) {
    const std::string seconds = std::to_string(code.expires.time_since_epoch().count());
    if (code.card.value.size() != card_id_characters || seconds.starts_with('-') || seconds.size() > digits_max)
        return std::nullopt;
    const auto proof = card_proof(card_key, "pettan own page 1:" + code.card.value + ":" + seconds);
    return proof ? std::optional(code.card.value + "-" + seconds + "-" + *proof) : std::nullopt;
}

std::optional<OwnPageCode> read_own_page_code(std::string_view card_key, std::string_view code) {
    constexpr std::size_t around = card_id_characters + 2 + card_proof_characters;
    if (code.size() <= around || code.size() > around + digits_max) return std::nullopt;
    const std::string_view digits = code.substr(card_id_characters + 1, code.size() - around);
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    const OwnPageCode read{attendance::CardId{std::string(code.substr(0, card_id_characters))},
                           std::chrono::sys_seconds{std::chrono::seconds(seconds)}};
    // As a whole, so that a code has one spelling: it is what can be used once.
    return is_code(own_page_code(card_key, read), code) ? std::optional(read) : std::nullopt;
}

bool is_timely(const OwnPageCode& code, std::chrono::sys_time<std::chrono::microseconds> now) {
    return code.expires + own_page_clocks_apart > now &&
           code.expires <= now + own_page_code_lives + own_page_clocks_apart;
}

}  // namespace wire
