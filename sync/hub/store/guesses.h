// Who may try passwords and enrolment codes how often. Wrong ones are counted in the store, for all hubs together:
// limited by the place they come from, slowed down for the account they are aimed at, and a browser that was signed in
// before is never refused. So nobody can lock out somebody else (decision 102).
#pragma once

#include <string>
#include <string_view>

#include "store/store.h"

namespace store {

enum class Guess { password, code };

struct GuessVerdict {
    bool refused = false;  // too many from this place within a minute
    std::chrono::milliseconds delay{0};
};
inline constexpr std::chrono::seconds guesses_window{60};
inline constexpr std::int64_t passwords_of_a_place_max = 30;
inline constexpr std::int64_t codes_of_a_place_max = 120;
inline constexpr std::int64_t passwords_without_delay = 5;  // wrong ones for one account, in a quarter of an hour
inline constexpr std::chrono::milliseconds guess_delay_max{8'000};

// `place`: of whoever asks (http/forwarded.h); `account` is empty for codes.
base::Result<GuessVerdict> judge_guess(Store& store, Guess kind, const std::string& place, const std::string& account,
                                       WallTime now);
base::Result<void> note_wrong_guess(Store& store, Guess kind, const std::string& place, const std::string& account,
                                    WallTime now);

inline constexpr std::chrono::hours browser_known_for{365 * 24};
// A token for a browser in which the account's password was right.
base::Result<std::string> know_browser(Store& store, const std::string& account, WallTime now);
base::Result<bool> is_known_browser(Store& store, std::string_view token, const std::string& account, WallTime now);

}  // namespace store
