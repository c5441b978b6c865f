#include "pcsc/service.h"

#include <winscard.h>

#include <array>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace pcsc {
namespace {

using base::ErrorCode;

static_assert(std::is_same_v<SCARDCONTEXT, long> && std::is_same_v<SCARDHANDLE, long> &&
              std::is_same_v<DWORD, unsigned long>);

constexpr DWORD protocols = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
constexpr std::size_t answer_bytes_max = 264;  // pcsc-lite's MAX_BUFFER_SIZE

// pcsc-lite gives its codes in more than 32 bits where a long has them.
constexpr std::uint32_t code(LONG result) {
    return static_cast<std::uint32_t>(result);
}

base::Error error_of(LONG result) {
    const std::string text = pcsc_stringify_error(result);
    switch (code(result)) {
        case code(SCARD_E_NO_SERVICE):
            return {ErrorCode::not_found, "pcscd is not running"};
        case code(SCARD_W_SECURITY_VIOLATION):
        case code(SCARD_E_NO_ACCESS):
            return {ErrorCode::denied, "pcscd does not let this user in"};
        case code(SCARD_F_COMM_ERROR):
        case code(SCARD_E_INVALID_HANDLE):
            return {ErrorCode::failed, "pcscd has ended"};
        default:
            return {ErrorCode::failed, text};
    }
}

base::Error card_error_of(LONG result) {
    switch (code(result)) {
        case code(SCARD_W_REMOVED_CARD):
        case code(SCARD_W_UNPOWERED_CARD):
        case code(SCARD_W_UNRESPONSIVE_CARD):
        case code(SCARD_W_UNSUPPORTED_CARD):
        case code(SCARD_E_NO_SMARTCARD):
        case code(SCARD_E_NOT_TRANSACTED):
        case code(SCARD_E_PROTO_MISMATCH):
            return {ErrorCode::unreachable, "the card does not answer"};
        case code(SCARD_E_SHARING_VIOLATION):
            return {ErrorCode::busy, "another program keeps the card for itself"};
        default:
            return {ErrorCode::failed, pcsc_stringify_error(result)};
    }
}

Slot slot_of(DWORD state) {
    if ((state & (SCARD_STATE_UNKNOWN | SCARD_STATE_IGNORE)) != 0) return Slot::gone;
    if ((state & SCARD_STATE_UNAVAILABLE) != 0) return Slot::failing;
    return (state & SCARD_STATE_PRESENT) != 0 ? Slot::card : Slot::empty;
}

}  // namespace

bool SlotState::same_card_as(const SlotState& other) const {
    constexpr unsigned events_shift = 16;  // the upper half counts arrivals and departures
    return slot == Slot::card && other.slot == Slot::card && raw >> events_shift == other.raw >> events_shift;
}

Card::Card(Card&& other) noexcept : m_handle(std::exchange(other.m_handle, 0)), m_protocol(other.m_protocol) {}

Card::~Card() {
    if (m_handle != 0) SCardDisconnect(m_handle, SCARD_LEAVE_CARD);
}

base::Result<void> Card::reconnect(unsigned long initialization) {
    const LONG result = SCardReconnect(m_handle, SCARD_SHARE_SHARED, protocols, initialization, &m_protocol);
    if (result != SCARD_S_SUCCESS) return base::fail(card_error_of(result));
    return {};
}

base::Result<void> Card::reset() {
    return reconnect(SCARD_RESET_CARD);
}

base::Result<base::Bytes> Card::transmit(base::ByteView apdu) {
    std::array<std::uint8_t, answer_bytes_max> answer{};
    DWORD count = 0;
    const auto send = [&] {
        count = answer.size();
        return SCardTransmit(m_handle, m_protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1, apdu.data(),
                             apdu.size(), nullptr, answer.data(), &count);
    };
    LONG result = send();
    if (code(result) == code(SCARD_W_RESET_CARD)) {
        TRY_VOID(reconnect(SCARD_LEAVE_CARD));
        result = send();
    }
    if (result != SCARD_S_SUCCESS) return base::fail(card_error_of(result));
    return base::Bytes(answer.begin(), answer.begin() + static_cast<std::ptrdiff_t>(count));
}

base::Result<base::Bytes> Card::atr() {
    std::array<std::uint8_t, MAX_ATR_SIZE> atr{};
    DWORD count = atr.size();
    const LONG result = SCardStatus(m_handle, nullptr, nullptr, nullptr, nullptr, atr.data(), &count);
    if (result != SCARD_S_SUCCESS) return base::fail(card_error_of(result));
    return base::Bytes(atr.begin(), atr.begin() + static_cast<std::ptrdiff_t>(count));
}

base::Result<Service> Service::open() {
    SCARDCONTEXT context = 0;
    const LONG result = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
    if (result != SCARD_S_SUCCESS) return base::fail(error_of(result));
    return Service(context);
}

Service::Service(Service&& other) noexcept : m_context(std::exchange(other.m_context, 0)) {}

Service::~Service() {
    if (m_context != 0) SCardReleaseContext(m_context);
}

base::Result<std::vector<std::string>> Service::slots() {
    DWORD size = 0;
    std::string names;
    LONG result = SCardListReaders(m_context, nullptr, nullptr, &size);
    if (result == SCARD_S_SUCCESS) {
        names.resize(size);
        result = SCardListReaders(m_context, nullptr, names.data(), &size);
    }
    if (code(result) == code(SCARD_E_NO_READERS_AVAILABLE)) return std::vector<std::string>();
    if (result != SCARD_S_SUCCESS) return base::fail(error_of(result));
    std::vector<std::string> slots;  // each name ends in a zero, and the list in another
    for (std::size_t at = 0; at < names.size() && names[at] != '\0'; at += slots.back().size() + 1)
        slots.emplace_back(names.c_str() + at);
    return slots;
}

base::Result<SlotState> Service::wait(const std::string& slot, const SlotState& known,
                                      std::chrono::milliseconds patience) {
    SCARD_READERSTATE state{};
    state.szReader = slot.c_str();
    state.dwCurrentState = known.raw;
    const LONG result = SCardGetStatusChange(m_context, static_cast<DWORD>(patience.count()), &state, 1);
    if (code(result) == code(SCARD_E_UNKNOWN_READER)) return SlotState{};
    if (result != SCARD_S_SUCCESS && code(result) != code(SCARD_E_TIMEOUT)) return base::fail(error_of(result));
    return SlotState{slot_of(state.dwEventState), state.dwEventState & ~DWORD{SCARD_STATE_CHANGED}};
}

base::Result<Card> Service::connect(const std::string& slot) {
    SCARDHANDLE handle = 0;
    DWORD protocol = 0;
    const LONG result = SCardConnect(m_context, slot.c_str(), SCARD_SHARE_SHARED, protocols, &handle, &protocol);
    if (result != SCARD_S_SUCCESS) return base::fail(card_error_of(result));
    return Card(handle, protocol);
}

}  // namespace pcsc
