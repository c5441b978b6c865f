// Small things that the files of the staff's screens share.
#pragma once

#include "desk/kana_keys.h"
#include "desk/state.h"

namespace desk {

inline constexpr std::size_t query_characters_max = 24;
inline constexpr std::size_t name_characters_max = 40;
inline constexpr std::size_t title_characters_max = 60;
inline constexpr std::size_t address_characters_max = 100;
inline constexpr std::size_t code_characters_max = 20;

// How long the PIN is refused after so many wrong tries in a row: 30 s after five, twice as long after each one more,
// an hour at most.
std::chrono::seconds wait_after(std::int64_t wrong_tries);

template <typename Page>
Page* Desk::Staff::page() {
    return std::get_if<Page>(&m_desk.m_scene);
}

}  // namespace desk
