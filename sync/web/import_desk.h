// Guest lists that were uploaded and wait for their organizer's decisions. In memory only, a few at a time: a list that
// was left lying is gone after an hour, or when the hub stops.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "hub/guest_import.h"
#include "sheet/columns.h"
#include "sheet/csv.h"
#include "sheet/text_encoding.h"

namespace web {

struct Upload {
    std::string id;
    std::string account;  // whose it is
    std::string file_name;
    sheet::TextEncoding encoding = sheet::TextEncoding::utf8;
    sheet::Table table;               // as it was read
    std::size_t header_row = 0;       // index in its rows
    std::vector<std::string> fields;  // of each column: a word of column_words, or ""
    attendance::EventId event;
    std::chrono::steady_clock::time_point since;
};

// The words that stand for what a column may mean, each also a title that sheet/columns.h knows.
std::vector<std::string> column_words();

// Reads bytes as they came; what the columns mean is guessed. Errors name line and column.
base::Result<Upload> read_upload(const std::string& file_name, std::string_view bytes);
std::string header_of(const Upload& upload);
// The guests, by what the columns were said to mean.
base::Result<sheet::GuestList> guests_of(const Upload& upload);

// Thread-safe. An upload is a value: changed ones are put back.
class ImportDesk {
public:
    void put(Upload upload);
    // Absent where there is none of that id and account.
    std::shared_ptr<const Upload> find(const std::string& id, const std::string& account);
    void drop(const std::string& id);
    // How far the import of an upload is.
    void note_progress(const std::string& id, std::size_t done, std::size_t all);
    std::pair<std::size_t, std::size_t> progress(const std::string& id);

private:
    static constexpr std::size_t uploads_max = 6;
    std::mutex m_mutex;
    std::vector<std::shared_ptr<const Upload>> m_uploads;                   // oldest first
    std::map<std::string, std::pair<std::size_t, std::size_t>> m_progress;  // of those that are being imported
};

}  // namespace web
