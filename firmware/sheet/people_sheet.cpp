#include "sheet/people_sheet.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/time_text.h"

namespace sheet {
namespace {

struct Words {
    std::string_view sheet;
    std::array<std::string_view, 2> event;
    std::array<std::string_view, 11> person;
    std::string_view yes;
    std::string_view unknown_card;
    std::string_view before_unsure;
    std::string_view after_unsure;
};

constexpr Words japanese{"来た人・来なかった人",
                         {"イベント", "日付"},
                         {"番号", "名前", "よみ", "ニックネーム", "来た", "来た時刻", "はじめて", "名簿", "受付番号",
                          "connpass ユーザー名", "受付"},
                         "○",
                         "（未登録のカード）",
                         "",
                         "ごろ"};
constexpr Words english{"Who came",
                        {"Event", "Day"},
                        {"No.", "Name", "Reading", "Nickname", "Came", "Time", "First time", "On the list", "Ticket",
                         "connpass user name", "Kiosk"},
                        "yes",
                        "(unknown card)",
                        "about ",
                        ""};

ReadCell time_cell(const Words& words, const PersonAtEvent& person, const OffsetAt& offset_at) {
    if (!person.came) return std::string();
    const std::chrono::minutes offset = offset_at(*person.came);
    if (person.sure) return LocalTime{*person.came + offset};
    const std::string hours = base::format_rfc3339(*person.came, offset).substr(11, 5);
    return std::string(words.before_unsure) + hours + std::string(words.after_unsure);
}

ReadRow row_of(const Words& words, std::int64_t number, const PersonAtEvent& p, const OffsetAt& offset_at) {
    const auto mark = [&](bool is) { return std::string(is ? words.yes : std::string_view()); };
    const bool is_card = p.person.id.empty();
    return {number,
            is_card ? std::string(words.unknown_card) : p.person.name,
            p.person.reading,
            p.person.nickname,
            mark(p.came.has_value()),
            time_cell(words, p, offset_at),
            mark(p.first && p.came && !is_card),
            mark(p.listed),
            p.ticket,
            p.user,
            p.device};
}

std::int64_t number_of(const std::string& ticket) {
    std::int64_t number = std::numeric_limits<std::int64_t>::max();
    std::from_chars(ticket.data(), ticket.data() + ticket.size(), number);
    return number;
}

}  // namespace

ReadSheet people_sheet(std::string_view lang, bool one_event, OffsetAt offset_at, EachPerson each) {
    const Words& words = lang.empty() || lang == "ja" ? japanese : english;
    ReadSheet sheet;
    sheet.name = words.sheet;
    if (!one_event) sheet.header.assign(words.event.begin(), words.event.end());
    sheet.header.insert(sheet.header.end(), words.person.begin(), words.person.end());
    sheet.rows = [&words, one_event, offset_at = std::move(offset_at), each = std::move(each)](const TakeRow& take) {
        std::int64_t number = 0;
        attendance::EventId last;
        return each([&](const attendance::Event& event, const PersonAtEvent& person) {
            if (event.id != last) number = 0;
            last = event.id;
            ReadRow row = row_of(words, ++number, person, offset_at);
            if (!one_event) {
                const std::string starts = base::format_rfc3339(event.starts, offset_at(event.starts));
                row.insert(row.begin(), {event.title, starts.substr(0, 10)});
            }
            return take(row);
        });
    };
    return sheet;
}

base::Result<void> write_connpass(std::span<const PersonAtEvent> people, CsvWriter& writer) {
    std::vector<const PersonAtEvent*> listed;
    for (const PersonAtEvent& p : people)
        if (p.listed && !p.user.empty()) listed.push_back(&p);
    std::ranges::stable_sort(listed, {}, [](const PersonAtEvent* p) { return number_of(p->ticket); });
    TRY_VOID(writer.row(std::vector<std::string>{"ユーザー名", "表示名", "出欠ステータス", "受付番号"}));
    for (const PersonAtEvent* p : listed)
        TRY_VOID(writer.row(std::vector<std::string>{guard_formula(p->user), guard_formula(p->person.name),
                                                     p->came ? "出席" : "", guard_formula(p->ticket)}));
    return {};
}

}  // namespace sheet
