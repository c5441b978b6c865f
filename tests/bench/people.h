// People as a Japanese community has them: names, nicknames and readings that repeat as names do.
#pragma once

#include <fmt/core.h>

#include <array>
#include <random>
#include <string>
#include <utility>

#include "attendance/person.h"

namespace testing {

inline attendance::Person generated_person(std::mt19937& random, std::string id) {
    struct Part {
        const char *kanji, *kana;
    };
    static constexpr std::array<Part, 12> family{{{"佐藤", "さとう"},
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
    static constexpr std::array<const char*, 20> syllables{"あき", "かず", "さ",   "た", "なお", "ひろ", "まさ",
                                                           "や",   "ゆう", "り",   "こ", "み",   "と",   "し",
                                                           "けん", "じ",   "ろう", "か", "え",   "よし"};
    const Part& first = family[random() % family.size()];
    std::string given;
    for (auto n = 1 + random() % 3; n > 0; --n)
        given += syllables[random() % syllables.size()];
    return {{std::move(id)},
            1,
            fmt::format("{} {}", first.kanji, given),
            given,
            fmt::format("{} {}", first.kana, given),
            "ja",
            false};
}

}  // namespace testing
