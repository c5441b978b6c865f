// Numbers of the PN532: command codes, status bytes, registers (NXP UM0701-02, chapters 7 and 8).
#pragma once

#include <cstdint>

namespace sim {

enum Command : std::uint8_t {
    cmd_diagnose = 0x00,
    cmd_get_firmware_version = 0x02,
    cmd_get_general_status = 0x04,
    cmd_read_register = 0x06,
    cmd_write_register = 0x08,
    cmd_set_serial_baud_rate = 0x10,
    cmd_set_parameters = 0x12,
    cmd_sam_configuration = 0x14,
    cmd_power_down = 0x16,
    cmd_rf_configuration = 0x32,
    cmd_in_data_exchange = 0x40,
    cmd_in_communicate_thru = 0x42,
    cmd_in_deselect = 0x44,
    cmd_in_list_passive_target = 0x4A,
    cmd_in_psl = 0x4E,
    cmd_in_release = 0x52,
    cmd_in_select = 0x54,
    cmd_in_auto_poll = 0x60,
};

constexpr std::uint8_t reply_code(std::uint8_t command) {
    return static_cast<std::uint8_t>(command + 1);
}

enum Status : std::uint8_t {
    status_ok = 0x00,
    status_timeout = 0x01,
    status_crc = 0x02,
    status_buffer_too_small = 0x07,
    status_format = 0x13,
    status_mifare_authentication = 0x14,
    status_wrong_context = 0x27,
};

// InListPassiveTarget's BrTy.
enum Technology : std::uint8_t {
    technology_a = 0x00,
    technology_f_212 = 0x01,
    technology_f_424 = 0x02,
    technology_b = 0x03,
    technology_jewel = 0x04,
};

enum Register : std::uint16_t {
    reg_tx_mode = 0x6302,
    reg_rx_mode = 0x6303,
    reg_manual_rcv = 0x630D,
    reg_control = 0x633C,
    reg_bit_framing = 0x633D,
};

inline constexpr std::uint8_t bits_crc = 0x80;      // of reg_tx_mode and reg_rx_mode: the chip does the checksum
inline constexpr std::uint8_t bits_framing = 0x03;  // of the same: the technology
inline constexpr std::uint8_t framing_a = 0x00;
inline constexpr std::uint8_t framing_f = 0x02;
inline constexpr std::uint8_t bits_parity_disabled = 0x10;  // of reg_manual_rcv
inline constexpr std::uint8_t bits_last = 0x07;             // of reg_bit_framing and reg_control: bits of the last byte

}  // namespace sim
