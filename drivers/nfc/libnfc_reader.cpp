#include "nfc/libnfc_reader.h"

#include <fmt/core.h>

#include <unistd.h>
#include <algorithm>

#include "nfc/chip_link.h"

namespace nfc {
namespace {

using base::ErrorCode;
using drivers::ReaderHealth;
using std::chrono::milliseconds;

constexpr milliseconds reopen_rest{200};

// Who is asked when nothing lies there. Type A gets most of the turns: nearly every card is one, and an empty poll of
// FeliCa is as long as one of type A. Every fourth is FeliCa at 212 kbit/s, which all FeliCa cards but oddities answer,
// so that a tap of 80 ms meets one; 424 is for those oddities.
Radio empty_field_turn(unsigned turn) {
    constexpr unsigned felica_every = 4;
    constexpr unsigned fast_felica_every = 32;
    if (turn % felica_every == felica_every - 1) return Radio::felica212;
    return turn % fast_felica_every == fast_felica_every - 2 ? Radio::felica424 : Radio::a106;
}

// More tags than that are not enumerated in one poll; the rest is found by the next one.
constexpr int tags_per_poll_max = 4;

// A Read Without Encryption of one block: whatever the card answers, it is there.
base::Bytes felica_question(const attendance::CardUid& idm) {
    base::Bytes frame{16, 0x06};
    frame.insert(frame.end(), idm.bytes().begin(), idm.bytes().end());
    frame.insert(frame.end(), {1, 0x0B, 0x00, 1, 0x80, 0x00});
    return frame;
}

bool is_type_a(const Found& found) {
    return found.radio == Radio::a106;
}

}  // namespace

LibnfcReader::LibnfcReader(std::string connstring, drivers::NdefMode ndef, Host host)
    : m_connstring(std::move(connstring)), m_ndef(ndef), m_host(std::move(host)) {}

base::Result<milliseconds> LibnfcReader::turn() {
    if (!m_device) return open();
    const Step polled = poll();
    if (polled) {
        m_failures = 0;
        report(ReaderHealth::ok, "");
    } else {
        recover(polled.error());
    }
    return milliseconds(0);
}

base::Result<milliseconds> LibnfcReader::open() {
    m_host.beat(Activity::opening);
    const auto port = port_of(m_connstring);
    if (port) {
        auto lock = PortLock::take(*port);
        if (!lock && lock.error().code == ErrorCode::not_found)
            return not_opened(ReaderHealth::absent, fmt::format("no reader at {}: plug it in", *port));
        if (!lock && lock.error().code == ErrorCode::busy) {
            report(ReaderHealth::fault, lock.error().message);
            return base::fail(lock.error());
        }
        if (!lock) return not_opened(ReaderHealth::fault, lock.error().message);
        m_lock.emplace(std::move(*lock));
    }
    auto device = Device::open(m_connstring, [this] { m_host.beat(m_device ? Activity::polling : Activity::opening); });
    if (!device) {
        m_lock.reset();
        const bool absent = !port && device.error().code == ErrorCode::unreachable;
        return not_opened(absent ? ReaderHealth::absent : ReaderHealth::fault,
                          fmt::format("{} at {}: check its cable and power", device.error().message, m_connstring));
    }
    m_device = std::move(*device);
    if (m_lock) m_lock->exclude_others();
    m_failures = 0;
    return milliseconds(0);
}

base::Result<milliseconds> LibnfcReader::not_opened(ReaderHealth health, const std::string& reason) {
    report(health, reason);
    return reopen_rest;
}

void LibnfcReader::close() {
    m_device.reset();
    m_lock.reset();
}

// A failed call may be a late ACK, and its reply may yet spoil the next call (nfc-traps.md 8): worth going on while the
// chip answers. One that does not is deaf, was powered down by another program or has lost its settings: only closing
// and opening helps (nfc-traps.md 4).
void LibnfcReader::recover(const base::Error& error) {
    constexpr int failures_max = 2;
    if (++m_failures <= failures_max && m_device->resync()) return;
    m_host.beat(Activity::opening);
    close();
    const auto port = port_of(m_connstring);
    const bool gone = port && ::access(port->c_str(), F_OK) != 0;
    report(gone ? ReaderHealth::absent : ReaderHealth::fault, gone
                                                                  ? fmt::format("no reader at {}: plug it in", *port)
                                                                  : fmt::format("{}; opening it again", error.message));
}

void LibnfcReader::report(ReaderHealth health, const std::string& reason) {
    if (health == m_status.health && reason == m_status.reason) return;
    m_status = {health, reason};
    m_host.sink(m_status);
}

base::Result<void> LibnfcReader::poll() {
    m_presence.begin_poll(base::monotonic_now());
    if (m_presence.tags().empty()) return poll_empty_field();
    TRY_VOID(poll_type_a());
    TRY_VOID(poll_felica());
    const auto now = base::monotonic_now();
    for (const Found& found : m_presence.end_poll(now))
        m_host.sink(drivers::TagLeft{now, found.uid});
    return {};
}

// The way that most taps come: one command, one tag.
base::Result<void> LibnfcReader::poll_empty_field() {
    const Radio radio = empty_field_turn(m_turn++);
    TRY(found, m_device->select_any(radio));
    if (!found) return {};
    TRY_VOID(saw(*found));
    return is_type_a(*found) ? m_device->deselect() : Step{};
}

// The tags of type A that lay there at the last poll, one by one by their numbers; each then rests, so that it hides no
// other card. Then whoever else answers: one that was missed before has been without power, and answers unasked.
base::Result<void> LibnfcReader::poll_type_a() {
    if (m_sweep) TRY_VOID(m_device->restart_field());
    TRY_VOID(look_for_known_type_a());
    // Some readers cannot wake a tag that rests: power for all anew.
    const bool missing = std::ranges::any_of(m_presence.tags(), [this](const auto& tag) { return is_sought(tag); });
    if (missing && !m_sweep) TRY_VOID(m_device->restart_field());
    m_sweep = false;
    TRY(others, poll_other_type_a());
    // One whom another's selection has silenced. Where nobody answered there is nobody to look for.
    return missing && others ? look_for_known_type_a() : Step{};
}

bool LibnfcReader::is_sought(const Presence::Tag& tag) const {
    return is_type_a(tag.found) && tag.misses == 0 && !m_presence.seen_in_this_poll(tag);
}

base::Result<void> LibnfcReader::look_for_known_type_a() {
    for (const Presence::Tag& tag : std::vector(m_presence.tags())) {
        if (!is_sought(tag)) continue;
        TRY(there, m_device->select_again(tag.found));
        if (!there) continue;
        m_presence.saw(tag.found, base::monotonic_now());
        TRY_VOID(m_device->deselect());
    }
    return {};
}

// Whether anybody answered.
base::Result<bool> LibnfcReader::poll_other_type_a() {
    for (int i = 0; i < tags_per_poll_max; ++i) {
        TRY(found, m_device->select_any(Radio::a106));
        if (!found) return i > 0;
        const bool known = m_presence.holds(found->uid);
        TRY_VOID(saw(*found));
        TRY_VOID(m_device->deselect());
        if (known) break;  // this reader does not let tags rest: the same one would answer again
    }
    return true;
}

base::Result<void> LibnfcReader::poll_felica() {
    for (const Radio radio : {Radio::felica212, Radio::felica424}) {
        const auto at_this_speed = [&](const Presence::Tag& tag) { return tag.found.radio == radio; };
        if (radio == Radio::felica424 && std::ranges::none_of(m_presence.tags(), at_this_speed)) continue;
        TRY(found, m_device->select_any_of_several(radio));
        if (!found) continue;
        TRY_VOID(saw(*found));
        TRY_VOID(look_for_other_felica(radio));
    }
    return {};
}

// Of several FeliCa cards only one has answered the poll: the others are asked by their numbers.
base::Result<void> LibnfcReader::look_for_other_felica(Radio radio) {
    for (const Presence::Tag& tag : std::vector(m_presence.tags())) {
        if (tag.found.radio != radio || m_presence.seen_in_this_poll(tag)) continue;
        const auto answer = m_device->exchange(felica_question(tag.found.uid), Framing::raw);
        if (!answer && answer.error().code == ErrorCode::failed) return base::fail(answer.error());
        const auto idm = tag.found.uid.bytes();
        if (answer && answer->size() >= 10 && std::equal(idm.begin(), idm.end(), answer->begin() + 2))
            m_presence.saw(tag.found, base::monotonic_now());
    }
    return {};
}

base::Result<void> LibnfcReader::saw(const Found& found) {
    const auto now = base::monotonic_now();
    report(ReaderHealth::ok, "");
    if (!m_presence.saw(found, now)) return {};
    const bool stable = !found.uid.is_random();
    // A phone draws another number when the field is dropped.
    m_sweep = m_sweep || (stable && is_type_a(found));
    drivers::TagArrived arrived{.at = now, .tech = found.tech, .uid = found.uid, .stable = stable};
    Step reading = {};
    if (m_ndef == drivers::NdefMode::always) reading = read_memory(found, arrived.ndef);
    m_host.sink(arrived);  // a torn reading, or a reader that fails in it, does not cost the tap
    return reading;
}

// The error is the reader's; what the tag did stands in the reading.
base::Result<void> LibnfcReader::read_memory(const Found& found, tags::NdefReading& reading) {
    ChipLink link(*m_device, found, m_host.stopping);
    reading = tags::read_ndef(link, {found.tech, found.uid});
    return link.fault() ? Step(base::fail(*link.fault())) : Step{};
}

void LibnfcReader::read_ndef(const attendance::CardUid& uid) {
    if (!m_device || m_ndef == drivers::NdefMode::never) return;
    const auto tag = std::ranges::find(m_presence.tags(), uid, [](const Presence::Tag& t) { return t.found.uid; });
    if (tag == m_presence.tags().end()) return;
    const Found found = tag->found;
    const auto there = m_device->select_again(found);
    if (!there) return recover(there.error());
    if (!*there) return;
    drivers::NdefArrived memory{.uid = found.uid, .ndef = {}};
    const Step reading = read_memory(found, memory.ndef);
    m_host.sink(memory);
    if (!reading) recover(reading.error());
}

}  // namespace nfc
