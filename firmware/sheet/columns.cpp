#include "sheet/columns.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>

namespace sheet {
namespace {

// Letters and digits only, in one width and case. Brackets fall away; what stands in them is kept or dropped.
enum class Brackets { keep_content, drop_content };
std::string bare_title(std::string_view title, Brackets brackets) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(title.data(), static_cast<std::int32_t>(title.size())));
    if (U_SUCCESS(status)) text = nfkc->normalize(text, status);
    icu::UnicodeString bare;
    int depth = 0;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (c == '(' || c == '[') ++depth;
        if (c == ')' || c == ']') --depth;
        if (depth > 0 && brackets == Brackets::drop_content) continue;
        if (u_isalnum(c)) bare.append(c);
    }
    std::string utf8;
    bare.toUTF8String(utf8);
    return utf8;
}

const std::map<std::string_view, Field>& known_titles() {
    static const std::map<std::string_view, Field> titles{
        {"id", Field::id},
        {"personid", Field::id},
        {"参加者id", Field::id},
        {"ユーザー名", Field::service_key},
        {"name", Field::name},
        {"fullname", Field::name},
        {"yourname", Field::name},
        {"attendee", Field::name},
        {"attendeename", Field::name},
        {"名前", Field::name},
        {"お名前", Field::name},
        {"氏名", Field::name},
        {"ご氏名", Field::name},
        {"参加者名", Field::name},
        {"参加者氏名", Field::name},
        {"氏名漢字", Field::name},
        {"姓", Field::family_name},
        {"苗字", Field::family_name},
        {"名字", Field::family_name},
        {"lastname", Field::family_name},
        {"familyname", Field::family_name},
        {"surname", Field::family_name},
        {"名", Field::given_name},
        {"firstname", Field::given_name},
        {"givenname", Field::given_name},
        {"フリガナ", Field::reading},
        {"ふりがな", Field::reading},
        {"よみ", Field::reading},
        {"よみがな", Field::reading},
        {"ヨミガナ", Field::reading},
        {"読み", Field::reading},
        {"読み仮名", Field::reading},
        {"カナ", Field::reading},
        {"かな", Field::reading},
        {"氏名カナ", Field::reading},
        {"氏名かな", Field::reading},
        {"氏名フリガナ", Field::reading},
        {"氏名ふりがな", Field::reading},
        {"お名前フリガナ", Field::reading},
        {"お名前ふりがな", Field::reading},
        {"名前フリガナ", Field::reading},
        {"名前ふりがな", Field::reading},
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
        {"uid", Field::card_uid},
        {"cardnumber", Field::card_uid},
        {"カード番号", Field::card_uid},
        {"status", Field::status},
        {"ステータス", Field::status},
        {"参加ステータス", Field::status},
    };
    return titles;
}

Columns columns_of(const Row& header, std::size_t index) {
    Columns columns;
    columns.header_row = index;
    for (const Cell& cell : header) {
        std::optional<Field> field = field_of(cell.text);
        if (field && columns.has(*field)) field.reset();
        if (!field && !cell.text.empty()) columns.unused.push_back(cell.text);
        columns.fields.push_back(field);
    }
    return columns;
}

base::Result<void> check_widths(const Table& table, const Columns& columns) {
    const std::size_t width = columns.fields.size();
    for (std::size_t i = columns.header_row + 1; i < table.rows.size(); ++i) {
        const Row& row = table.rows[i];
        if (row.size() == width) continue;
        const Cell& odd = row[std::min(width, row.size() - 1)];
        return fail_at(odd.at,
                       fmt::format("this row has {} cells, the header has {}; a separator is missing, or a cell "
                                   "that holds one needs quotes",
                                   row.size(), width));
    }
    return {};
}

}  // namespace

std::optional<Field> field_of(std::string_view title) {
    for (const Brackets brackets : {Brackets::keep_content, Brackets::drop_content}) {
        const auto found = known_titles().find(bare_title(title, brackets));
        if (found != known_titles().end()) return found->second;
    }
    return std::nullopt;
}

bool Columns::has(Field field) const {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

bool Columns::names_people() const {
    return has(Field::name) || has(Field::nickname) || (has(Field::family_name) && has(Field::given_name));
}

bool Columns::is_connpass() const {
    return has(Field::service_key) && has(Field::nickname) && has(Field::status);
}

base::Result<Columns> find_columns(const Table& table) {
    constexpr std::size_t rows_above_header_max = 9;
    for (std::size_t i = 0; i < table.rows.size() && i <= rows_above_header_max; ++i) {
        Columns columns = columns_of(table.rows[i], i);
        if (!columns.names_people()) continue;
        TRY_VOID(check_widths(table, columns));
        return columns;
    }
    return fail_at(
        {}, "no header with a column for names; call one of them name, 名前 or 氏名 (or last name and first name)");
}

}  // namespace sheet
