// Guest lists that were uploaded and wait for their organizer's decisions. They stand in the database, so that any hub
// on it can serve the next page of one; they hold names, so they end after an hour, with their import, and whenever
// anybody is erased. They are in no backup.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace office {

inline constexpr std::chrono::hours upload_lives{1};  // since it was last touched
inline constexpr std::int64_t uploads_max = 12;       // the oldest makes room

struct Upload {
    std::string id;
    std::string account;  // whose it is
    std::string file_name;
    std::string encoding;  // its name, for people
    std::string text;      // UTF-8
    std::int64_t header_row = 0;
    std::string fields;  // what the columns mean, as the pages write it
    std::string words;   // what words of the status column mean, as the pages write it
    attendance::EventId event;
};
// Puts it in place of the one with its id.
base::Result<void> put_upload(store::Store& writing, const Upload& upload, attendance::WallTime now);
// Absent where there is none of that id and account, or its time is over.
base::Result<std::optional<Upload>> find_upload(store::Store& store, const std::string& id, const std::string& account,
                                                attendance::WallTime now);
base::Result<bool> has_upload(store::Store& store, const std::string& id, const std::string& account);
base::Result<void> change_upload(store::Store& writing, const Upload& upload,
                                 attendance::WallTime now);  // all but its text
base::Result<void> drop_upload(store::Store& writing, const std::string& id);
base::Result<void> drop_old_uploads(store::Store& writing, attendance::WallTime now);

// What was decided of a doubtful row: who it is, and how its texts are put right.
struct Decision {
    std::string choice;  // an id, "new" or "skip"
    std::string name;    // of a new person; empty: as the list has it
    std::string nickname;
    std::string reading;
};
using Decisions = std::map<std::int64_t, Decision>;  // by line
base::Result<void> put_decisions(store::Store& writing, const std::string& upload, const Decisions& decisions);
base::Result<Decisions> decisions_of(store::Store& store, const std::string& upload);

// How far the import of an upload is: rows written, of how many.
struct UploadProgress {
    std::int64_t done = 0;
    std::int64_t all = 0;
};
base::Result<void> note_progress(store::Store& writing, const std::string& upload, UploadProgress progress);
base::Result<UploadProgress> progress_of(store::Store& store, const std::string& upload);

}  // namespace office
