// A seeded mutation campaign over the entries that libFuzzer uses too (tests/fuzz), for every compiler and every run.
// PETTAN_FUZZ_ROUNDS lengthens it, PETTAN_FUZZ_SEED begins it elsewhere.
#include <cstdlib>
#include <random>

#include "fuzz/tags_entries.h"
#include "testing/catch.h"

using base::Bytes;

namespace {

std::uint64_t number_from_environment(const char* name, std::uint64_t fallback) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : fallback;
}

class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : m_random(seed) {}

    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(m_random() % limit); }

    Bytes mutated(const std::vector<Bytes>& seeds) {
        Bytes input = seeds[below(seeds.size())];
        for (std::size_t i = 0, count = 1 + below(6); i < count; ++i)
            mutate_once(input, seeds[below(seeds.size())]);
        return input;
    }

private:
    void mutate_once(Bytes& input, const Bytes& other) {
        static constexpr std::uint8_t telling[] = {0, 1, 2, 3, 4, 15, 16, 17, 127, 128, 252, 253, 254, 255};
        const std::size_t at = below(input.size());
        const auto here = input.begin() + static_cast<std::ptrdiff_t>(at);
        const auto range = static_cast<std::ptrdiff_t>(below(std::min<std::size_t>(input.size() - at, 16) + 1));
        switch (below(7)) {
            case 0:
                if (!input.empty()) input[at] ^= static_cast<std::uint8_t>(1U << below(8));
                return;
            case 1:
                if (!input.empty()) input[at] = telling[below(std::size(telling))];
                return;
            case 2:
                if (!input.empty()) input[at] = static_cast<std::uint8_t>(below(256));
                return;
            case 3:
                input.erase(here, here + range);
                return;
            case 4:
                input.insert(here, telling[below(std::size(telling))]);
                return;
            case 5: {
                const Bytes again(here, here + range);
                input.insert(here, again.begin(), again.end());
                return;
            }
            case 6:
                input.resize(at);
                input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(below(other.size() + 1)),
                             other.end());
                return;
        }
    }

    std::mt19937_64 m_random;
};

void run_campaign(const std::vector<Bytes>& seeds, std::string (*entry)(base::ByteView)) {
    const std::uint64_t rounds = number_from_environment("PETTAN_FUZZ_ROUNDS", 20'000);
    const std::uint64_t seed = number_from_environment("PETTAN_FUZZ_SEED", 20'260'721);
    INFO("PETTAN_FUZZ_SEED=" << seed);
    for (const Bytes& input : seeds)
        REQUIRE(entry(input).empty());
    Mutator mutator(seed);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        const Bytes input = mutator.mutated(seeds);
        if (const auto rule = entry(input); !rule.empty())
            FAIL("round " << round << ": " << rule << ", input " << base::to_hex(input));
    }
}

}  // namespace

TEST_CASE("mutated NDEF messages break no rule") {
    run_campaign(fuzz::ndef_seeds(), fuzz::try_ndef);
}

TEST_CASE("mutated answers of tags break no rule") {
    run_campaign(fuzz::tag_memory_seeds(), fuzz::try_tag_memory);
}

TEST_CASE("the rules can be broken") {
    tags::NdefReading reading;
    CHECK_FALSE(fuzz::broken_rule(reading).empty());
    reading.status = tags::NdefStatus::ok;
    CHECK_FALSE(fuzz::broken_rule(reading).empty());
    reading.records.emplace_back();
    CHECK(fuzz::broken_rule(reading).empty());
    reading.records[0].text = "\xFF";
    CHECK_FALSE(fuzz::broken_rule(reading).empty());
}
