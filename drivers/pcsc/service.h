// PC/SC through pcsc-lite's client library: the only place that calls it. pcscd owns the readers and shares them; here
// stand the few calls that a program of ours needs (PC/SC part 5). One thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace pcsc {

enum class Slot {
    gone,     // pcscd does not list it any more: unplugged
    failing,  // listed, but the reader does not answer pcscd
    empty,
    card,
};

struct SlotState {
    Slot slot = Slot::gone;
    unsigned long raw = 0;  // pcsc-lite's; 0 asks for the state at once

    // No card left or came between the two.
    bool same_card_as(const SlotState& other) const;
};

// A card that is connected, shared with other programs. Errors of its calls: unreachable (the card is gone, or silent),
// busy (another program keeps it for itself), failed (the reader or pcscd: close everything and begin anew).
class Card {
public:
    Card(Card&& other) noexcept;
    Card& operator=(Card&&) = delete;
    ~Card();  // the card stays powered

    // An APDU to the card, or one that the reader answers itself; the answer ends in two bytes of status. Goes on when
    // another program has reset the card. Blocks for as long as the reader does.
    base::Result<base::Bytes> transmit(base::ByteView apdu);
    // Powers the card off and on.
    base::Result<void> reset();
    base::Result<base::Bytes> atr();

private:
    friend class Service;
    Card(long handle, unsigned long protocol) : m_handle(handle), m_protocol(protocol) {}
    base::Result<void> reconnect(unsigned long initialization);

    long m_handle = 0;
    unsigned long m_protocol = 0;
};

class Service {
public:
    // not_found: pcscd is not there; denied: it does not let us in; failed: anything else.
    static base::Result<Service> open();
    Service(Service&& other) noexcept;
    Service& operator=(Service&&) = delete;
    ~Service();

    // Names of all slots, as pcscd lists them.
    base::Result<std::vector<std::string>> slots();
    // Returns when the slot's state is another than the known one, at the latest after that time.
    base::Result<SlotState> wait(const std::string& slot, const SlotState& known, std::chrono::milliseconds patience);
    base::Result<Card> connect(const std::string& slot);

private:
    explicit Service(long context) : m_context(context) {}

    long m_context = 0;
};

}  // namespace pcsc
