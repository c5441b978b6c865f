#include "pcsc/pcsc_reader.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "pcsc/atr.h"
#include "pcsc/felica_way.h"
#include "pcsc/slot_choice.h"
#include "pcsc/slot_link.h"

namespace pcsc {
namespace {

using base::ErrorCode;
using drivers::Activity;
using drivers::ReaderHealth;
using std::chrono::milliseconds;

constexpr milliseconds retry_rest{500};

// pcscd looks at readers without an interrupt line every 400 ms only: a card that it missed once is away for so long.
constexpr milliseconds presence_gap{600};

// A card may be put in place of another between two looks of pcscd's, which then knows of no change.
constexpr milliseconds ask_again{200};

// Longer than pcscd needs to see that a card has left, which is silent until then.
constexpr milliseconds silence_max{1'000};

attendance::TagTech tech_of_card(Card& card) {
    const auto atr = card.atr();
    return atr ? tech_of(*atr) : attendance::TagTech::a;
}

}  // namespace

PcscReader::PcscReader(std::string connstring, drivers::NdefMode ndef, drivers::PollerHost host)
    : m_connstring(std::move(connstring)), m_ndef(ndef), m_host(std::move(host)), m_presence(presence_gap) {}

base::Result<milliseconds> PcscReader::turn() {
    m_host.beat(m_slot.empty() ? Activity::opening : Activity::polling);
    if (!m_service) return open_service();
    if (m_slot.empty()) return find_slot();
    const auto state = m_service->wait(m_slot, m_state, patience());
    if (!state) return close(ReaderHealth::fault, state.error().message + "; connecting again");
    return follow(*state);
}

// How long to wait for a change. While a card lies there the kiosk may ask for its memory at any moment.
PcscReader::Rest PcscReader::patience() const {
    if (m_card) return milliseconds(20);
    const bool unread = m_state.slot == Slot::card;
    return unread || !m_presence.tags().empty() ? milliseconds(50) : milliseconds(200);
}

PcscReader::Rest PcscReader::open_service() {
    auto service = Service::open();
    if (service) {
        m_service.emplace(std::move(*service));
        return milliseconds(0);
    }
    return not_served(service.error());
}

PcscReader::Rest PcscReader::not_served(const base::Error& error) {
    if (error.code == ErrorCode::not_found)
        return close(ReaderHealth::absent,
                     "pcscd is not running: start it (systemctl enable --now pcscd.socket), or install it (apt install "
                     "pcscd)");
    if (error.code == ErrorCode::denied)
        return close(ReaderHealth::fault,
                     "pcscd does not let this user in: allow it in polkit (org.debian.pcsc-lite.access_pcsc)");
    return close(ReaderHealth::fault, "pcscd: " + error.message);
}

PcscReader::Rest PcscReader::find_slot() {
    const auto slots = m_service->slots();
    if (!slots) return not_served(slots.error());
    const std::string_view wanted = wanted_slot(m_connstring);
    const auto slot = choose_slot(*slots, wanted);
    if (slot) {
        m_slot = *slot;
        m_state = {};
        m_quiet = false;
        return milliseconds(0);
    }
    const std::string others = slots->empty() ? "" : fmt::format("; it has {}", fmt::join(*slots, ", "));
    report(ReaderHealth::absent, wanted.empty() ? fmt::format("pcscd sees no contactless reader{}: plug it in", others)
                                                : fmt::format("pcscd sees no reader {}{}: plug it in", wanted, others));
    return retry_rest;
}

// Begins anew, from the service on: what pcscd says of a reader that came back is a new slot.
PcscReader::Rest PcscReader::close(ReaderHealth health, const std::string& reason) {
    m_card.reset();
    m_found.reset();
    m_service.reset();
    m_slot.clear();
    m_silent_since.reset();
    report(health, reason);
    return retry_rest;
}

void PcscReader::report(ReaderHealth health, const std::string& reason) {
    if (health == m_status.health && reason == m_status.reason) return;
    m_status = {health, reason};
    m_host.sink(m_status);
}

PcscReader::Rest PcscReader::follow(const SlotState& state) {
    m_presence.begin_poll(base::monotonic_now());
    if (!state.same_card_as(m_state)) m_card.reset();
    m_state = state;
    base::Result<void> looked;
    switch (state.slot) {
        case Slot::gone:
            return close(ReaderHealth::absent, fmt::format("{} is gone: plug it in", m_slot));
        case Slot::failing:
            report(ReaderHealth::fault, fmt::format("{} does not answer: unplug it and plug it in", m_slot));
            break;
        case Slot::empty:
            m_silent_since.reset();
            report(ReaderHealth::ok, "");
            break;
        case Slot::card:
            looked = look();
            break;
    }
    if (!looked)
        return close(ReaderHealth::fault, fmt::format("{}: {}; connecting again", m_slot, looked.error().message));
    const auto now = base::monotonic_now();
    for (const drivers::FoundTag& found : m_presence.end_poll(now))
        m_host.sink(drivers::TagLeft{now, found.uid});
    return milliseconds(0);
}

// The error is the reader's or pcscd's.
base::Result<void> PcscReader::look() {
    const bool known = m_card && m_found;
    if (known && base::monotonic_now() - m_asked < ask_again) {
        m_presence.saw(*m_found, base::monotonic_now());
        return {};
    }
    auto step = m_card ? base::Result<void>() : take_card();
    if (step) {
        TRY(uid, number());
        if (uid) return saw(*uid);
        step = base::fail(ErrorCode::unreachable, "");
    }
    m_card.reset();
    if (step.error().code == ErrorCode::failed) return step;
    if (step.error().code == ErrorCode::busy) {
        report(
            ReaderHealth::fault,
            fmt::format("another program keeps the card on {} for itself: end that one (GnuPG's scdaemon?)", m_slot));
        return {};
    }
    const auto now = base::monotonic_now();
    if (!m_silent_since) m_silent_since = now;
    if (now - *m_silent_since > silence_max)
        report(ReaderHealth::fault, fmt::format("{} tells no number of the card on it: take the card off", m_slot));
    return {};
}

base::Result<void> PcscReader::take_card() {
    auto card = m_service->connect(m_slot);
    if (!card) return base::fail(card.error());
    m_card.emplace(std::move(*card));
    m_found.reset();
    return m_quiet ? base::Result<void>() : quieten();
}

// An ACR122U beeps at every card until it is told not to, each time that it was plugged in. Others keep for good what they
// are told (an ACR1252U): that is left to their owner.
base::Result<void> PcscReader::quieten() {
    m_quiet = true;
    if (felica_way(m_slot) != FelicaWay::pn532) return {};
    const auto answer = m_card->transmit(base::Bytes{0xFF, 0x00, 0x52, 0x00, 0x00});
    if (!answer && answer.error().code == ErrorCode::failed) return base::fail(answer.error());
    return {};
}

// Absent: the card gave none.
base::Result<std::optional<attendance::CardUid>> PcscReader::number() {
    const auto answer = m_card->transmit(base::Bytes{0xFF, 0xCA, 0x00, 0x00, 0x00});
    if (!answer && answer.error().code == ErrorCode::failed) return base::fail(answer.error());
    const std::size_t size = answer ? answer->size() : 0;
    const bool well = size > 2 && (*answer)[size - 2] == 0x90 && (*answer)[size - 1] == 0x00;
    if (!well) return std::optional<attendance::CardUid>();
    return attendance::CardUid::from_bytes(base::ByteView(*answer).first(size - 2));
}

base::Result<void> PcscReader::saw(const attendance::CardUid& uid) {
    const auto now = base::monotonic_now();
    m_asked = now;
    m_silent_since.reset();
    report(ReaderHealth::ok, "");
    const bool in_place_of_another = m_found && m_found->uid != uid;
    // Powered again, pcscd knows what it is.
    if (in_place_of_another && !m_card->reset()) return {};
    if (!m_found || in_place_of_another) {
        const auto tech = tech_of_card(*m_card);
        const bool felica = tech == attendance::TagTech::type3;
        m_found = {felica ? drivers::Radio::felica212 : drivers::Radio::a106, tech, uid};
    }
    if (!m_presence.saw(*m_found, now)) return {};
    const auto atr = m_card->atr();
    drivers::TagArrived arrived{
        .at = now, .tech = m_found->tech, .uid = uid, .stable = is_stable(uid, atr ? *atr : base::Bytes())};
    base::Result<void> reading;
    if (m_ndef == drivers::NdefMode::always) reading = read_memory(arrived.ndef);
    m_host.sink(arrived);  // a torn reading, or a reader that fails in it, does not cost the tap
    return reading;
}

// The error is the reader's; what the card did stands in the reading.
base::Result<void> PcscReader::read_memory(tags::NdefReading& reading) {
    SlotLink link(*m_card, *m_found, felica_way(m_slot), [this] {
        m_host.beat(Activity::polling);
        return !m_host.stopping();
    });
    reading = tags::read_ndef(link, {m_found->tech, m_found->uid});
    return link.fault() ? base::Result<void>(base::fail(*link.fault())) : base::Result<void>();
}

void PcscReader::read_ndef(const attendance::CardUid& uid) {
    if (m_ndef == drivers::NdefMode::never || !m_card || !m_found || m_found->uid != uid) return;
    drivers::NdefArrived memory{.uid = uid, .ndef = {}};
    const auto reading = read_memory(memory.ndef);
    m_host.sink(memory);
    if (!reading) close(ReaderHealth::fault, fmt::format("{}: {}; connecting again", m_slot, reading.error().message));
}

}  // namespace pcsc
