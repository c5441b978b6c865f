// Search keys of names. Names themselves are never changed; only keys are folded: width, case, katakana, small kana,
// combining marks, variation selectors and the usual variants of characters in family names (髙 and 高) do not matter.
// What is neither Latin, kana nor kanji (สมชาย, محمد, प्रिया) also gets keys in Latin letters.
// Sources: Unicode Standard Annex 15 (NFKC), Unicode data file DerivedNormalizationProps (NFKC_Casefold), by ICU; its
// transform Any-Latin.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace search {

// Words run together, so that a search may leave out the space between them; where each began is kept.
struct Key {
    std::string text;          // UTF-8, never with a line break
    std::uint64_t starts = 0;  // bit i: a word begins at byte i (the first 64 bytes)
    bool operator==(const Key&) const = default;
};

// The keys of one text; each is empty where there is nothing of its sort.
struct Keys {
    Key written;         // as it is written, unless that is Latin letters and digits only
    Key sound_of_kana;   // in plain romaji (romaji.h)
    Key sound_of_latin;  // the words in Latin letters, as if they were romaji; words of other scripts put into them
    Key bones;           // the consonants of words of other scripts (bones.h)
};

// Thread: an instance belongs to one thread.
class KeyMaker {
public:
    KeyMaker();
    ~KeyMaker();
    KeyMaker(const KeyMaker&) = delete;
    KeyMaker& operator=(const KeyMaker&) = delete;

    Keys keys(std::string_view text) const;

    // The text's words, folded, as they are written. Invalid UTF-8 counts as U+FFFD.
    std::vector<std::string> words(std::string_view text) const;

private:
    struct Icu;
    std::unique_ptr<Icu> m_icu;
};

// Of a folded word.
bool is_latin(std::string_view word);  // letters a to z and digits only
bool is_kana(std::string_view word);   // hiragana only

}  // namespace search
