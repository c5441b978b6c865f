#include "nfc/chip_link.h"

namespace nfc {
namespace {

using base::ErrorCode;

constexpr std::uint8_t type2_read = 0x30;
constexpr std::uint8_t classic_authenticate_a = 0x60;
constexpr std::uint8_t felica_polling = 0x00;

}  // namespace

// The chip knows READ and Read Without Encryption; what it does not know (GET_VERSION, FAST_READ, a Polling of the
// host's own) it would refuse or garble, so it is passed raw.
Framing ChipLink::framing_of(base::ByteView command) const {
    if (m_tag.tech == attendance::TagTech::type2 && !command.empty() && command[0] != type2_read) return Framing::raw;
    if (m_tag.tech == attendance::TagTech::type3 && command.size() > 1 && command[1] == felica_polling)
        return Framing::raw;
    return Framing::chip;
}

base::Result<base::Bytes> ChipLink::exchange(base::ByteView command, Framing framing) {
    if (m_fault) return base::fail(*m_fault);
    if (m_stopping()) return base::fail(ErrorCode::failed, "the reader is being stopped");
    m_fresh = false;
    auto answer = m_device.exchange(command, framing);
    if (!answer && answer.error().code == ErrorCode::failed) m_fault = answer.error();
    return answer;
}

base::Result<base::Bytes> ChipLink::transceive(base::ByteView command) {
    auto answer = exchange(command, framing_of(command));
    const bool may_have_said_no =
        m_tag.tech == attendance::TagTech::type2 || m_tag.tech == attendance::TagTech::classic;
    if (answer || answer.error().code != ErrorCode::unreachable || !may_have_said_no) return answer;
    // libnfc tells a NAK and a tag that was taken away alike. Only one of them can be selected again.
    const auto there = reselect();
    if (!there) return base::fail(there.error());
    return base::fail(ErrorCode::denied, "the tag refuses");
}

base::Result<void> ChipLink::reselect() {
    if (m_fault) return base::fail(*m_fault);
    if (m_fresh) return {};
    auto there = m_device.select_again(m_tag);
    if (!there) {
        m_fault = there.error();
        return base::fail(*m_fault);
    }
    if (!*there) return base::fail(ErrorCode::unreachable, "the tag was taken away");
    m_fresh = true;
    return {};
}

base::Result<void> ChipLink::authenticate_classic(std::uint8_t block, base::ByteView key6) {
    // The cipher takes four bytes of the number: the last ones of a longer number.
    const auto number = m_tag.uid.bytes().last(4);
    base::Bytes command{classic_authenticate_a, block};
    command.insert(command.end(), key6.begin(), key6.end());
    command.insert(command.end(), number.begin(), number.end());
    auto answer = exchange(command, Framing::chip);
    if (!answer) return base::fail(std::move(answer).error());
    return {};
}

}  // namespace nfc
