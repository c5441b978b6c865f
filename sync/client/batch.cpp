#include "client/batch.h"

#include <algorithm>

#include "wire/codec.h"
#include "wire/gzip.h"

namespace client {
namespace {

wire::EntriesRequest request_of(journal::Feed feed, std::int64_t epoch_first_seq, std::int64_t first_seq) {
    wire::EntriesRequest request;
    request.epoch = feed.epoch;
    request.epoch_first_seq = epoch_first_seq;
    request.first_seq = first_seq;
    for (auto& entry : feed.entries)
        request.rows.emplace_back(std::move(entry));
    for (auto& person : feed.people) {
        const std::int64_t seen = person.version - 1;
        request.people.push_back({std::move(person), seen, {}});
    }
    for (auto& event : feed.events) {
        const std::int64_t seen = event.version - 1;
        request.events.push_back({std::move(event), seen, {}});
    }
    return request;
}

}  // namespace

base::Result<Batch> make_batch(journal::Reader& reader, std::int64_t after_seq, std::int64_t rows_max,
                               const base::ClockReading& now, const wire::DeviceStatus& status) {
    TRY(epochs, reader.epochs());
    for (std::int64_t limit = rows_max;; limit = std::max<std::int64_t>(limit / 2, 1)) {
        TRY(feed, reader.feed(after_seq, limit));
        Batch batch;
        batch.epoch = feed.epoch;
        batch.first_seq = after_seq + 1;
        batch.rows = static_cast<std::int64_t>(feed.entries.size());
        wire::EntriesRequest request = request_of(std::move(feed), epochs.first_seq(batch.epoch), batch.first_seq);
        request.sent = {now.wall, now.boottime, now.boot_id, static_cast<attendance::ClockQuality>(now.quality)};
        request.status = status;
        const std::string json = wire::to_json(request);
        batch.gzipped_body = wire::gzip(json);
        const bool fits = json.size() <= wire::json_bytes_max && batch.gzipped_body.size() <= wire::body_bytes_max;
        if (fits || batch.rows <= 1) return batch;
    }
}

}  // namespace client
