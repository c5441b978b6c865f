// A cursor is taken only in the form in which the hub gives it.
#include <cstdlib>

#include "base/bytes.h"
#include "store/store.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = base::as_text({data, size});
    const auto position = store::parse_cursor(text);
    if (!position) return 0;
    if (position->generation < 0 || position->change < 0) std::abort();
    if (store::parse_cursor(store::cursor_text(*position)) != position) std::abort();
    return 0;
}
