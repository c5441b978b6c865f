// The PN532's commands that find tags and let them go.

#include "sim/chip.h"
#include "sim/commands.h"

namespace sim {
namespace {

constexpr std::uint8_t parameter_auto_rats = 0x10;
constexpr std::uint8_t sak_iso_dep = 0x20;

// Numbers of more than four bytes come to the chip with their cascade tags (88) between: 88 + 3, 4 or 88 + 3, 88 +
// 3, 4.
base::Bytes without_cascade_tags(base::ByteView uid) {
    if (uid.size() <= 7) return {uid.begin(), uid.end()};
    base::Bytes plain;
    for (std::size_t i = 0; i < uid.size(); ++i)
        if (i % 4 != 0 || i + 4 >= uid.size()) plain.push_back(uid[i]);
    return plain;
}

// What InAutoPoll calls a tag.
enum AutoPollType : std::uint8_t {
    poll_generic_106 = 0x00,
    poll_generic_212 = 0x01,
    poll_generic_424 = 0x02,
    poll_mifare = 0x10,
    poll_felica_212 = 0x11,
    poll_felica_424 = 0x12,
    poll_iso_dep_a = 0x20,
};

}  // namespace

// Tried again, without the host's help, as often as RFConfiguration allows.
std::optional<Chip::Reply> Chip::list_passive_targets(base::ByteView parameters, base::MonotonicTime start) {
    if (parameters.size() < 2 || parameters[0] < 1 || parameters[0] > 2) return Reply{};
    const std::size_t count_max = parameters[0];
    const base::ByteView initiator = parameters.subspan(2);
    const std::uint8_t technology = parameters[1];
    Polling polling;
    switch (technology) {
        case technology_a:
            polling.attempt = [this, count_max, uid = without_cascade_tags(initiator)] {
                return list_reply(select_a(uid, count_max));
            };
            break;
        case technology_f_212:
        case technology_f_424: {
            if (initiator.size() != 5) return Reply{};
            const auto system = static_cast<std::uint16_t>(initiator[1] << 8U | initiator[2]);
            polling.attempt = [this, technology, count_max, system, request_code = initiator[3]] {
                return list_reply(select_f(technology, system, request_code, count_max));
            };
            break;
        }
        case technology_b:
        case technology_jewel:
            polling.attempt = [] { return std::nullopt; };  // no tag of these exists here
            break;
        default:
            return Reply{};
    }
    polling.not_found = {reply_code(cmd_in_list_passive_target), 0x00};
    if (m_retries != 0xFF) polling.attempts_left = m_retries + 1U;
    polling.pause = m_timing.empty_attempt();
    polling.next = start;
    m_polling = std::move(polling);
    return std::nullopt;
}

// Each wished type has the field for one period, in turn; the first that finds a tag ends it.
std::optional<Chip::Reply> Chip::auto_poll(base::ByteView parameters, base::MonotonicTime start) {
    if (parameters.size() < 3 || parameters.size() > 17 || parameters[0] == 0 || parameters[1] == 0) return Reply{};
    const base::Bytes types(parameters.begin() + 2, parameters.end());
    Polling polling;
    polling.attempt = [this, types, turn = std::size_t{0}]() mutable {
        return attempt_type(types[turn++ % types.size()]);
    };
    polling.not_found = {reply_code(cmd_in_auto_poll), 0x00};
    if (parameters[0] != 0xFF) polling.attempts_left = parameters[0] * types.size();
    polling.pause = m_timing.autopoll_unit() * parameters[1];
    polling.next = start;
    m_polling = std::move(polling);
    return std::nullopt;
}

std::optional<Chip::Reply> Chip::attempt_type(std::uint8_t type) {
    constexpr std::uint16_t any_system = 0xFFFF;
    constexpr std::uint8_t with_system = 0x01;
    std::optional<Selected> selected;
    switch (type) {
        case poll_generic_106:
        case poll_mifare:
        case poll_iso_dep_a:
            // A selected tag is silent once when it is polled again; the period has time for a second request.
            for (int request = 0; request < 2 && !selected; ++request)
                selected = select_a({}, 1);
            break;
        case poll_generic_212:
        case poll_felica_212:
            selected = select_f(technology_f_212, any_system, with_system, 1);
            break;
        case poll_generic_424:
        case poll_felica_424:
            selected = select_f(technology_f_424, any_system, with_system, 1);
            break;
        default:
            break;  // types of which no tag exists here
    }
    if (!selected) return std::nullopt;
    const Tag& tag = *m_field.tag(m_targets[0]);
    const bool iso_dep = std::holds_alternative<Type4Memory>(tag.memory);
    if ((type == poll_mifare && iso_dep) || (type == poll_iso_dep_a && !iso_dep)) return std::nullopt;
    const base::Bytes& data = selected->target_data[0];
    Reply reply{{reply_code(cmd_in_auto_poll), 1, type, static_cast<std::uint8_t>(data.size())}, selected->radio};
    reply.body.insert(reply.body.end(), data.begin(), data.end());
    return reply;
}

std::optional<Chip::Reply> Chip::list_reply(const std::optional<Selected>& selected) {
    if (!selected) return std::nullopt;
    const auto count = static_cast<std::uint8_t>(selected->target_data.size());
    Reply reply{{reply_code(cmd_in_list_passive_target), count}, selected->radio};
    for (const base::Bytes& data : selected->target_data)
        reply.body.insert(reply.body.end(), data.begin(), data.end());
    return reply;
}

std::optional<Chip::Selected> Chip::select_a(base::ByteView uid, std::size_t count_max) {
    m_registers[reg_tx_mode] = m_registers[reg_rx_mode] = bits_crc | framing_a;
    m_field.set_power(true);
    m_targets = m_field.request_a(uid, count_max);
    m_active_target = 0;
    if (m_targets.empty()) return std::nullopt;
    Selected selected;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        const base::Bytes number = m_field.uid(m_targets[i]);
        const TypeAIdentity identity = type_a_identity(m_field.tag(m_targets[i])->kind, number.size());
        base::Bytes data = {static_cast<std::uint8_t>(i + 1), identity.atqa_high, identity.atqa_low, identity.sak,
                            static_cast<std::uint8_t>(number.size())};
        data.insert(data.end(), number.begin(), number.end());
        const bool rats = (m_parameters & parameter_auto_rats) != 0 && (identity.sak & sak_iso_dep) != 0;
        if (rats) {
            const base::Bytes ats = m_field.enter_protocol(m_targets[i]);
            data.insert(data.end(), ats.begin(), ats.end());
        }
        selected.radio += m_timing.select_a(number.size(), rats);
        selected.target_data.push_back(std::move(data));
    }
    return selected;
}

std::optional<Chip::Selected> Chip::select_f(std::uint8_t technology, std::uint16_t system, std::uint8_t request_code,
                                             std::size_t count_max) {
    constexpr std::uint8_t speed_212 = 0x10;
    constexpr std::uint8_t speed_424 = 0x20;
    const std::uint8_t speed = technology == technology_f_212 ? speed_212 : speed_424;
    m_registers[reg_tx_mode] = m_registers[reg_rx_mode] = bits_crc | framing_f | speed;
    m_field.set_power(true);
    m_targets = m_field.request_f(system, count_max);
    m_active_target = 0;
    if (m_targets.empty()) return std::nullopt;
    Selected selected;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        base::Bytes data = {static_cast<std::uint8_t>(i + 1)};
        const Type3Memory& memory = std::get<Type3Memory>(m_field.tag(m_targets[i])->memory);
        const base::Bytes answer = memory.poll(system, request_code).value_or(base::Bytes{});
        data.insert(data.end(), answer.begin(), answer.end());
        selected.radio += m_timing.select_f();
        selected.target_data.push_back(std::move(data));
    }
    return selected;
}

// InDeselect and InRelease: the tags are halted; after InRelease the chip also forgets them.
Chip::Reply Chip::release(std::uint8_t code, base::ByteView parameters) {
    if (parameters.size() != 1) return {};
    const std::size_t number = parameters[0];
    if (number > m_targets.size()) return {{code, status_wrong_context}};
    for (std::size_t i = 0; i < m_targets.size(); ++i)
        if (number == 0 || number == i + 1) m_field.halt(m_targets[i]);
    if (code == reply_code(cmd_in_release)) m_targets.clear();
    return {{code, status_ok}};
}

Chip::Reply Chip::select(base::ByteView parameters) {
    constexpr std::uint8_t code = reply_code(cmd_in_select);
    if (parameters.size() != 1) return {};
    const std::size_t number = parameters[0];
    if (number < 1 || number > m_targets.size()) return {{code, status_wrong_context}};
    m_active_target = number - 1;
    m_field.activate(m_targets[m_active_target]);
    return {{code, status_ok}};
}

}  // namespace sim
