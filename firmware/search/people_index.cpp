#include "search/people_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "search/bones.h"
#include "search/keys.h"
#include "search/romaji.h"

namespace search {
namespace {

using Slot = std::uint32_t;
constexpr Slot no_slot = std::numeric_limits<Slot>::max();

// How well a word fits a person; smaller is better.
using Fit = std::uint8_t;
constexpr Fit whole = 0, beginning = 1, word_beginning = 2, inside = 3, none = 255;

struct KeyPlace {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
    std::uint64_t starts = 0;
    Slot person = 0;
};

// How well a word fits whom it fits, of all people. Emptied at the cost of those it held.
class Fits {
public:
    void grow(std::size_t people) { m_of.resize(people, none); }
    Fit of(Slot person) const { return m_of[person]; }
    void improve(Slot person, Fit fit) {
        Fit& known = m_of[person];
        if (fit >= known) return;
        if (known == none) m_met.push_back(person);
        known = fit;
    }
    const std::vector<Slot>& met() const { return m_met; }
    void clear() {
        for (const Slot person : m_met)
            m_of[person] = none;
        m_met.clear();
    }

private:
    std::vector<Fit> m_of;
    std::vector<Slot> m_met;
};

// A key's text, cut into what a pattern is looked up by: each two characters that stand side by side, each character
// where a word begins, and each that is not Latin wherever it stands.
using Gram = std::uint64_t;

Gram pair_of(std::uint32_t before, std::uint32_t character) {
    return Gram{before} << 32U | character;
}
Gram beginning_with(std::uint32_t character) {
    return character;
}
Gram anywhere(std::uint32_t character) {
    return pair_of(1, character);  // U+0001 is in no key
}
bool is_one_letter(std::string_view pattern) {
    return pattern.size() == 1;
}

// Calls visit(before, character, at) for each character of UTF-8; `before` of the first is 0.
template <typename Visit>
void for_each_character(std::string_view text, Visit visit) {
    std::uint32_t before = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        std::uint32_t character = 0;
        do
            character = character << 8U | static_cast<unsigned char>(text[at++]);
        while (at < text.size() && !base::begins_character(text[at]));
        visit(before, character, begin);
        before = character;
    }
}

// Keys one after the other, and which of them have a gram.
class Shelf {
public:
    void add(const Key& key, Slot person) {
        if (key.text.empty()) return;
        const auto place = static_cast<std::uint32_t>(m_places.size());
        m_places.push_back({static_cast<std::uint32_t>(m_text.size()), static_cast<std::uint32_t>(key.text.size()),
                            key.starts, person});
        m_text += key.text;
        const auto note = [&](Gram gram) {
            auto& places = m_places_of[gram];
            if (places.empty() || places.back() != place) places.push_back(place);
        };
        for_each_character(key.text, [&](std::uint32_t before, std::uint32_t character, std::size_t at) {
            if (before != 0) note(pair_of(before, character));
            if (at == 0 || (at < 64 && (key.starts >> at & 1U) != 0)) note(beginning_with(character));
            if (character >= 0x80) note(anywhere(character));
        });
    }

    // Betters the fits of those whose keys hold the pattern. A Latin letter alone is not looked for inside of words.
    void match(std::string_view pattern, bool also_inside, Fits& fits) const {
        if (pattern.empty()) return;
        also_inside = also_inside && !is_one_letter(pattern);
        for (const std::uint32_t at : places_that_may_hold(pattern, also_inside)) {
            const Slot person = m_places[at].person;
            if (fits.of(person) > whole) fits.improve(person, fit_of(m_places[at], pattern, also_inside));
        }
    }

    // Only the keys of people whom `moved` gives a slot.
    void keep(const std::vector<Slot>& moved) {
        Shelf kept;
        for (const KeyPlace& place : m_places)
            if (moved[place.person] != no_slot)
                kept.add({std::string(text_of(place)), place.starts}, moved[place.person]);
        *this = std::move(kept);
    }

private:
    std::string_view text_of(const KeyPlace& place) const {
        return std::string_view(m_text).substr(place.begin, place.length);
    }

    // Those of the pattern's rarest pair, or of its only character.
    std::span<const std::uint32_t> places_that_may_hold(std::string_view pattern, bool also_inside) const {
        const bool is_one_character = base::count_characters(pattern) == 1;
        std::optional<std::span<const std::uint32_t>> rarest;
        for_each_character(pattern, [&](std::uint32_t before, std::uint32_t character, std::size_t) {
            if (before == 0 && !is_one_character) return;
            const Gram gram = !is_one_character ? pair_of(before, character)
                              : also_inside     ? anywhere(character)
                                                : beginning_with(character);
            const auto found = m_places_of.find(gram);
            const std::span<const std::uint32_t> places =
                found == m_places_of.end() ? std::span<const std::uint32_t>() : found->second;
            if (!rarest || places.size() < rarest->size()) rarest = places;
        });
        return *rarest;
    }

    Fit fit_of(const KeyPlace& place, std::string_view pattern, bool also_inside) const {
        const std::string_view text = text_of(place);
        if (text.starts_with(pattern)) return text.size() == pattern.size() ? whole : beginning;
        for (std::uint64_t starts = place.starts; starts != 0; starts &= starts - 1)
            if (text.substr(static_cast<std::size_t>(std::countr_zero(starts))).starts_with(pattern))
                return word_beginning;
        return also_inside && text.find(pattern) != std::string_view::npos ? inside : none;
    }

    std::string m_text;
    std::vector<KeyPlace> m_places;
    std::unordered_map<Gram, std::vector<std::uint32_t>> m_places_of;  // ascending
};

}  // namespace

class PeopleIndex::Impl {
public:
    void put(const attendance::Person& person) {
        remove(person.id);
        if (person.erased) return;
        const auto slot = static_cast<Slot>(m_people.size());
        const std::array texts{std::string_view(person.reading), std::string_view(person.name),
                               std::string_view(person.nickname)};
        Entry entry{person.id, {}};
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (texts[i].empty() || std::find(texts.begin(), texts.begin() + i, texts[i]) != texts.begin() + i)
                continue;
            const Keys keys = m_keys.keys(texts[i]);
            m_written.add(keys.written, slot);
            m_kana.add(keys.sound_of_kana, slot);
            m_latin.add(keys.sound_of_latin, slot);
            m_bones.add(keys.bones, slot);
            if (entry.order.empty())
                entry.order = keys.written.text.empty() ? keys.sound_of_latin.text : keys.written.text;
        }
        m_heads.push_back(head_of(entry.order));
        m_living.push_back(true);
        m_ranks.push_back(between);
        m_slots.emplace(person.id, slot);
        m_people.push_back(std::move(entry));
        m_fits.grow(m_people.size());
        m_in_order.insert(slot);
    }

    void remove(const attendance::PersonId& id) {
        const auto at = m_slots.find(id);
        if (at == m_slots.end()) return;
        m_in_order.erase(at->second);
        m_living[at->second] = false;
        m_slots.erase(at);
        if (m_people.size() > 1000 && m_slots.size() < m_people.size() / 2) drop_the_dead();
    }

    std::size_t size() const { return m_slots.size(); }

    Found find(std::string_view query, std::size_t limit, const Precedence& precedence) {
        const std::vector<std::string> words = m_keys.words(query);
        if (words.empty()) return first_of_all(limit, precedence);
        std::vector<Candidate> candidates;
        for (std::size_t i = 0; i < words.size(); ++i) {
            m_fits.clear();
            match(words[i]);
            if (i == 0) {
                candidates.reserve(m_fits.met().size());
                for (const Slot slot : m_fits.met())
                    if (m_living[slot]) candidates.push_back({slot, m_fits.of(slot)});
            } else {
                std::erase_if(candidates, [&](const Candidate& one) { return m_fits.of(one.slot) == none; });
                for (Candidate& one : candidates)
                    one.fit += m_fits.of(one.slot);
            }
        }
        m_fits.clear();
        return best_of(candidates, limit, precedence);
    }

private:
    struct Entry {
        attendance::PersonId id;
        std::string order;  // the first text's key: people of one fit stand in this order
    };
    struct Candidate {
        Slot slot = 0;
        std::uint32_t fit = 0;  // of all words together
    };

    static std::uint64_t head_of(std::string_view text) {
        std::uint64_t head = 0;
        for (std::size_t i = 0; i < sizeof head; ++i)
            head = head << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
        return head;
    }

    void match(const std::string& word) {
        const bool latin = is_latin(word), kana = is_kana(word);
        const bool also_inside = base::count_characters(word) >= 2 || (!latin && !kana);  // one kanji says enough
        if (latin) {
            for (const std::string& pattern : plain_romaji_beginnings(word)) {
                m_kana.match(pattern, also_inside, m_fits);
                m_latin.match(pattern, also_inside, m_fits);
            }
            m_bones.match(bones_beginning(word), false, m_fits);
            return;
        }
        m_written.match(word, also_inside, m_fits);
        if (kana) m_latin.match(m_keys.keys(word).sound_of_kana.text, also_inside, m_fits);
    }

    // Whoever `precedence` does not name stands between those whom it does.
    using Rank = std::uint8_t;
    static constexpr Rank first = 0, between = 1, last = 2;

    // While it is there, m_ranks say what `precedence` says.
    class Ranked {
    public:
        Ranked(Impl& index, const Precedence& precedence) : m_index(index) {
            note(precedence.first, first);
            note(precedence.last, last);
        }
        ~Ranked() {
            for (const Slot slot : m_named)
                m_index.m_ranks[slot] = between;
        }
        Ranked(const Ranked&) = delete;
        Ranked& operator=(const Ranked&) = delete;

        std::vector<Slot> in_order(Rank rank) const {
            std::vector<Slot> slots;
            for (const Slot slot : m_named)
                if (m_index.m_ranks[slot] == rank) slots.push_back(slot);
            std::ranges::sort(slots, [&](Slot a, Slot b) { return m_index.stands_before(a, b); });
            return slots;
        }

    private:
        void note(std::span<const attendance::PersonId> people, Rank rank) {
            for (const attendance::PersonId& id : people) {
                const auto at = m_index.m_slots.find(id);
                if (at == m_index.m_slots.end()) continue;
                if (m_index.m_ranks[at->second] == between) m_named.push_back(at->second);
                m_index.m_ranks[at->second] = rank;
            }
        }
        Impl& m_index;
        std::vector<Slot> m_named;
    };

    Found first_of_all(std::size_t limit, const Precedence& precedence) {
        const Ranked ranked(*this, precedence);
        Found found;
        found.count = m_in_order.size();
        const auto take = [&](Slot slot) { found.best.push_back(m_people[slot].id); };
        for (const Slot slot : ranked.in_order(first) | std::views::take(limit))
            take(slot);
        for (auto at = m_in_order.begin(); at != m_in_order.end() && found.best.size() < limit; ++at)
            if (m_ranks[*at] == between) take(*at);
        for (const Slot slot : ranked.in_order(last) | std::views::take(limit - found.best.size()))
            take(slot);
        return found;
    }

    Found best_of(std::vector<Candidate>& candidates, std::size_t limit, const Precedence& precedence) {
        const Ranked ranked(*this, precedence);
        Found found;
        found.count = candidates.size();
        constexpr std::uint32_t worse_than_any_fit = 1U << 24U;
        for (Candidate& one : candidates)
            one.fit += worse_than_any_fit * m_ranks[one.slot];
        const auto better = [&](const Candidate& a, const Candidate& b) {
            return a.fit != b.fit ? a.fit < b.fit : stands_before(a.slot, b.slot);
        };
        const auto kept = std::min(limit, candidates.size());
        std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end(),
                          better);
        for (const Candidate& one : std::span(candidates).first(kept))
            found.best.push_back(m_people[one.slot].id);
        return found;
    }

    bool stands_before(Slot a, Slot b) const {
        if (m_heads[a] != m_heads[b]) return m_heads[a] < m_heads[b];
        const Entry &one = m_people[a], &other = m_people[b];
        if (const int order = one.order.compare(other.order); order != 0) return order < 0;
        return one.id < other.id;
    }

    void drop_the_dead() {
        m_in_order.clear();
        std::vector<Slot> moved(m_people.size(), no_slot);
        std::vector<Entry> living;
        for (std::size_t slot = 0; slot < m_people.size(); ++slot) {
            if (!m_living[slot]) continue;
            moved[slot] = static_cast<Slot>(living.size());
            m_slots[m_people[slot].id] = moved[slot];
            m_heads[moved[slot]] = m_heads[slot];
            living.push_back(std::move(m_people[slot]));
        }
        m_people = std::move(living);
        m_heads.resize(m_people.size());
        m_living.assign(m_people.size(), true);
        m_ranks.assign(m_people.size(), between);
        for (Slot slot = 0; slot < m_people.size(); ++slot)
            m_in_order.insert(slot);
        m_written.keep(moved);
        m_kana.keep(moved);
        m_latin.keep(moved);
        m_bones.keep(moved);
    }

    KeyMaker m_keys;
    Shelf m_written, m_kana, m_latin;    // as written; sounds of kana and of Latin letters
    Shelf m_bones;                       // consonants of other scripts
    std::vector<Entry> m_people;         // by slot, as what follows; with those who were removed
    std::vector<std::uint64_t> m_heads;  // the first bytes of an entry's order, as a number of the same order
    std::vector<bool> m_living;
    std::vector<Rank> m_ranks;  // `between` but for the time of a search
    Fits m_fits;                // of the word that is looked for; empty between searches
    struct InOrder {
        const Impl* index;
        bool operator()(Slot a, Slot b) const { return index->stands_before(a, b); }
    };
    std::set<Slot, InOrder> m_in_order{InOrder{this}};  // who is found, as an empty query shows them
    std::unordered_map<attendance::PersonId, Slot> m_slots;
};

PeopleIndex::PeopleIndex() : m_impl(std::make_unique<Impl>()) {}
PeopleIndex::~PeopleIndex() = default;
PeopleIndex::PeopleIndex(PeopleIndex&&) noexcept = default;
PeopleIndex& PeopleIndex::operator=(PeopleIndex&&) noexcept = default;

void PeopleIndex::put(const attendance::Person& person) {
    m_impl->put(person);
}
void PeopleIndex::remove(const attendance::PersonId& id) {
    m_impl->remove(id);
}
std::size_t PeopleIndex::size() const {
    return m_impl->size();
}
Found PeopleIndex::find(std::string_view query, std::size_t limit, const Precedence& precedence) const {
    return m_impl->find(query, limit, precedence);
}

}  // namespace search
