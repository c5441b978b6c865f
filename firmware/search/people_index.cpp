#include "search/people_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
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

// A bit for each character and for each two that stand side by side: a key that lacks one of a pattern's bits does not
// hold the pattern. So most keys are passed over without a look at their text.
std::uint64_t mask_of(std::string_view text) {
    std::uint64_t mask = 0;
    std::uint64_t before = 0, character = 0;
    const auto set = [&](std::uint64_t value) { mask |= std::uint64_t{1} << ((value * 0x9E3779B97F4A7C15U) >> 58U); };
    const auto end_character = [&] {
        if (character == 0) return;
        set(character);
        if (before != 0) set(before << 32U ^ character);
        before = std::exchange(character, 0);
    };
    for (const char c : text) {
        if (base::begins_character(c)) end_character();
        character = character << 8U | static_cast<unsigned char>(c);
    }
    end_character();
    return mask;
}

// Keys one after the other.
class Shelf {
public:
    void add(const Key& key, Slot person) {
        if (key.text.empty()) return;
        m_places.push_back({static_cast<std::uint32_t>(m_text.size()), static_cast<std::uint32_t>(key.text.size()),
                            key.starts, person});
        m_masks.push_back(mask_of(key.text));
        m_text += key.text;
    }

    // Betters the fits of those whose keys hold the pattern.
    void match(std::string_view pattern, bool also_inside, std::vector<Fit>& fits) const {
        if (pattern.empty()) return;
        const std::uint64_t wanted = mask_of(pattern);
        for (std::size_t i = 0; i < m_masks.size(); ++i) {
            if ((m_masks[i] & wanted) != wanted) continue;
            Fit& fit = fits[m_places[i].person];
            if (fit > whole) fit = std::min(fit, fit_of(m_places[i], pattern, also_inside));
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
    std::vector<std::uint64_t> m_masks;  // by place
};

}  // namespace

class PeopleIndex::Impl {
public:
    void put(const attendance::Person& person) {
        remove(person.id);
        if (person.erased) return;
        const auto slot = static_cast<Slot>(m_people.size());
        m_slots.emplace(person.id, slot);
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
        m_people.push_back(std::move(entry));
        m_base.push_back(0);
    }

    void remove(const attendance::PersonId& id) {
        const auto at = m_slots.find(id);
        if (at == m_slots.end()) return;
        m_base[at->second] = unfit;
        m_slots.erase(at);
        if (m_people.size() > 1000 && m_slots.size() < m_people.size() / 2) drop_the_dead();
    }

    std::size_t size() const { return m_slots.size(); }

    Found find(std::string_view query, std::size_t limit) const {
        std::vector<std::uint16_t> sums = m_base;
        std::vector<Fit> fits;
        for (const std::string& word : m_keys.words(query)) {
            fits.assign(m_people.size(), none);
            match(word, fits);
            for (std::size_t slot = 0; slot < sums.size(); ++slot)
                sums[slot] = fits[slot] == none || sums[slot] == unfit
                                 ? unfit
                                 : static_cast<std::uint16_t>(sums[slot] + fits[slot]);
        }
        return best_of(sums, limit);
    }

private:
    static constexpr std::uint16_t unfit = std::numeric_limits<std::uint16_t>::max();

    struct Entry {
        attendance::PersonId id;
        std::string order;  // the first text's key: people of one fit stand in this order
    };

    void match(const std::string& word, std::vector<Fit>& fits) const {
        const bool latin = is_latin(word), kana = is_kana(word);
        const bool also_inside = base::count_characters(word) >= 2 || (!latin && !kana);  // one kanji says enough
        if (latin) {
            for (const std::string& pattern : plain_romaji_beginnings(word)) {
                m_kana.match(pattern, also_inside, fits);
                m_latin.match(pattern, also_inside, fits);
            }
            m_bones.match(bones_beginning(word), false, fits);
            return;
        }
        m_written.match(word, also_inside, fits);
        if (kana) m_latin.match(m_keys.keys(word).sound_of_kana.text, also_inside, fits);
    }

    Found best_of(const std::vector<std::uint16_t>& sums, std::size_t limit) const {
        std::vector<Slot> fitting;
        for (std::size_t slot = 0; slot < sums.size(); ++slot)
            if (sums[slot] != unfit) fitting.push_back(static_cast<Slot>(slot));
        const auto better = [&](Slot a, Slot b) {
            if (sums[a] != sums[b]) return sums[a] < sums[b];
            if (const int order = m_people[a].order.compare(m_people[b].order); order != 0) return order < 0;
            return m_people[a].id < m_people[b].id;
        };
        const auto kept = std::min(limit, fitting.size());
        std::partial_sort(fitting.begin(), fitting.begin() + static_cast<std::ptrdiff_t>(kept), fitting.end(), better);
        Found found;
        found.count = fitting.size();
        for (std::size_t i = 0; i < kept; ++i)
            found.best.push_back(m_people[fitting[i]].id);
        return found;
    }

    void drop_the_dead() {
        std::vector<Slot> moved(m_people.size(), no_slot);
        std::vector<Entry> living;
        for (std::size_t slot = 0; slot < m_people.size(); ++slot) {
            if (m_base[slot] == unfit) continue;
            moved[slot] = static_cast<Slot>(living.size());
            m_slots[m_people[slot].id] = moved[slot];
            living.push_back(std::move(m_people[slot]));
        }
        m_people = std::move(living);
        m_base.assign(m_people.size(), 0);
        m_written.keep(moved);
        m_kana.keep(moved);
        m_latin.keep(moved);
        m_bones.keep(moved);
    }

    KeyMaker m_keys;
    Shelf m_written, m_kana, m_latin;   // as written; sounds of kana and of Latin letters
    Shelf m_bones;                      // consonants of other scripts
    std::vector<Entry> m_people;        // by slot
    std::vector<std::uint16_t> m_base;  // by slot: 0, or unfit for who was removed
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
Found PeopleIndex::find(std::string_view query, std::size_t limit) const {
    return m_impl->find(query, limit);
}

}  // namespace search
