// What a stranger may post to /v1/enrol, and what a portal may answer to a kiosk.
#include <cstdio>
#include <cstdlib>

#include "base/bytes.h"
#include "wire/codec.h"
#include "wire/enrol_proof.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = base::as_text({data, size});
    if (const auto request = wire::parse_enrol_request(text)) {
        if (wire::parse_enrol_request(wire::to_json(*request)).value() != *request) std::abort();
        if (wire::plain_code(request->code).size() > request->code.size()) std::abort();
    }
    if (const auto request = wire::parse_proof_request(text))
        if (wire::parse_proof_request(wire::to_json(*request)).value() != *request) std::abort();
    static_cast<void>(wire::parse_enrol_offer(text).has_value());
    static_cast<void>(wire::parse_proof_reply(text).has_value());
    if (const auto changes = wire::parse_changes(text))
        if (wire::parse_changes(wire::to_json(*changes)).value() != *changes) std::abort();
    static_cast<void>(wire::parse_hello(text).has_value());
    static_cast<void>(wire::parse_enrol_reply(text).has_value());
    static_cast<void>(wire::parse_entries_reply(text).has_value());
    static_cast<void>(wire::parse_error(text).has_value());
    return 0;
}
