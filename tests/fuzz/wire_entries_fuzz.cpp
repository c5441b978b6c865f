// What a kiosk may post to /v1/entries: any bytes. Taken or refused with a reason, and what was taken survives the way
// back to JSON.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/bytes.h"
#include "wire/codec.h"
#include "wire/gzip.h"

namespace {

void must(bool holds, const char* rule) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", rule);
    std::abort();
}

void try_entries(std::string_view json) {
    const auto request = wire::parse_entries_request(json);
    if (!request) return must(!request.error().message.empty(), "a refusal says why");
    must(request->rows.size() <= wire::rows_max, "rows are bounded");
    std::int64_t seq = request->first_seq;
    for (const wire::Row& row : request->rows)
        must(wire::seq_of(row) == seq++, "rows are contiguous");
    const bool some_bad = std::ranges::any_of(request->rows, [](const wire::Row& row) { return row.index() == 1; });
    if (!some_bad)
        must(wire::parse_entries_request(wire::to_json(*request)).value() == *request, "the way back is the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = base::as_text({data, size});
    try_entries(text);
    if (const auto plain = wire::gunzip(text, 10'000)) {
        must(plain->size() <= 10'000, "decompression is bounded");
        try_entries(*plain);
    }
    return 0;
}
