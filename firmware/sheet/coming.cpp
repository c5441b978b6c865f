#include "sheet/coming.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "sheet/fold.h"

namespace sheet {
namespace {

using Words = std::span<const std::string_view>;

// Looked for inside the folded text: hiragana, lower case, no spaces.
constexpr auto money =
    std::to_array<std::string_view>({"支払", "入金", "決済", "振込", "未納", "未収", "payment", "invoice", "unpaid"});
constexpr auto open =
    std::to_array<std::string_view>({"待", "まち", "未", "前", "中", "pending", "await", "unpaid", "due"});
constexpr auto waiting_to_cancel = std::to_array<std::string_view>(
    {"きゃんせる待", "きゃんせるまち", "waitlist", "waitinglist", "onhold", "繰り上げ待"});
constexpr auto waiting =
    std::to_array<std::string_view>({"補欠", "空き待", "空席待", "繰上", "繰り上げ", "順番待", "抽選待", "抽選中",
                                     "承認待", "審査中", "保留", "待機", "仮申込", "仮登録", "waiting", "pending"});
constexpr auto no = std::to_array<std::string_view>(
    {"きゃんせる",   "取消",       "取り消",   "取りけし",   "辞退",         "欠席",       "不参加",     "不出席",
     "参加しない",   "参加しませ", "参加不可", "参加できな", "参加できませ", "出席しない", "出席しませ", "出席できな",
     "出席できませ", "落選",       "抽選漏れ", "抽選もれ",   "返金",         "払戻",       "払い戻",     "退会",
     "削除",         "却下",       "拒否",     "無効",       "cancel",       "declin",     "notattend",  "notgoing",
     "refund",       "delet",      "withdr",   "reject",     "denied",       "noshow"});
constexpr auto yes = std::to_array<std::string_view>(
    {"参加",       "出席",     "来場",         "入場済",   "確定",     "当選",   "申込済",   "申込み済",
     "申し込み済", "申込完了", "申し込み完了", "登録済",   "登録完了", "支払済", "支払い済", "支払完了",
     "支払い完了", "入金済",   "決済済",       "決済完了", "承認済",   "有効"});
constexpr auto turned = std::to_array<std::string_view>({"ない", "なし", "ませ", "未", "不"});
// Said the other way round, or of a part only.
constexpr auto not_no = std::to_array<std::string_view>(
    {"きゃんせるなし", "きゃんせるしな", "きゃんせる不可", "notcancel", "noncancel", "partial", "一部"});

// Whole texts.
constexpr auto exactly_yes = std::to_array<std::string_view>({"はい", "来る", "行く", "○", "◯", "〇", "承認"});
constexpr auto exactly_no =
    std::to_array<std::string_view>({"いいえ", "欠", "否", "来ない", "行かない", "×", "✕", "x", "n"});

// Whole words of English.
constexpr auto yes_words = std::to_array<std::string_view>({"yes", "approved", "attending", "going", "confirmed",
                                                            "registered", "paid", "accepted", "completed", "complete",
                                                            "attended", "checked", "active", "valid", "joined", "y"});
constexpr auto no_words = std::to_array<std::string_view>({"no", "void", "expired", "removed"});
constexpr auto not_words = std::to_array<std::string_view>({"not", "non", "partially", "partial", "never"});

bool holds_one(std::string_view text, Words words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}
bool is_one(std::string_view text, Words words) {
    return std::ranges::find(words, text) != words.end();
}

std::vector<std::string> english_words(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (lower >= 'a' && lower <= 'z')
            words.back() += lower;
        else if (!words.back().empty())
            words.emplace_back();
    }
    return words;
}

}  // namespace

Coming coming_of(std::string_view status) {
    std::string text = fold(status);
    std::erase_if(text, [](char c) { return c == '_' || c == '-' || c == '.' || c == '!'; });
    if (text.empty() || is_one(text, exactly_yes)) return Coming::yes;
    if (is_one(text, exactly_no)) return Coming::no;
    if (holds_one(text, not_no)) return Coming::unknown;
    if (holds_one(text, waiting_to_cancel)) return Coming::waiting;
    if (holds_one(text, no)) return Coming::no;
    // Money that is still to come says nothing of the person.
    if (holds_one(text, money) && holds_one(text, open)) return Coming::unknown;
    if (holds_one(text, waiting)) return Coming::waiting;
    const auto words = english_words(status);
    const auto one_of = [&](Words known) {
        return std::ranges::any_of(words, [&](const std::string& word) { return is_one(word, known); });
    };
    if (one_of(no_words)) return Coming::no;
    const bool said_yes = holds_one(text, yes) || one_of(yes_words);
    return said_yes && !holds_one(text, turned) && !one_of(not_words) ? Coming::yes : Coming::unknown;
}

}  // namespace sheet
