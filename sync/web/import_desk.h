// A guest list between its upload and its import: bytes that came become a office::Upload, and that a table whose
// columns mean something. Pure.
#pragma once

#include <string>
#include <vector>

#include "office/guest_uploads.h"
#include "sheet/guest_list.h"

namespace web {

// The words that stand for what a column may mean.
std::vector<std::string> column_words();

// Reads bytes as they came; what the columns mean is guessed. Id, account and event are the caller's to fill in. Errors
// name line and column.
base::Result<office::Upload> read_upload(const std::string& file_name, std::string_view bytes);

// A column's meaning and a header as Upload::fields and remembered_columns have them: a word or nothing for each
// column.
std::vector<std::string> split_fields(const std::string& fields);
std::string join_fields(const std::vector<std::string>& fields);
// What words of the status column mean, as Upload::words has it.
sheet::StatusWords split_words(const std::string& words);
std::string join_words(const sheet::StatusWords& words);

struct OpenUpload {
    office::Upload upload;
    sheet::Table table;
    sheet::Columns columns;  // as the upload says

    const sheet::Row& header() const { return table.rows[columns.header_row]; }
    std::string header_text() const;
    std::vector<std::string> meanings() const { return split_fields(upload.fields); }
    sheet::GuestList guests() const { return read_guests(table, columns, split_words(upload.words)); }
};
base::Result<OpenUpload> open_upload(office::Upload upload);

}  // namespace web
