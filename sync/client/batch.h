// A stretch of the journal as one POST /v1/entries: at most 500 rows and 256 KB as sent.
#pragma once

#include <string>

#include "base/clock.h"
#include "journal/reader.h"
#include "wire/messages.h"

namespace client {

struct Batch {
    std::int64_t epoch = 1;
    std::int64_t first_seq = 1;
    std::int64_t rows = 0;  // 0: a sign of life
    std::string gzipped_body;
    std::int64_t last_seq() const { return first_seq + rows - 1; }
};

// The rows after `after_seq`, up to `rows_max` and fewer where they would be too large. Errors are the journal's.
base::Result<Batch> make_batch(journal::Reader& reader, std::int64_t after_seq, std::int64_t rows_max,
                               const base::ClockReading& now, const wire::DeviceStatus& status);

}  // namespace client
