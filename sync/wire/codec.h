// Messages to JSON and back. Parsing trusts nobody: sizes, depth, types, ranges, UTF-8 and NUL bytes are checked, and a
// refusal (bad_input) names row and field. Unknown members of objects are ignored, so that a newer side may add some.
// Pure; no state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "wire/messages.h"

namespace wire {

std::string to_json(const Hello& hello);
std::string to_json(const EnrolOffer& offer);
std::string to_json(const ProofRequest& request);
std::string to_json(const ProofReply& reply);
std::string to_json(const EnrolRequest& request);
std::string to_json(const EnrolReply& reply);
std::string to_json(const EntriesRequest& request);
std::string to_json(const EntriesReply& reply);
std::string to_json(const Changes& changes);
std::string to_json(const ErrorBody& error);

base::Result<Hello> parse_hello(std::string_view json);  // also where it is JSON of somebody else: not_found
base::Result<EnrolOffer> parse_enrol_offer(std::string_view json);
base::Result<ProofRequest> parse_proof_request(std::string_view json);
base::Result<ProofReply> parse_proof_reply(std::string_view json);
base::Result<EnrolRequest> parse_enrol_request(std::string_view json);
base::Result<EnrolReply> parse_enrol_reply(std::string_view json);
// A row that is an array beginning with its number, but no entry, becomes a BadRow; so does one whose person or event
// object is bad. Everything else that is wrong refuses the whole request.
base::Result<EntriesRequest> parse_entries_request(std::string_view json);
base::Result<EntriesReply> parse_entries_reply(std::string_view json);
base::Result<Changes> parse_changes(std::string_view json);
base::Result<ErrorBody> parse_error(std::string_view json);

// The columns of a row, in their order on the wire; the hub's table has the same.
inline constexpr std::string_view row_columns[] = {"seq",          "kind",    "wall_us", "boottime_ns", "boot",
                                                   "quality",      "source",  "event",   "card",        "person",
                                                   "other_person", "version", "target",  "detail",      "by"};

}  // namespace wire
