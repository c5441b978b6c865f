#include "kiosk/reader_link.h"

#include <algorithm>

#include "drivers/supervised_reader.h"

namespace kiosk {
namespace {

constexpr std::size_t arrivals_max = 8;

std::string_view memory_word(const tags::NdefReading& reading) {
    return reading.status == tags::NdefStatus::unread ? std::string_view() : to_string(reading.status);
}

}  // namespace

ReaderLink::ReaderLink(const journal::Journal& journal, Trace& trace, ReaderPart part)
    : m_journal(journal), m_part(part), m_trace(trace) {}
ReaderLink::~ReaderLink() {
    stop();
}

void ReaderLink::start(const std::string& connstring, std::function<bool(desk::Input)> post) {
    m_post = std::move(post);
    drivers::ReaderOptions options;
    options.connstring = connstring;
    // Held until m_reader is there: the first tap may ask for a memory before start_reader() has returned here.
    const std::lock_guard lock(m_mutex);
    m_reader = drivers::start_reader(
        options, [this](drivers::ReaderEvent event) { std::visit([this](const auto& value) { on(value); }, event); });
}

void ReaderLink::stop() {
    std::unique_ptr<drivers::CardReader> ending;
    {
        const std::lock_guard lock(m_mutex);
        ending = std::move(m_reader);
    }
    // Joined here without the mutex, which its thread may want for a last tap.
}

void ReaderLink::request_memory(const attendance::CardId& card) {
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_arrivals, card, &Arrival::card);
    if (found != m_arrivals.end() && m_reader) m_reader->request_ndef(found->uid);
}

void ReaderLink::on(const drivers::TagArrived& arrived) {
    const attendance::CardId card = m_journal.card_id(arrived.uid);
    {
        const std::lock_guard lock(m_mutex);
        m_arrivals.push_back({card, arrived.uid});
        if (m_arrivals.size() > arrivals_max) m_arrivals.pop_front();
    }
    const std::string tech(attendance::to_string(arrived.tech));
    m_trace.tap(arrived.at, card, tech, memory_word(arrived.ndef), arrived.ndef.reason);
    std::erase(m_in_field, arrived.uid);
    const bool joined = !m_in_field.empty();
    m_in_field.push_back(arrived.uid);
    m_post(desk::TapInput{arrived.at, card, tech, arrived.stable, tags::offered_name(arrived.ndef),
                          m_journal.former_card_ids(arrived.uid), joined});
}

void ReaderLink::on(const drivers::TagLeft& left) {
    std::erase(m_in_field, left.uid);
}

void ReaderLink::on(const drivers::NdefArrived& arrived) {
    const attendance::CardId card = m_journal.card_id(arrived.uid);
    m_trace.memory(card, memory_word(arrived.ndef), arrived.ndef.reason);
    m_post(desk::NameFoundInput{card, tags::offered_name(arrived.ndef)});
}

void ReaderLink::on(const drivers::ReaderStatus& status) {
    if (m_part == ReaderPart::scanner_beside) return;  // it is in the log
    using State = desk::ReaderInput::State;
    switch (status.health) {
        case drivers::ReaderHealth::starting:
            return;
        case drivers::ReaderHealth::ok:
            m_trace.reader("ok", "");
            break;
        case drivers::ReaderHealth::fault:
            m_in_field.clear();
            m_trace.reader("fault", status.reason);
            break;
        case drivers::ReaderHealth::absent:
            m_in_field.clear();
            m_trace.reader("absent", status.reason);
            break;
    }
    const State state = status.health == drivers::ReaderHealth::ok      ? State::ok
                        : status.health == drivers::ReaderHealth::fault ? State::fault
                                                                        : State::absent;
    m_post(desk::ReaderInput{state, status.reason});
}

}  // namespace kiosk
