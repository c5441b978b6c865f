#include "nfc/device.h"

#include <fmt/core.h>
#include <nfc/nfc.h>

#include <algorithm>
#include <array>

namespace nfc {
namespace {

using base::ErrorCode;

// 0 would wait for ever, and an ACR122U returns at once below 200.
constexpr int exchange_timeout_ms = 500;

constexpr std::uint8_t sak_iso_dep = 0x20;
constexpr std::uint8_t sak_classic = 0x08;

nfc_modulation modulation(Radio radio) {
    switch (radio) {
        case Radio::a106:
            return {NMT_ISO14443A, NBR_106};
        case Radio::felica212:
            return {NMT_FELICA, NBR_212};
        case Radio::felica424:
            return {NMT_FELICA, NBR_424};
    }
    return {NMT_ISO14443A, NBR_106};
}

// NXP AN10833: what SEL_RES says of the tag.
attendance::TagTech tech_of(const nfc_iso14443a_info& info) {
    if ((info.btSak & sak_iso_dep) != 0) return attendance::TagTech::type4;
    if ((info.btSak & sak_classic) != 0) return attendance::TagTech::classic;
    return info.btSak == 0x00 ? attendance::TagTech::type2 : attendance::TagTech::a;
}

base::Error error_of(int result) {
    switch (result) {
        case NFC_ERFTRANS:
        case NFC_ETGRELEASED:
        case NFC_EINVARG:  // the chip has no target any more
            return {ErrorCode::unreachable, "the tag does not answer"};
        case NFC_EMFCAUTHFAIL:
            return {ErrorCode::denied, "the key is wrong"};
        case NFC_ETIMEOUT:
            return {ErrorCode::failed, "the reader does not answer"};
        case NFC_EIO:
            return {ErrorCode::failed, "the line to the reader is disturbed or was cut"};
        default:
            return {ErrorCode::failed, fmt::format("the reader reports error {}", result)};
    }
}

std::optional<Found> found_of(Radio radio, const nfc_target& target) {
    const bool type_a = radio == Radio::a106;
    const nfc_iso14443a_info& a = target.nti.nai;
    const base::ByteView number =
        type_a ? base::ByteView(a.abtUid, std::min(a.szUidLen, sizeof a.abtUid)) : base::ByteView(target.nti.nfi.abtId);
    const auto uid = attendance::CardUid::from_bytes(number);
    if (!uid) return std::nullopt;  // not a number that a card can have: seen as no card
    return Found{radio, type_a ? tech_of(a) : attendance::TagTech::type3, *uid};
}

}  // namespace

Device::Device(nfc_context* context, std::function<void()> before_command)
    : m_context(context), m_before_command(std::move(before_command)) {}

base::Result<std::unique_ptr<Device>> Device::open(const std::string& connstring,
                                                   std::function<void()> before_command) {
    nfc_context* context = nullptr;
    nfc_init(&context);
    if (context == nullptr) return base::fail(ErrorCode::failed, "libnfc cannot be initialised");
    std::unique_ptr<Device> device(new Device(context, std::move(before_command)));
    device->m_before_command();
    device->m_device = nfc_open(context, connstring.c_str());
    if (device->m_device == nullptr) return base::fail(ErrorCode::unreachable, "no reader answers there");
    // A half-dead chip can be opened; only initialising tells (nfc-traps.md 5).
    device->m_before_command();
    const int ready = nfc_initiator_init(device->m_device);
    if (ready < 0) return base::fail(error_of(ready));
    TRY_VOID(device->resync());
    return device;
}

Device::~Device() {
    nfc_close(m_device);  // takes a null device
    nfc_exit(m_context);
}

base::Result<std::optional<Found>> Device::select(Radio radio, base::ByteView initiator_data) {
    m_before_command();
    nfc_target target{};
    const int result = nfc_initiator_select_passive_target(m_device, modulation(radio), initiator_data.data(),
                                                           initiator_data.size(), &target);
    if (result < 0) {
        // Selecting speaks of no tag: whatever is wrong here is the reader's.
        return base::fail(ErrorCode::failed, error_of(result).message);
    }
    return result == 0 ? std::nullopt : found_of(radio, target);
}

base::Result<std::optional<Found>> Device::select_any(Radio radio) {
    return select(radio, {});
}

base::Result<std::optional<Found>> Device::select_any_of_several(Radio felica) {
    constexpr std::array<std::uint8_t, 5> polling{0x00, 0xFF, 0xFF, 0x01, 0x03};  // any system, with its code, 4 slots
    return select(felica, polling);
}

base::Result<bool> Device::select_again(const Found& tag) {
    // FeliCa has no call by number: whoever answers is compared. This also works for FeliCa Lite, which libnfc's own
    // presence check calls gone while it lies there (nfc-traps.md 12).
    const bool by_number = tag.radio == Radio::a106;
    TRY(found, select(tag.radio, by_number ? tag.uid.bytes() : base::ByteView{}));
    return found && found->uid == tag.uid;
}

base::Result<void> Device::deselect() {
    m_before_command();
    const int result = nfc_initiator_deselect_target(m_device);
    if (result < 0 && error_of(result).code == ErrorCode::failed) return base::fail(error_of(result));
    return {};
}

base::Result<void> Device::restart_field() {
    for (const bool on : {false, true}) {
        m_before_command();
        const int result = nfc_device_set_property_bool(m_device, NP_ACTIVATE_FIELD, on);
        if (result < 0) return base::fail(ErrorCode::failed, error_of(result).message);
    }
    return {};
}

base::Result<void> Device::resync() {
    m_before_command();
    const int result = nfc_device_set_property_bool(m_device, NP_INFINITE_SELECT, false);
    if (result < 0) return base::fail(ErrorCode::failed, error_of(result).message);
    return {};
}

base::Result<base::Bytes> Device::exchange(base::ByteView command, Framing framing) {
    m_before_command();
    nfc_device_set_property_bool(m_device, NP_EASY_FRAMING,
                                 framing == Framing::chip);  // libnfc's own flag: cannot fail
    std::array<std::uint8_t, 264> answer{};
    const int result = nfc_initiator_transceive_bytes(m_device, command.data(), command.size(), answer.data(),
                                                      answer.size(), exchange_timeout_ms);
    if (result < 0) return base::fail(error_of(result));
    return base::Bytes(answer.begin(), answer.begin() + std::min<std::ptrdiff_t>(result, answer.size()));
}

}  // namespace nfc
