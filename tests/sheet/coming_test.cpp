#include "sheet/coming.h"

#include "testing/catch.h"

using namespace sheet;

TEST_CASE("who comes is known by words of Japanese and English services") {
    for (const char* word :
         {"", "参加", "出席", "参加予定", "支払済", "支払い済み", "申込済み", "当選", "承認済み", "approved",
          "Attending", "going", "Confirmed", "checked in", "Yes", "はい", "○", "参加（懇親会も）", "PAID"})
        CHECK((std::string(word), coming_of(word)) == Coming::yes);
}

TEST_CASE("who does not come is known by what the word contains") {
    for (const char* word : {"キャンセル", "参加キャンセル", "キャンセル済み", "ｷｬﾝｾﾙ",  "取消",      "取り消し",
                             "辞退",       "欠席",           "不参加",         "落選",   "返金済み",  "払い戻し済",
                             "退会",       "参加しません",   "参加できません", "cancel", "Cancelled", "CANCELED",
                             "declined",   "Not Attending",  "not going",      "no",     "NO",        "Refunded",
                             "deleted",    "withdrawn",      "rejected",       "×",      "いいえ"})
        CHECK((std::string(word), coming_of(word)) == Coming::no);
}

TEST_CASE("who waits is told apart from both") {
    for (const char* word : {"補欠", "キャンセル待ち", "抽選待ち", "承認待ち", "waitlist", "Waitlisted", "pending",
                             "pending_approval", "waiting list", "繰り上げ待ち", "保留"})
        CHECK((std::string(word), coming_of(word)) == Coming::waiting);
}

TEST_CASE("a word that leaves it open is asked about") {
    for (const char* word : {"コンビニ/ATM支払い待ち", "支払い待ち", "入金待ち", "未払い", "unpaid", "Payment pending",
                             "maybe", "検討中", "未定", "invited", "unconfirmed", "not confirmed", "未確定",
                             "参加費未払い", "キャンセルなし", "not cancelled", "partially refunded", "招待", "12"})
        CHECK((std::string(word), coming_of(word)) == Coming::unknown);
}
