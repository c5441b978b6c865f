// What the columns of somebody else's guest list mean, by their titles. Pure.
//
// Titles are compared without width, case, spaces and punctuation ("お名前（必須）*" is お名前; "First Name" is
// firstname). Known: 名前 氏名 お名前, 姓 + 名, フリガナ ふりがな よみ, セイ + メイ, ニックネーム 表示名, ユーザー名,
// 参加ステータス ステータス, 言語; name, first/last name, nickname, reading, lang, id, card_uid, status. E-mail,
// tickets, companies and every other column are left where they are: they are not stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheet/csv.h"

namespace sheet {

enum class Field {
    id,
    service_key,  // ユーザー名 of a connpass list
    name,
    family_name,
    given_name,
    reading,
    family_reading,
    given_reading,
    nickname,
    lang,
    card_uid,
    status,
};

std::optional<Field> field_of(std::string_view title);

// Titles and where the data begin.
struct Columns {
    std::vector<std::optional<Field>> fields;  // of each column; a field that comes twice counts where it comes first
    std::size_t header_row = 0;                // index in Table::rows; the data follow
    std::vector<std::string> unused;           // titles without a meaning for us

    bool has(Field field) const;
    bool names_people() const;  // has a name, a nickname, or family and given name
    bool is_connpass() const;   // has ユーザー名, 表示名 and 参加ステータス
};

// The header is the first of the first ten rows that names people (a title line may stand above it). bad_input when
// there is none, or when a row below is not as wide as the header.
base::Result<Columns> find_columns(const Table& table);

}  // namespace sheet
