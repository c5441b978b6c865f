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

#include "people.h"
#include "search/people_index.h"

namespace {

using attendance::Person;

// Of CPU: what a busy machine does not stretch.
double ms_since(std::clock_t begin) {
    return static_cast<double>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
}

std::vector<Person> make_people(int count) {
    std::mt19937 random(1);
    std::vector<Person> people;
    for (int i = 0; i < count; ++i)
        people.push_back(testing::generated_person(random, fmt::format("{:020}", i)));
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
