// One reader through libnfc 1.8: the only place that calls it, with only the calls that a long-running program survives
// (nfc-traps.md; tests/drivers/nfc_traps_test.cpp). One thread from open to destruction; every call is bounded in time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "attendance/card_uid.h"
#include "base/bytes.h"
#include "base/result.h"
#include "drivers/found_tag.h"

struct nfc_context;
struct nfc_device;

namespace nfc {

using drivers::Radio;
using Found = drivers::FoundTag;  // a tag that was selected

// How a command reaches the tag: `chip` lets the PN532 keep the tag's protocol (ISO-DEP blocks, MIFARE encryption),
// `raw` passes it as it is.
enum class Framing { chip, raw };

// Errors of every call that speaks to tags: unreachable (the tag does not answer), denied (a wrong key), failed (the
// reader itself does not do its work; the device is then to be closed, or to be tried once more after resync()).
class Device {
public:
    // Opens and initialises; `before_command` is called before each command, as a sign of life. unreachable: nothing
    // answers there; failed: something answers, but does not work. Takes up to 2 s when the chip is deaf.
    static base::Result<std::unique_ptr<Device>> open(const std::string& connstring,
                                                      std::function<void()> before_command);
    // Leaves the chip idle, its field off. Takes up to 0.4 s when the chip is deaf.
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    // Whichever tag answers first; absent: none does.
    base::Result<std::optional<Found>> select_any(Radio radio);
    // The same for FeliCa where several may lie: they answer in one of four time slots each, by chance, so that two
    // seldom drown each other. Slower by some 4 ms.
    base::Result<std::optional<Found>> select_any_of_several(Radio felica);
    // That tag only, also after it was halted.
    base::Result<bool> select_again(const Found& tag);
    // Lets the selected tags of type A rest, so that the next select_any finds another one.
    base::Result<void> deselect();
    // Drops the field for a moment: every tag forgets that it was halted.
    base::Result<void> restart_field();
    // After a failed call: a harmless command whose reply cannot be mistaken for another's, so that a late reply to the
    // failed one is thrown away here.
    base::Result<void> resync();

    // The tag's answer without its checksum. At most 255 bytes each way.
    base::Result<base::Bytes> exchange(base::ByteView command, Framing framing);

private:
    Device(nfc_context* context, std::function<void()> before_command);
    base::Result<std::optional<Found>> select(Radio radio, base::ByteView initiator_data);

    nfc_context* m_context;
    nfc_device* m_device = nullptr;
    std::function<void()> m_before_command;
};

}  // namespace nfc
