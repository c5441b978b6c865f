#include "tags/tag_memory.h"

#include "tags/layouts.h"

namespace tags {
namespace {

using attendance::TagTech;

base::Result<base::Bytes> read_message(TagLink& link, const TagIdentity& tag) {
    switch (tag.tech) {
        case TagTech::type2:
            return read_type2(link);
        case TagTech::classic:
            return read_classic(link);
        case TagTech::type3:
            if (tag.uid.bytes().size() != 8) return no_ndef("the card's number is not an IDm");
            return read_type3(link, tag.uid.bytes());
        case TagTech::type4:
            return read_type4(link);
        case TagTech::a:
        case TagTech::code:
            break;
    }
    return no_ndef("this kind of tag has no memory that we know");
}

NdefStatus status_of(base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::not_found:
            return NdefStatus::none;
        case base::ErrorCode::denied:
            return NdefStatus::locked;
        case base::ErrorCode::damaged:
            return NdefStatus::malformed;
        case base::ErrorCode::failed:
        case base::ErrorCode::bad_input:
        case base::ErrorCode::busy:
        case base::ErrorCode::full:
        case base::ErrorCode::too_new:
        case base::ErrorCode::unreachable:
            break;
    }
    return NdefStatus::torn;
}

}  // namespace

NdefReading read_ndef(TagLink& link, const TagIdentity& tag) {
    const auto message = read_message(link, tag);
    if (!message) return {status_of(message.error().code), message.error().message, {}};
    return parse_ndef(*message);
}

}  // namespace tags
