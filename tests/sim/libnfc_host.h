// The real libnfc on a simulated reader.
#pragma once

#include <nfc/nfc.h>
#include <stdlib.h>

#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "sim/port.h"

namespace sim_test {

inline std::unique_ptr<sim::SimulatedReader> start_reader() {
    ::setenv("LIBNFC_LOG_LEVEL", "0", 1);
    return sim::SimulatedReader::start().value();
}

inline sim::Tag tag(sim::TagKind kind, const base::Bytes& uid) {
    return sim::make_tag(kind, uid).value();
}
inline sim::Tag tag(sim::TagKind kind, const base::Bytes& uid, base::ByteView message) {
    return sim::make_tag(kind, uid, message).value();
}

inline constexpr nfc_modulation type_a = {NMT_ISO14443A, NBR_106};
inline constexpr nfc_modulation felica_212 = {NMT_FELICA, NBR_212};
inline constexpr nfc_modulation felica_424 = {NMT_FELICA, NBR_424};

class LibnfcHost {
public:
    explicit LibnfcHost(const std::string& connstring) {
        nfc_init(&m_context);
        open(connstring);
    }
    LibnfcHost(const LibnfcHost&) = delete;
    LibnfcHost& operator=(const LibnfcHost&) = delete;
    ~LibnfcHost() {
        close();
        nfc_exit(m_context);
    }

    void open(const std::string& connstring) { m_device = nfc_open(m_context, connstring.c_str()); }
    void close() {
        if (m_device != nullptr) nfc_close(m_device);
        m_device = nullptr;
    }
    bool is_open() const { return m_device != nullptr; }
    nfc_device* device() { return m_device; }

    // As a program does at its start: initiator mode, and selections that end by themselves.
    int init() {
        const int result = nfc_initiator_init(m_device);
        return result < 0 ? result : nfc_device_set_property_bool(m_device, NP_INFINITE_SELECT, false);
    }
    int select(nfc_modulation modulation = type_a) {
        return nfc_initiator_select_passive_target(m_device, modulation, nullptr, 0, &m_target);
    }
    int select_uid(const base::Bytes& uid) {
        return nfc_initiator_select_passive_target(m_device, type_a, uid.data(), uid.size(), &m_target);
    }
    int list(nfc_modulation modulation = type_a) {
        nfc_target targets[8];
        return nfc_initiator_list_passive_targets(m_device, modulation, targets, 8);
    }
    int drop_field() {
        const int result = nfc_device_set_property_bool(m_device, NP_ACTIVATE_FIELD, false);
        return result < 0 ? result : nfc_device_set_property_bool(m_device, NP_ACTIVATE_FIELD, true);
    }
    const nfc_target& target() const { return m_target; }
    base::Bytes uid() const {
        if (m_target.nm.nmt == NMT_FELICA) return {m_target.nti.nfi.abtId, m_target.nti.nfi.abtId + 8};
        return {m_target.nti.nai.abtUid, m_target.nti.nai.abtUid + m_target.nti.nai.szUidLen};
    }

    // The answer's bytes; absent for an error, which last_result() then is.
    std::optional<base::Bytes> transceive(const base::Bytes& command) {
        base::Bytes answer(264);
        m_result =
            nfc_initiator_transceive_bytes(m_device, command.data(), command.size(), answer.data(), answer.size(), 500);
        if (m_result < 0) return std::nullopt;
        answer.resize(static_cast<std::size_t>(m_result));
        return answer;
    }
    std::optional<base::Bytes> transceive_raw(const base::Bytes& command) {
        nfc_device_set_property_bool(m_device, NP_EASY_FRAMING, false);
        const auto answer = transceive(command);
        nfc_device_set_property_bool(m_device, NP_EASY_FRAMING, true);
        return answer;
    }
    int last_result() const { return m_result; }
    bool is_present() { return nfc_initiator_target_is_present(m_device, nullptr) == NFC_SUCCESS; }

private:
    nfc_context* m_context = nullptr;
    nfc_device* m_device = nullptr;
    nfc_target m_target{};
    int m_result = 0;
};

}  // namespace sim_test
