#include "attendance/deck.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "attendance/solar_term.h"

namespace attendance {
namespace {

using Kind = Condition::Kind;

struct ConditionWord {
    std::string_view word;
    Kind kind;
    bool is_of_the_visit;  // goes before what may be said to anybody
};
constexpr std::array<ConditionWord, 10> condition_words{{{"first", Kind::first_time, true},
                                                         {"again", Kind::again, false},
                                                         {"after_while", Kind::after_while, true},
                                                         {"last_square", Kind::last_square, true},
                                                         {"graduate", Kind::graduate, false},
                                                         {"visit", Kind::visit, true},
                                                         {"morning", Kind::morning, false},
                                                         {"daytime", Kind::daytime, false},
                                                         {"evening", Kind::evening, false},
                                                         {"term", Kind::term, false}}};

std::optional<Condition> parse_condition(std::string_view text) {
    const std::size_t colon = text.find(':');
    const auto word = std::ranges::find(condition_words, text.substr(0, colon), &ConditionWord::word);
    if (word == condition_words.end()) return std::nullopt;
    const bool has_meaning = word->kind == Kind::visit || word->kind == Kind::term;
    if (has_meaning != (colon != std::string_view::npos)) return std::nullopt;
    Condition condition{word->kind};
    if (!has_meaning) return condition;
    const std::string_view meant = text.substr(colon + 1);
    if (word->kind == Kind::term) {
        const auto term = std::ranges::find(solar_terms, meant);
        if (term == solar_terms.end()) return std::nullopt;
        condition.number = term - solar_terms.begin();
        return condition;
    }
    const auto [end, error] = std::from_chars(meant.data(), meant.data() + meant.size(), condition.number);
    if (error != std::errc() || end != meant.data() + meant.size() || condition.number < 1) return std::nullopt;
    return condition;
}

bool holds(const Condition& condition, const Occasion& occasion) {
    constexpr int morning_begins = 4, morning_ends = 11, evening_begins = 17;
    switch (condition.kind) {
        case Kind::first_time:
            return occasion.visit == 1;
        case Kind::again:
            return occasion.visit > 1;
        case Kind::after_while:
            return occasion.greeting == Greeting::after_while;
        case Kind::last_square:
            return occasion.greeting == Greeting::almost_full;
        case Kind::graduate:
            return occasion.is_graduate;
        case Kind::visit:
            return occasion.visit == condition.number;
        case Kind::morning:
            return occasion.hour >= morning_begins && occasion.hour < morning_ends;
        case Kind::daytime:
            return occasion.hour >= morning_ends && occasion.hour < evening_begins;
        case Kind::evening:
            return occasion.hour >= evening_begins || occasion.hour < morning_begins;
        case Kind::term:
            return occasion.term == static_cast<std::size_t>(condition.number);
    }
    return false;
}

bool is_of_the_visit(const Sentence& sentence) {
    return sentence.event.has_value() || std::ranges::any_of(sentence.when, [](const Condition& condition) {
               return std::ranges::find(condition_words, condition.kind, &ConditionWord::kind)->is_of_the_visit;
           });
}

// From 0 up to 1, without 0: even over sentences, visits and guests.
double drawn(const Sentence& sentence, const PersonId& person, const EventId& event) {
    std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
    for (const std::string_view part :
         {std::string_view(person.value), std::string_view(event.value), std::string_view(sentence.id)}) {
        for (const char c : part)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        hash = (hash ^ 0xffU) * 0x100000001b3U;  // no byte of UTF-8
    }
    // FNV's high bits hardly depend on the last characters: mixed once more (the end of MurmurHash3).
    hash = (hash ^ hash >> 33U) * 0xff51afd7ed558ccdU;
    hash = (hash ^ hash >> 33U) * 0xc4ceb9fe1a85ec53U;
    hash ^= hash >> 33U;
    return (static_cast<double>(hash >> 11U) + 1) / 9007199254740993.0;  // 2^53 + 1
}

const Sentence* choose(std::span<const Sentence> deck, const PersonId& person, const Occasion& occasion,
                       const Sentence* said_before) {
    const Sentence* best = nullptr;
    bool best_is_of_the_visit = false;
    double best_rank = 0;
    bool may_say_again = false;
    for (const Sentence& sentence : deck) {
        if (!fits(sentence, occasion)) continue;
        if (&sentence == said_before) {
            may_say_again = true;
            continue;
        }
        // The smallest wins, as often as its weight says, whatever else is in the deck.
        const double rank = -std::log(drawn(sentence, person, occasion.event)) /
                            static_cast<double>(std::max<std::int64_t>(sentence.weight, 1));
        const bool of_the_visit = is_of_the_visit(sentence);
        if (best != nullptr && (of_the_visit == best_is_of_the_visit ? rank >= best_rank : !of_the_visit)) continue;
        best = &sentence;
        best_is_of_the_visit = of_the_visit;
        best_rank = rank;
    }
    return best == nullptr && may_say_again ? said_before : best;
}

}  // namespace

std::optional<std::vector<Condition>> parse_conditions(std::string_view text) {
    std::vector<Condition> conditions;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) {
            const auto condition = parse_condition(text.substr(0, end));
            if (!condition) return std::nullopt;
            conditions.push_back(*condition);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return conditions;
}

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00";
    if (text.size() != shape.size()) return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + digits, value);
        return value;
    };
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    if (!day.ok()) return std::nullopt;
    return std::chrono::sys_days(day);
}

std::vector<Sentence> deck_in(std::string_view lang, std::span<const DeckSentence> organizers,
                              std::span<const Sentence> along) {
    std::vector<Sentence> deck;
    for (const DeckSentence& sentence : organizers) {
        auto text = std::ranges::find(sentence.texts, lang, &DeckSentence::Text::lang);
        if (text == sentence.texts.end()) text = std::ranges::find(sentence.texts, "", &DeckSentence::Text::lang);
        auto when = parse_conditions(sentence.when);
        const auto first = parse_day(sentence.first_day), last = parse_day(sentence.last_day);
        const bool is_judged =
            when && first.has_value() != sentence.first_day.empty() && last.has_value() != sentence.last_day.empty();
        if (sentence.removed || !is_judged || text == sentence.texts.end() || text->text.empty()) continue;
        deck.push_back({sentence.id, text->text, *std::move(when), sentence.weight, sentence.event, first, last});
    }
    deck.insert(deck.end(), along.begin(), along.end());
    return deck;
}

std::vector<Occasion> occasions_of(std::span<const Visit> visits, const std::function<Season(WallTime)>& season_at,
                                   const Zone& zone) {
    std::vector<Occasion> occasions;
    bool is_graduate = false;
    for (std::size_t count = 1; count <= visits.size(); ++count) {
        const Visit& visit = visits[count - 1];
        const auto until_then = visits.first(count);
        const StampCard card = stamp_card(season_at(visit.at), until_then);
        const auto local = zone.local(visit.at);
        const auto time_of_day = local - std::chrono::floor<std::chrono::days>(local);
        occasions.push_back({.event = visit.event,
                             .visit = static_cast<std::int64_t>(count),
                             .greeting = choose_greeting(until_then, card),
                             .is_graduate = is_graduate,
                             .day = zone.day_of(visit.at),
                             .hour = static_cast<int>(std::chrono::floor<std::chrono::hours>(time_of_day).count()),
                             .term = solar_term_at(visit.at, zone)});
        is_graduate |= card.is_full();
    }
    return occasions;
}

bool fits(const Sentence& sentence, const Occasion& occasion) {
    if (sentence.event && *sentence.event != occasion.event) return false;
    if ((sentence.first && occasion.day < *sentence.first) || (sentence.last && occasion.day > *sentence.last))
        return false;
    return std::ranges::all_of(sentence.when, [&](const Condition& condition) { return holds(condition, occasion); });
}

const Sentence* choose_sentence(std::span<const Sentence> deck, const PersonId& person,
                                std::span<const Occasion> occasions) {
    // What was said before is not kept anywhere: it follows from the visits before, from the first one on.
    const Sentence* said = nullptr;
    for (const Occasion& occasion : occasions)
        said = choose(deck, person, occasion, said);
    return said;
}

const Prompt* choose_prompt(std::span<const Prompt> prompts, std::string_view lang, const std::optional<EventId>& event,
                            std::int64_t count) {
    std::vector<const Prompt*> own, common;
    for (const Prompt& prompt : prompts) {
        if (!prompt.lang.empty() && prompt.lang != lang) continue;
        const std::string_view about = prompt_is_about(prompt.id);
        if (event && about == event->value)
            own.push_back(&prompt);
        else if (about == every_event)
            common.push_back(&prompt);
    }
    const auto& from = own.empty() ? common : own;
    return from.empty() ? nullptr : from[static_cast<std::size_t>(count) % from.size()];
}

}  // namespace attendance
