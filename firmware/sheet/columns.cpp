#include "sheet/columns.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "sheet/fold.h"
#include "sheet/services.h"

namespace sheet {
namespace {

// A title and what stands in its brackets: "氏名", "漢字" of "氏名（漢字）".
struct Parted {
    std::string before;
    std::string within;
};
Parted part_brackets(std::string_view title) {
    Parted parts;
    int depth = 0;
    while (!title.empty()) {
        const bool wide = title.starts_with("（") || title.starts_with("）");
        const std::string_view letter = title.substr(0, wide ? 3 : 1);
        const bool opens = letter == "（" || letter == "(" || letter == "[";
        const bool closes = letter == "）" || letter == ")" || letter == "]";
        if (opens) ++depth;
        if (!opens && !closes) (depth > 0 ? parts.within : parts.before) += letter;
        if (closes) depth = std::max(depth - 1, 0);
        title.remove_prefix(letter.size());
    }
    return parts;
}

// "Attendee #" counts attendees and names none.
std::string bare_title(std::string_view title) {
    std::string text(title);
    for (const std::string_view sign : {"#", "＃", "№"})
        for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign))
            text.replace(at, sign.size(), " number ");
    return bare(text);
}

const std::map<std::string_view, Field>& known_titles() {
    static const std::map<std::string_view, Field> titles{
        {"personid", Field::id},
        {"email", Field::email},
        {"mail", Field::email},
        {"emailaddress", Field::email},
        {"mailaddress", Field::email},
        {"メール", Field::email},
        {"eメール", Field::email},
        {"メアド", Field::email},
        {"メールアドレス", Field::email},
        {"電子メール", Field::email},
        {"name", Field::name},
        {"fullname", Field::name},
        {"yourname", Field::name},
        {"yourfullname", Field::name},
        {"guestname", Field::name},
        {"participantname", Field::name},
        {"attendee", Field::name},
        {"attendeename", Field::name},
        {"participant", Field::name},
        {"名前", Field::name},
        {"お名前", Field::name},
        {"氏名", Field::name},
        {"ご氏名", Field::name},
        {"参加者", Field::name},
        {"参加者名", Field::name},
        {"参加者氏名", Field::name},
        {"氏名漢字", Field::name},
        {"姓名", Field::name},
        {"姓", Field::family_name},
        {"名字", Field::family_name},
        {"苗字", Field::family_name},
        {"lastname", Field::family_name},
        {"familyname", Field::family_name},
        {"surname", Field::family_name},
        {"名", Field::given_name},
        {"firstname", Field::given_name},
        {"givenname", Field::given_name},
        {"forename", Field::given_name},
        {"フリガナ", Field::reading},
        {"ふりがな", Field::reading},
        {"よみ", Field::reading},
        {"ヨミ", Field::reading},
        {"よみがな", Field::reading},
        {"ヨミガナ", Field::reading},
        {"読み", Field::reading},
        {"読み仮名", Field::reading},
        {"読みがな", Field::reading},
        {"カナ", Field::reading},
        {"かな", Field::reading},
        {"氏名カナ", Field::reading},
        {"氏名かな", Field::reading},
        {"名前カナ", Field::reading},
        {"お名前カナ", Field::reading},
        {"reading", Field::reading},
        {"kana", Field::reading},
        {"furigana", Field::reading},
        {"セイ", Field::family_reading},
        {"せい", Field::family_reading},
        {"姓カナ", Field::family_reading},
        {"姓かな", Field::family_reading},
        {"姓フリガナ", Field::family_reading},
        {"姓ふりがな", Field::family_reading},
        {"メイ", Field::given_reading},
        {"めい", Field::given_reading},
        {"名カナ", Field::given_reading},
        {"名かな", Field::given_reading},
        {"名フリガナ", Field::given_reading},
        {"名ふりがな", Field::given_reading},
        {"nickname", Field::nickname},
        {"displayname", Field::nickname},
        {"preferredname", Field::nickname},
        {"handle", Field::nickname},
        {"ニックネーム", Field::nickname},
        {"表示名", Field::nickname},
        {"ハンドルネーム", Field::nickname},
        {"呼び名", Field::nickname},
        {"呼ばれたい名前", Field::nickname},
        {"lang", Field::lang},
        {"language", Field::lang},
        {"言語", Field::lang},
        {"carduid", Field::card_uid},
        {"カード番号", Field::card_uid},
        {"approvalstatus", Field::status},
        {"参加ステータス", Field::status},
        {"ステータス", Field::status},
        {"status", Field::status},
        {"attendeestatus", Field::status},
        {"registrationstatus", Field::status},
        {"ticketstatus", Field::status},
        {"orderstatus", Field::status},
        {"rsvp", Field::status},
        {"出欠", Field::status},
        {"ご出欠", Field::status},
        {"参加可否", Field::status},
        {"出席可否", Field::status},
        {"参加状況", Field::status},
        {"申込状況", Field::status},
        {"申込ステータス", Field::status},
        {"受付番号", Field::ticket},
        {"申込番号", Field::ticket},
        {"注文番号", Field::ticket},
        {"チケット番号", Field::ticket},
        {"チケットid", Field::ticket},
        {"ticket", Field::ticket},
        {"ticketnumber", Field::ticket},
        {"ticketid", Field::ticket},
        {"attendeenumber", Field::ticket},
        {"ordernumber", Field::ticket},
        {"orderid", Field::ticket},
    };
    return titles;
}

// Words that a longer title is known by, the first that fits. A name's stand last: フリガナ of a name is no name.
struct Containing {
    std::string_view word;
    Field field;
};
constexpr std::array containing{
    Containing{"メールアドレス", Field::email},
    Containing{"emailaddress", Field::email},
    Containing{"ふりがな", Field::reading},
    Containing{"フリガナ", Field::reading},
    Containing{"よみがな", Field::reading},
    Containing{"ヨミガナ", Field::reading},
    Containing{"読み仮名", Field::reading},
    Containing{"読みがな", Field::reading},
    Containing{"furigana", Field::reading},
    Containing{"ニックネーム", Field::nickname},
    Containing{"nickname", Field::nickname},
    Containing{"ハンドルネーム", Field::nickname},
    Containing{"呼ばれたい", Field::nickname},
    Containing{"名札", Field::nickname},
    Containing{"受付番号", Field::ticket},
    Containing{"fullname", Field::name},
    Containing{"yourname", Field::name},
    Containing{"お名前", Field::name},
    Containing{"氏名", Field::name},
    Containing{"参加者名", Field::name},
};

// A title with one of these is about somebody or something else, or asks for leave.
constexpr auto of_others = std::to_array<std::string_view>(
    {"会社",     "団体",     "組織",     "所属",       "法人",     "学校",      "大学",    "部署",
     "チーム",   "イベント", "チケット", "アカウント", "ユーザー", "購入者",    "申込者",  "注文者",
     "同伴",     "同行",     "連れ",     "紹介",       "友",       "家族",      "保護者",  "緊急",
     "子ども",   "お子",     "代理",     "請求",       "領収",     "同意",      "公開",    "掲載",
     "よろしい", "名簿",     "マガジン", "メルマガ",   "company",  "event",     "ticket",  "account",
     "organi",   "buyer",    "billing",  "emergency",  "referr",   "companion", "consent", "newsletter"});

struct Meaning {
    Field field{};
    int weight = 0;  // 3: the whole title, 2: a part of it, 1: a word in it
};

// "氏名（フリガナ）" is a reading, "氏名（漢字）" a name.
std::optional<Field> exactly(std::string_view title) {
    const auto& titles = known_titles();
    if (const auto found = titles.find(bare_title(title)); found != titles.end()) return found->second;
    const Parted parts = part_brackets(title);
    if (const auto within = titles.find(bare_title(parts.within));
        within != titles.end() && within->second == Field::reading)
        return Field::reading;
    if (const auto found = titles.find(bare_title(parts.before)); found != titles.end()) return found->second;
    return std::nullopt;
}

std::optional<Meaning> meaning_of(std::string_view title) {
    if (const auto field = exactly(title)) return Meaning{*field, 3};
    std::string parts(title);
    for (const std::string_view stroke : {"／", "｜", "|", "\n"})
        for (std::size_t at = parts.find(stroke); at != std::string::npos; at = parts.find(stroke))
            parts.replace(at, stroke.size(), "/");
    for (std::size_t at = 0; at < parts.size();) {
        const std::size_t end = std::min(parts.find('/', at), parts.size());
        if (const auto field = exactly(parts.substr(at, end - at))) return Meaning{*field, 2};
        at = end + 1;
    }
    const std::string text = bare_title(title);
    for (const std::string_view other : of_others)
        if (text.find(other) != std::string::npos) return std::nullopt;
    for (const Containing& one : containing)
        if (text.find(one.word) != std::string::npos) return Meaning{one.field, 1};
    return std::nullopt;
}

void find_service(const Row& header, Columns& columns) {
    const auto column_of = [&](std::string_view title) {
        const auto at = std::ranges::find(header, bare_title(title), [](const Cell& c) { return bare_title(c.text); });
        return static_cast<std::size_t>(at - header.begin());
    };
    for (const Service& service : services()) {
        const std::size_t key = column_of(service.key_title);
        if (key == header.size()) continue;
        if (std::ranges::any_of(service.other_titles,
                                [&](std::string_view title) { return column_of(title) == header.size(); }))
            continue;
        columns.fields[key] = Field::service_key;
        columns.key_column = std::string(service.name) + ":" + std::string(service.key_title);
        return;
    }
}

void name_unused(const Row& header, Columns& columns) {
    for (std::size_t i = 0; i < header.size(); ++i)
        if (!columns.fields[i] && !header[i].text.empty()) columns.unused.push_back(header[i].text);
}

struct Header {
    Columns columns;
    int weight = 0;
};

// Of two columns with one meaning the one whose title says it more plainly counts, else the first.
Header header_of(const Row& row, std::size_t index) {
    std::vector<std::optional<Meaning>> meanings;
    for (const Cell& cell : row)
        meanings.push_back(meaning_of(cell.text));
    Header header;
    header.columns.header_row = index;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto& mine = meanings[i];
        const auto plainer = [&](std::size_t other) {
            return other != i && meanings[other] && mine && meanings[other]->field == mine->field &&
                   (meanings[other]->weight > mine->weight || (meanings[other]->weight == mine->weight && other < i));
        };
        bool counts = mine.has_value();
        for (std::size_t other = 0; counts && other < row.size(); ++other)
            counts = !plainer(other);
        header.columns.fields.push_back(counts ? std::optional(mine->field) : std::nullopt);
        if (counts) header.weight += mine->weight;
    }
    find_service(row, header.columns);
    name_unused(row, header.columns);
    return header;
}

}  // namespace

std::optional<Field> field_of(std::string_view title) {
    const auto meaning = meaning_of(title);
    return meaning ? std::optional(meaning->field) : std::nullopt;
}

bool Columns::has(Field field) const {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

bool Columns::names_people() const {
    return has(Field::name) || has(Field::nickname) || has(Field::family_name) || has(Field::given_name);
}

base::Result<Columns> find_columns(const Table& table) {
    constexpr std::size_t rows_looked_at_max = 20;
    Header best;
    for (std::size_t i = 0; i < table.rows.size() && i < rows_looked_at_max; ++i) {
        Header header = header_of(table.rows[i], i);
        if (header.columns.names_people() && header.weight > best.weight) best = std::move(header);
    }
    if (best.weight > 0) return std::move(best.columns);
    return fail_at(
        {}, "no header with a column for names; call one of them name, 名前 or 氏名 (or last name and first name)");
}

Columns columns_with(const Table& table, std::size_t header_row, std::vector<std::optional<Field>> fields) {
    const Row& header = table.rows[header_row];
    fields.resize(header.size());
    Columns columns;
    columns.header_row = header_row;
    columns.fields = std::move(fields);
    const Columns by_title = header_of(header, header_row).columns;
    for (std::size_t i = 0; i < header.size(); ++i)
        if (columns.fields[i] == Field::service_key)
            columns.key_column =
                by_title.fields[i] == Field::service_key ? by_title.key_column : "list:" + header[i].text;
    name_unused(header, columns);
    return columns;
}

}  // namespace sheet
