// The deck: a community's welcome sentences with their conditions, and which of them a guest is told. A pure choice: the
// same guest, visit and deck give the same sentence at every door.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attendance/change.h"
#include "attendance/greeting.h"
#include "attendance/zone.h"

namespace attendance {

// What a sentence waits for. As text: a word, for some a colon and what is meant ("visit:10", "term:toji").
struct Condition {
    enum class Kind {
        first_time,   // "first"
        again,        // "again": any later visit
        after_while,  // "after_while": the first visit in `a_while`
        last_square,  // "last_square": one square is left
        graduate,     // "graduate": filled a card at an earlier visit
        visit,        // "visit:N": the N-th of all
        morning,      // "morning": before 11, local time
        daytime,      // "daytime": before 17
        evening,      // "evening": later, and before 4
        term,         // "term:NAME": of solar_terms
    };
    Kind kind = Kind::again;
    std::int64_t number = 0;  // visit: N; term: index into solar_terms
    bool operator==(const Condition&) const = default;
};

// Words with blanks between; none: no condition. Nothing where a word is unknown: whoever cannot judge a sentence does
// not say it.
std::optional<std::vector<Condition>> parse_conditions(std::string_view text);

struct Sentence {
    std::string id;
    std::string text;
    std::vector<Condition> when;                           // all of them
    std::int64_t weight = 1;                               // how often among those that fit; 1 and up
    std::optional<EventId> event{};                        // said there only
    std::optional<std::chrono::sys_days> first{}, last{};  // local days, both included
    bool operator==(const Sentence&) const = default;
};

// "2026-12-24". Nothing where it is no day.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);

// What is said in a language: the organizers' sentences that have a text for it or for any, then those that come along.
// Left out: what this program cannot judge.
std::vector<Sentence> deck_in(std::string_view lang, std::span<const DeckSentence> organizers,
                              std::span<const Sentence> along);

// One visit of a guest, as conditions see it.
struct Occasion {
    EventId event{};
    std::int64_t visit = 0;  // 1: the first of all
    Greeting greeting = Greeting::again;
    bool is_graduate = false;
    std::chrono::sys_days day{};  // local
    int hour = 0;                 // local, 0 to 23
    std::size_t term = 0;
};

// `visits`: all of one guest, oldest first. `season_at`: whose stamp card counts at a moment.
std::vector<Occasion> occasions_of(std::span<const Visit> visits, const std::function<Season(WallTime)>& season_at,
                                   const Zone& zone);

bool fits(const Sentence& sentence, const Occasion& occasion);

// Null: none fits. `occasions`: all of one guest, the present one last. What is said of the visit itself (first time,
// after a while, last square, a certain visit, one event) goes before what may be said to anybody, and no sentence is
// said twice in a row while another fits.
const Sentence* choose_sentence(std::span<const Sentence> deck, const PersonId& person,
                                std::span<const Occasion> occasions);

// What organizers want to be said to everybody at an event goes before the deck: of the event's prompts in the language
// (or in none) one after the other, as the guest's stamps go by; where the event has none, of those for every event.
// Null: there is none.
const Prompt* choose_prompt(std::span<const Prompt> prompts, std::string_view lang, const std::optional<EventId>& event,
                            std::int64_t count);

}  // namespace attendance
