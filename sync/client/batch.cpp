#include "client/batch.h"

#include <algorithm>
#include <map>

#include "attendance/edit_mark.h"
#include "wire/codec.h"
#include "wire/gzip.h"

namespace client {
namespace {

template <typename Edit, typename Marks, typename Thing>
void fill_in(Edit& edit, const Marks& marks, const Thing& thing) {
    edit.seen = thing.version - 1;
    const auto mark = marks.find({thing.id.value, thing.version});
    if (mark == marks.end()) return;
    edit.seen = std::min(edit.seen, mark->second.seen);
    edit.changed = mark->second.changed;
}

wire::EntriesRequest request_of(journal::Feed feed, std::int64_t epoch_first_seq, std::int64_t first_seq) {
    wire::EntriesRequest request;
    request.epoch = feed.epoch;
    request.epoch_first_seq = epoch_first_seq;
    request.first_seq = first_seq;
    // Which version each edit was made on and what it sets stands in its entry. One that says nothing (of somebody new,
    // or of a kiosk before there were marks) was made on the version before.
    std::map<std::pair<std::string, std::int64_t>, attendance::PersonMark> person_marks;
    std::map<std::pair<std::string, std::int64_t>, attendance::EventMark> event_marks;
    for (auto& entry : feed.entries) {
        if (entry.kind == attendance::EntryKind::person && entry.person) {
            if (auto mark = attendance::person_mark_in(entry.detail))
                person_marks[{entry.person->value, entry.version}] = *std::move(mark);
        } else if (entry.kind == attendance::EntryKind::event && entry.event) {
            if (auto mark = attendance::event_mark_in(entry.detail))
                event_marks[{entry.event->value, entry.version}] = *std::move(mark);
        }
        request.rows.emplace_back(std::move(entry));
    }
    for (auto& person : feed.people) {
        auto& edit = request.people.emplace_back(wire::PersonEdit{std::move(person), 0, {}});
        fill_in(edit, person_marks, edit.person);
    }
    for (auto& event : feed.events) {
        auto& edit = request.events.emplace_back(wire::EventEdit{std::move(event), 0, {}});
        fill_in(edit, event_marks, edit.event);
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
