#include "wire/registration.h"

#include "wire/card_proof.h"

namespace wire {

std::optional<std::string> registration_code(std::string_view card_key, const attendance::CardId& card) {
    if (card.value.size() != card_id_characters) return std::nullopt;
    const auto proof = card_proof(card_key, "pettan registration 1:" + card.value);
    return proof ? std::optional(card.value + "-" + *proof) : std::nullopt;
}

std::optional<attendance::CardId> card_of_registration(std::string_view card_key, std::string_view code) {
    const attendance::CardId card{std::string(code.substr(0, card_id_characters))};
    return is_code(registration_code(card_key, card), code) ? std::optional(card) : std::nullopt;
}

}  // namespace wire
