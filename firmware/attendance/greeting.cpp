#include "attendance/greeting.h"

namespace attendance {

Greeting choose_greeting(std::span<const Visit> visits, const StampCard& card) {
    if (visits.size() <= 1) return Greeting::first_time;
    if (card.is_full()) return Greeting::full_card;
    if (visits.back().at - visits[visits.size() - 2].at > a_while) return Greeting::after_while;
    if (card.to_full() == 1) return Greeting::almost_full;
    return Greeting::again;
}

std::string_view prompt_is_about(std::string_view prompt_id) {
    return prompt_id.substr(0, prompt_id.find('/'));
}

}  // namespace attendance
