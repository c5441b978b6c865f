// tags::TagLink over a card in a PC/SC slot: the reader's pseudo-APDUs (PC/SC part 3) instead of the tags' own commands.
#pragma once

#include <functional>
#include <optional>

#include "drivers/found_tag.h"
#include "pcsc/felica_way.h"
#include "pcsc/service.h"
#include "tags/tag_memory.h"

namespace pcsc {

// A fault of the reader, or a stop, ends the conversation: nothing is sent after it.
class SlotLink final : public tags::TagLink {
public:
    // `may_go_on` is called before each command.
    SlotLink(Card& card, drivers::FoundTag tag, FelicaWay way, std::function<bool()> may_go_on)
        : m_card(card), m_tag(std::move(tag)), m_way(way), m_may_go_on(std::move(may_go_on)) {}

    base::Result<base::Bytes> transceive(base::ByteView command) override;
    base::Result<void> reselect() override;
    base::Result<void> authenticate_classic(std::uint8_t block, base::ByteView key6) override;

    // What was wrong with the reader, for whoever keeps it running; absent: nothing.
    const std::optional<base::Error>& fault() const { return m_fault; }

private:
    base::Result<base::Bytes> send(base::ByteView apdu);
    base::Result<base::Bytes> done(base::ByteView apdu);
    base::Unexpected refused();
    base::Result<base::Bytes> read_binary(std::uint8_t block);
    base::Result<base::Bytes> pass_frame(base::ByteView frame);
    base::Result<base::Bytes> read_blocks(base::ByteView frame);

    Card& m_card;
    drivers::FoundTag m_tag;
    FelicaWay m_way;
    std::function<bool()> m_may_go_on;
    std::optional<base::Error> m_fault;
    bool m_awake = true;  // false: it has refused or was silent, and may wait to be selected again
};

}  // namespace pcsc
