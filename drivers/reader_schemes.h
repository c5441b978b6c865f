// Which readers there are: one table, from the scheme that a connection string begins with ("pn532_uart:/dev/ttyUSB0")
// to the kind that polls it, what doctor looks for, and an example for help. A new reader is a line here and a case in
// reader/make_poller.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace drivers {

// Who polls it.
enum class ReaderKind { libnfc, pcsc, wedge };

// How one sees that it is there, without opening it.
enum class Attachment {
    device_file,  // named after the scheme's colon
    usb,          // some USB reader of a known maker
    pcscd,        // such a reader that pcscd has
    keyboard,     // a scanner that types
};

struct ReaderScheme {
    std::string_view name;
    ReaderKind kind;
    Attachment attachment;
    std::string_view example;  // empty: not worth one in a help text
};

// libnfc's are the drivers of Debian's build.
inline constexpr std::array reader_schemes{
    ReaderScheme{"pn532_uart", ReaderKind::libnfc, Attachment::device_file, "pn532_uart:/dev/ttyUSB0:115200"},
    ReaderScheme{"pn532_i2c", ReaderKind::libnfc, Attachment::device_file, "pn532_i2c:/dev/i2c-1"},
    ReaderScheme{"pn532_spi", ReaderKind::libnfc, Attachment::device_file, ""},
    ReaderScheme{"acr122_usb", ReaderKind::libnfc, Attachment::usb, "acr122_usb"},
    ReaderScheme{"pn53x_usb", ReaderKind::libnfc, Attachment::usb, ""},
    ReaderScheme{"pn71xx", ReaderKind::libnfc, Attachment::usb, ""},
    ReaderScheme{"acr122s", ReaderKind::libnfc, Attachment::device_file, ""},
    ReaderScheme{"arygon", ReaderKind::libnfc, Attachment::device_file, ""},
    ReaderScheme{"pcsc", ReaderKind::pcsc, Attachment::pcscd, "pcsc:"},
    ReaderScheme{"wedge", ReaderKind::wedge, Attachment::keyboard, "wedge:"},
};

// The scheme of a connection string; null where none has that name.
constexpr const ReaderScheme* scheme_of(std::string_view connstring) {
    const std::string_view name = connstring.substr(0, connstring.find(':'));
    for (const ReaderScheme& scheme : reader_schemes)
        if (scheme.name == name) return &scheme;
    return nullptr;
}

// For help texts and errors: all names, or all examples, with commas.
std::string scheme_names();
std::string scheme_examples();

}  // namespace drivers
