// What kiosk and hub say to each other, as values. How each looks as JSON stands in sync/PROTOCOL.md; codec.h turns the
// ones into the others. Times are microseconds since 1970 (wall) or nanoseconds since boot.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "attendance/change.h"
#include "attendance/edit_fields.h"
#include "attendance/entry.h"

namespace wire {

inline constexpr int protocol_min = 1;
inline constexpr int protocol_max = 1;
inline constexpr std::string_view service_name = "pettan-hub";

// Limits of a request; a hub answers 413 beyond them.
inline constexpr std::size_t rows_max = 500;
inline constexpr std::size_t body_bytes_max = 256 * 1024;         // as sent, after compression
inline constexpr std::size_t json_bytes_max = 1024 * 1024;        // after decompression
inline constexpr std::size_t small_bytes_max = 4 * 1024;          // the same of an enrolment, and of errors
inline constexpr std::size_t depth_max = 8;                       // nested arrays and objects
inline constexpr std::size_t reply_bytes_max = 32 * 1024 * 1024;  // what a kiosk accepts from a hub
inline constexpr int wait_s_max = 25;                             // of a long poll

// GET /v1/hello. Whatever answers without this service name and a hub id is not a hub (a captive portal, for example).
// With which key the hub serves TLS now, signed by its own key (identity.h). A higher serial is newer.
struct KeyPinStatement {
    std::string hub;
    std::string key_pin;  // "sha256//BASE64"
    std::int64_t serial = 0;
    std::string signature;  // 128 hexadecimal digits
    bool operator==(const KeyPinStatement&) const = default;
};

struct Hello {
    std::string hub;  // opaque id, the same for its whole life
    int protocol_lowest = protocol_min;
    int protocol_highest = protocol_max;
    std::int64_t generation = 0;  // grows when the hub is restored from a backup
    std::int64_t server_ms = 0;   // wall clock
    std::string identity;         // the hub's own public key; empty: of an older hub, or behind a proxy
    std::optional<KeyPinStatement> key;
    bool operator==(const Hello&) const = default;
};

// What a kiosk was before, when it enrols again: a hub that knows the token (even a revoked one) keeps the number.
struct FormerDevice {
    std::int64_t device = 0;
    std::string token;
    bool operator==(const FormerDevice&) const = default;
};

// Before an enrolment kiosk and hub prove to each other that they know its code (enrol_proof.h).
inline constexpr std::size_t nonce_hex_bytes = 64;

// GET /v1/enrol
struct EnrolOffer {
    std::string nonce;    // the hub's, 64 hexadecimal digits
    std::string key_pin;  // of the hub's public key, as in EnrolReply; empty behind a proxy
    bool operator==(const EnrolOffer&) const = default;
};

struct EnrolNonces {
    std::string kiosk;  // 64 hexadecimal digits each
    std::string hub;
    bool operator==(const EnrolNonces&) const = default;
};

// POST /v1/enrol/proof
struct ProofRequest {
    EnrolNonces nonces;
    std::string proof;  // the kiosk's, 64 hexadecimal digits
    bool operator==(const ProofRequest&) const = default;
};

struct ProofReply {
    std::string proof;  // the hub's
    bool operator==(const ProofReply&) const = default;
};

// POST /v1/enrol
struct EnrolRequest {
    std::string code;      // one-time; case, spaces and hyphens do not matter
    std::string name;      // what staff call the kiosk
    std::string card_key;  // 64 hexadecimal digits; the hub adopts it if it has none; empty: the kiosk has none
    std::string version;   // of the kiosk's program
    std::optional<FormerDevice> former;
    bool operator==(const EnrolRequest&) const = default;
};

struct EnrolReply {
    std::int64_t device = 0;
    std::string token;  // bearer token of this device; the hub keeps only a hash of it
    std::string hub;
    std::int64_t generation = 0;
    std::string card_key;  // what card ids are made with from now on
    std::string key_pin;   // "sha256//BASE64" of the hub's public key (as libcurl takes it); empty behind a proxy
    std::string identity;  // the hub's own public key, which signs a new pin; empty: of an older hub, or behind a proxy
    std::string first_pin;  // for a kiosk without one (attendance/staff_pin.h); empty: the hub gives none
    bool operator==(const EnrolReply&) const = default;
};

// How a kiosk is, for the hub's list of devices.
struct DeviceStatus {
    std::string version;
    std::int64_t pending = 0;  // entries not yet acknowledged when it was sent, this batch included
    attendance::ClockQuality clock = attendance::ClockQuality::unknown;
    std::string reader;             // "ok", "fault", "absent"
    std::string store;              // "ok", "fault"
    std::int64_t disk_free_mb = 0;  // 0: not known
    bool operator==(const DeviceStatus&) const = default;
};

// A row that has its number but can never be an entry. The hub keeps it as it came, for staff to see.
struct BadRow {
    std::int64_t seq = 0;
    std::string raw;  // JSON
    std::string why;  // names field and reason
    bool operator==(const BadRow&) const = default;
};

using Row = std::variant<attendance::Entry, BadRow>;
std::int64_t seq_of(const Row& row);

using attendance::EventField;
using attendance::PersonField;

// The texts that a `person` or `erase` entry speaks of. `seen`: the newest version of the hub's that the editor knew, 0
// for somebody new. `changed`: the fields that the edit sets; absent: all that differ from the hub's version `seen`.
struct PersonEdit {
    attendance::Person person;
    std::int64_t seen = 0;
    std::optional<std::set<PersonField>> changed;
    bool operator==(const PersonEdit&) const = default;
};

struct EventEdit {
    attendance::Event event;
    std::int64_t seen = 0;
    std::optional<std::set<EventField>> changed;
    bool operator==(const EventEdit&) const = default;
};

// POST /v1/entries. Rows are contiguous from first_seq; none at all is a sign of life. Inside an entry, a reference
// with device 0 and epoch 0 means the sending kiosk's own; the entries' own refs have device 0 and epoch 0.
struct EntriesRequest {
    std::int64_t epoch = 1;
    std::int64_t epoch_first_seq = 1;  // the epoch's first, whichever the batch begins with
    std::int64_t first_seq = 1;
    attendance::Moment sent;  // the kiosk's clocks when sending; sent.boot_id is the boot of rows that name none
    std::vector<Row> rows;
    std::vector<PersonEdit> people;
    std::vector<EventEdit> events;
    std::optional<DeviceStatus> status;
    bool operator==(const EntriesRequest&) const = default;
};

struct Rejected {
    std::int64_t seq = 0;
    std::string why;
    bool operator==(const Rejected&) const = default;
};

struct EntriesReply {
    std::int64_t acked_through =
        0;  // of this epoch: the highest contiguous seq that is committed; its first - 1 if none
    std::vector<Rejected> rejected;  // quarantined, but held
    std::int64_t server_ms = 0;
    bool operator==(const EntriesReply&) const = default;
};

using attendance::CardOwner;
using attendance::PresenceRow;
using attendance::Prompt;
using attendance::SameCard;
using attendance::SeasonRow;

// GET /v1/changes and /v1/snapshot: a page of what changed, ordered by change number across all lists. A kiosk that
// applies it twice ends with the same state.
struct Changes : attendance::ChangeLists {
    std::string cursor;  // to be sent with the next request; opaque
    bool more = false;   // there is more already: ask again at once
    std::int64_t generation = 0;
    std::int64_t server_ms = 0;
    // Of the asking device: newest epoch and last committed seq, 0 and 0 if nothing. Lower than the kiosk believes: the
    // hub was restored, and the kiosk sends again from there.
    std::int64_t acked_epoch = 0;
    std::int64_t acked_seq = 0;
    // Where the asking kiosk does not know all card keys: these, 64 hexadecimal digits each, the newest first, and what
    // it says from then on to show that it has them.
    std::vector<std::string> card_keys;
    std::string card_keys_mark;
    bool operator==(const Changes&) const = default;
};

// False: but for the place in the feed there is nothing to take.
inline bool has_anything(const Changes& page) {
    return !page.card_keys.empty() || attendance::count_of(page) != 0;
}

// The words that an error body may carry; the HTTP status stands beside each.
enum class ErrorWord {
    bad_request,      // 400: not JSON, a field missing or out of bounds, bad gzip
    unauthorized,     // 401: no token, or one that nobody was given
    revoked,          // 401: the token was valid once
    bad_code,         // 403: enrolment code wrong, used or too old
    not_found,        // 404
    bad_method,       // 405
    too_slow,         // 408
    fork,             // 409: another history under the same numbers; next_epoch says how to go on
    gap,              // 409: rows before these are missing; expected_seq says from where to send
    gone,             // 410: the cursor leads nowhere: take a snapshot
    length_required,  // 411
    too_large,        // 413
    bad_encoding,     // 415: a Content-Encoding or type that is not known
    protocol,         // 426: another protocol version
    too_many,         // 429: Retry-After says when
    internal,         // 500
    unavailable,      // 503: the store cannot be reached now
    full,             // 507: the hub cannot record
};
int status_of(ErrorWord word);
std::string_view to_string(ErrorWord word);
std::optional<ErrorWord> error_word_from(std::string_view text);

struct ErrorBody {
    ErrorWord word = ErrorWord::internal;
    std::string message;  // what is wrong, for a person
    std::string todo;     // what to do about it
    std::optional<std::int64_t> expected_seq;
    std::optional<std::int64_t> next_epoch;
    std::optional<std::int64_t> retry_after_s;
    bool operator==(const ErrorBody&) const = default;
};

}  // namespace wire
