// tags::TagLink over the real chip: what the memory layouts of drivers/tags speak through.
#pragma once

#include <functional>
#include <optional>

#include "nfc/device.h"
#include "tags/tag_memory.h"

namespace nfc {

// Of a tag that is selected now. A fault of the reader, or a stop, ends the conversation: nothing is sent after it.
class ChipLink final : public tags::TagLink {
public:
    ChipLink(Device& device, Found tag, std::function<bool()> stopping)
        : m_device(device), m_tag(std::move(tag)), m_stopping(std::move(stopping)) {}

    base::Result<base::Bytes> transceive(base::ByteView command) override;
    base::Result<void> reselect() override;
    base::Result<void> authenticate_classic(std::uint8_t block, base::ByteView key6) override;

    // What was wrong with the reader, for whoever keeps it running; absent: nothing.
    const std::optional<base::Error>& fault() const { return m_fault; }

private:
    Framing framing_of(base::ByteView command) const;
    base::Result<base::Bytes> exchange(base::ByteView command, Framing framing);

    Device& m_device;
    Found m_tag;
    std::function<bool()> m_stopping;
    std::optional<base::Error> m_fault;
    bool m_fresh = true;  // selected, and not spoken to since
};

}  // namespace nfc
