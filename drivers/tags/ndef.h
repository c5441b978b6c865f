// NDEF messages (NFC Forum NDEF 1.0, RTD Text 1.0, RTD URI 1.0, RTD Smart Poster 1.0; vCard: RFC 6350 and 2.1/3.0).
// Input is hostile: every length is checked before use, nothing is trusted, parsing never throws and never reads
// outside of its input. Pure functions, any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace tags {

// What became of reading a tag's memory.
enum class NdefStatus {
    unread,     // nobody asked
    ok,         // a message with at least one record
    empty,      // formatted, but without a record
    none,       // this tag holds no NDEF (not formatted, or a kind without it)
    locked,     // there may be one, behind a key or password we do not have
    malformed,  // bytes that no reader may follow; the reason says which
    torn,       // the tag left while it was being read
};

std::string_view to_string(NdefStatus status);
std::optional<NdefStatus> ndef_status_from(std::string_view text);

// A longer message is refused: a name card needs a tenth of it, and reading it would hold up the door.
inline constexpr std::size_t max_message_bytes = 8 * 1024;

struct VCard {
    std::string name;  // FN, else N put together; UTF-8
    std::string org;   // may be empty
};

struct NdefRecord {
    std::string type;  // "urn:nfc:wkt:T", "urn:nfc:ext:example.com:x", a media type or an absolute URI as it stands
                       // there, "application/octet-stream" where the type is unknown, "" for an empty record
    std::string id;
    base::Bytes payload;
    std::optional<std::string> text;  // of a Text record, of text/plain, a smart poster's first title; UTF-8
    std::optional<std::string> lang;  // BCP 47, of a Text record or that title
    std::optional<std::string> uri;   // of a URI record or a smart poster, prefix put back
    std::optional<VCard> vcard;       // of text/vcard and text/x-vcard
};

struct NdefReading {
    NdefStatus status = NdefStatus::unread;
    std::string reason;  // for the trace; empty when ok
    std::vector<NdefRecord> records;
};

// At most 32 records and 8 KiB are taken; chunked records are refused politely (malformed, with that reason).
// Records before the first malformed one are kept, with status malformed. A record that is well framed but whose
// payload cannot be understood (a Text record that is not UTF-8) is kept too, and only its text, uri or vcard is
// absent. All strings in the result are valid UTF-8. No bytes at all are an `empty` message.
NdefReading parse_ndef(base::ByteView message);

// A name that the card itself offers: of a vCard, else of a Text record that looks like one line of a name (1 to 60
// characters, no URI). Never used without the person's touch. Valid UTF-8 or absent.
std::optional<std::string> offered_name(const NdefReading& reading);

}  // namespace tags
