// From the reader to the desk: card numbers become card ids here, at the edge, and go no further.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "desk/inputs.h"
#include "drivers/card_reader.h"
#include "journal/journal.h"
#include "kiosk/trace.h"

namespace kiosk {

// Whether the reader's health is the kiosk's: a scanner beside it may be away, and guests go on with their cards.
enum class ReaderPart { reader, scanner_beside };

class ReaderLink {
public:
    // `journal` and `trace` must outlive the link.
    ReaderLink(const journal::Journal& journal, Trace& trace, ReaderPart part = ReaderPart::reader);
    ~ReaderLink();
    ReaderLink(const ReaderLink&) = delete;
    ReaderLink& operator=(const ReaderLink&) = delete;

    // Starts pettan-reader on `connstring`; `post` is called on the reader's thread until stop() returns.
    void start(const std::string& connstring, std::function<bool(desk::Input)> post);
    void stop();

    // Asks for the memory of a card that arrived lately; its answer comes as NameFoundInput. Any thread.
    void request_memory(const attendance::CardId& card);

private:
    struct Arrival {
        attendance::CardId card;
        attendance::CardUid uid;
    };

    void on(const drivers::TagArrived& arrived);
    void on(const drivers::NdefArrived& arrived);
    void on(const drivers::TagLeft& left);
    void on(const drivers::ReaderStatus& status);

    const journal::Journal& m_journal;
    ReaderPart m_part;
    Trace& m_trace;
    std::function<bool(desk::Input)> m_post;
    std::mutex m_mutex;
    std::deque<Arrival> m_arrivals;                 // the last few, newest last
    std::vector<attendance::CardUid> m_in_field;    // the reader's thread only
    std::unique_ptr<drivers::CardReader> m_reader;  // last: its thread uses all of the above
};

}  // namespace kiosk
