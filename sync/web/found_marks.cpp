#include "web/found_marks.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "search/keys.h"
#include "search/romaji.h"

namespace web {
namespace {

using attendance::Person;

// A KeyMaker belongs to one thread, and is expensive to construct.
const search::KeyMaker& keys() {
    static thread_local const search::KeyMaker maker;
    return maker;
}

// A word of the query as the keys of readings are compared with it.
struct Wanted {
    std::vector<std::string> patterns;
    bool by_sound = false;  // romaji
};

std::string key_of(std::string_view text, const Wanted& wanted) {
    const search::Keys made = keys().keys(text);
    return wanted.by_sound ? made.sound_of_kana.text : made.written.text;
}

bool covers(std::string_view text, const Wanted& wanted) {
    const std::string key = key_of(text, wanted);
    return std::ranges::any_of(wanted.patterns, [&](const std::string& p) { return key.starts_with(p); });
}

// Where characters begin, and the end.
std::vector<std::size_t> characters(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (base::begins_character(text[i])) starts.push_back(i);
    starts.push_back(text.size());
    return starts;
}

bool begins_word(std::string_view text, std::size_t at) {
    return at == 0 || text[at - 1] == ' ' || text.substr(0, at).ends_with("　");
}

std::optional<MarkedPart> first_place(std::string_view text, const Wanted& wanted) {
    const auto starts = characters(text);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        if (text.substr(starts[i]).starts_with("　") || text[starts[i]] == ' ') continue;
        const bool better = !found || (begins_word(text, starts[i]) && !begins_word(text, *found));
        if (better && covers(text.substr(starts[i]), wanted)) found = starts[i];
    }
    if (!found) return std::nullopt;
    for (const std::size_t end : starts)
        if (end > *found && covers(text.substr(*found, end - *found), wanted)) return MarkedPart{*found, end};
    return std::nullopt;
}

std::string family_of(const std::string& text) {
    return text.substr(0, std::min(text.find(' '), text.find("　")));
}

}  // namespace

std::vector<MarkedPart> parts_found(std::string_view reading, std::string_view query) {
    std::vector<MarkedPart> parts;
    for (const std::string& word : keys().words(query)) {
        Wanted wanted;
        wanted.by_sound = search::is_latin(word);
        if (wanted.by_sound)
            wanted.patterns = search::plain_romaji_beginnings(word);
        else
            wanted.patterns = {keys().keys(word).written.text};
        std::erase(wanted.patterns, "");
        if (const auto part = first_place(reading, wanted)) parts.push_back(*part);
    }
    std::ranges::sort(parts, {}, &MarkedPart::begin);
    std::vector<MarkedPart> apart;
    for (const MarkedPart& part : parts) {
        if (!apart.empty() && part.begin < apart.back().end)
            apart.back().end = std::max(apart.back().end, part.end);
        else
            apart.push_back(part);
    }
    return apart;
}

std::vector<std::pair<const Person*, const Person*>> pairs_alike(std::span<const Person* const> people,
                                                                 std::size_t max) {
    std::vector<std::pair<const Person*, const Person*>> look;
    std::vector<std::pair<const Person*, const Person*>> sound;
    std::vector<std::string> folded;
    for (const Person* person : people)
        folded.push_back(keys().keys(family_of(person->name)).written.text);
    for (std::size_t i = 0; i < people.size(); ++i) {
        for (std::size_t k = i + 1; k < people.size() && look.size() < max; ++k) {
            const Person& a = *people[i];
            const Person& b = *people[k];
            if (a.name == b.name || a.name.empty() || b.name.empty()) continue;
            const std::string reading = family_of(a.reading);
            if (!folded[i].empty() && folded[i] == folded[k] && family_of(a.name) != family_of(b.name))
                look.emplace_back(&a, &b);
            else if (sound.size() < max && !reading.empty() && reading == family_of(b.reading) &&
                     family_of(a.name) != family_of(b.name))
                sound.emplace_back(&a, &b);
        }
    }
    look.insert(look.end(), sound.begin(), sound.end());
    if (look.size() > max) look.resize(max);
    return look;
}

}  // namespace web
