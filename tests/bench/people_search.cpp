// How long a key of the people's keyboard takes among many people, beside a plain scan of the same texts for the same
// bytes, which knows no romaji, no ranks and no variants. Figures are milliseconds of CPU. Run: bench_people_search
// [PEOPLE]
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "search/people_index.h"

namespace {

using attendance::Person;

// Of CPU: what a busy machine does not stretch.
double ms_since(std::clock_t begin) {
    return static_cast<double>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
}

std::vector<Person> make_people(int count) {
    struct Part {
        const char *kanji, *kana;
    };
    constexpr std::array<Part, 12> family{{{"佐藤", "さとう"},
                                           {"鈴木", "すずき"},
                                           {"髙橋", "たかはし"},
                                           {"田中", "たなか"},
                                           {"伊藤", "いとう"},
                                           {"渡邉", "わたなべ"},
                                           {"山﨑", "やまざき"},
                                           {"中村", "なかむら"},
                                           {"小林", "こばやし"},
                                           {"加藤", "かとう"},
                                           {"𠮷田", "よしだ"},
                                           {"辻󠄀", "つじ"}}};
    constexpr std::array<const char*, 20> syllables{"あき", "かず", "さ",   "た", "なお", "ひろ", "まさ",
                                                    "や",   "ゆう", "り",   "こ", "み",   "と",   "し",
                                                    "けん", "じ",   "ろう", "か", "え",   "よし"};
    std::mt19937 random(1);
    std::vector<Person> people;
    for (int i = 0; i < count; ++i) {
        const Part& first = family[random() % family.size()];
        std::string given;
        for (auto n = 1 + random() % 3; n > 0; --n)
            given += syllables[random() % syllables.size()];
        people.push_back({{fmt::format("{:020}", i)},
                          1,
                          fmt::format("{} {}", first.kanji, given),
                          given,
                          fmt::format("{} {}", first.kana, given),
                          "ja",
                          false});
    }
    return people;
}

std::size_t plain_scan(const std::vector<Person>& people, std::string_view query) {
    return static_cast<std::size_t>(std::ranges::count_if(people, [&](const Person& person) {
        return person.name.find(query) != std::string::npos || person.nickname.find(query) != std::string::npos ||
               person.reading.find(query) != std::string::npos;
    }));
}

template <typename Work>
double median_ms(Work work) {
    std::array<double, 15> times{};
    for (double& time : times) {
        const auto begin = std::clock();
        work();
        time = ms_since(begin);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const auto people = make_people(argc > 1 ? std::atoi(argv[1]) : 100'000);
    search::PeopleIndex index;
    const auto begin = std::clock();
    for (const Person& person : people)
        index.put(person);
    const double built_ms = ms_since(begin);
    fmt::print("index of {} people: {:.0f} ms of CPU, {:.1f} us each\n\n", people.size(), built_ms,
               built_ms * 1000 / static_cast<double>(people.size()));
    fmt::print("{:<22}{:>9}{:>12}{:>16}{:>8}\n", "typed", "found", "search, ms", "plain scan, ms", "ratio");
    double worst_ms = 0;
    for (const std::string query : {"", "た", "たか", "たかは", "t", "ta", "tak", "takah", "takahashi", "n", "a", "aki",
                                    "高", "高橋", "tanaka k", "たなか かず", "zzz"}) {
        std::size_t found = 0;
        const double search_ms = median_ms([&] { found = index.find(query, 8).count; });
        std::size_t seen = 0;
        const double scan_ms = median_ms([&] { seen += plain_scan(people, query); });
        if (seen > people.size() * 100) std::_Exit(1);
        worst_ms = std::max(worst_ms, search_ms);
        fmt::print("{:<22}{:>9}{:>12.2f}{:>16.2f}{:>8.2f}\n", "'" + query + "'", found, search_ms, scan_ms,
                   search_ms / scan_ms);
    }
    fmt::print("\nworst key: {:.2f} ms; a frame at 60 a second lasts 16.7\n", worst_ms);
}
