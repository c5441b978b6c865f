#include "reader/make_poller.h"

#include <cstdlib>

#include "base/check.h"
#include "drivers/reader_schemes.h"
#include "nfc/libnfc_reader.h"
#include "pcsc/pcsc_reader.h"
#include "wedge/wedge_reader.h"

namespace reader {

base::Result<std::unique_ptr<drivers::Poller>> make_poller(const std::string& connstring, drivers::NdefMode ndef,
                                                           drivers::PollerHost host) {
    const drivers::ReaderScheme* scheme = drivers::scheme_of(connstring);
    if (scheme == nullptr)
        return base::fail(base::ErrorCode::bad_input, "no reader has the connection string " + connstring +
                                                          "; it begins with one of " + drivers::scheme_names());
    switch (scheme->kind) {
        case drivers::ReaderKind::libnfc:
            // Its complaints would fill the journal at every poll of a deaf chip; ours say the same once.
            ::setenv("LIBNFC_LOG_LEVEL", "0", 0);
            return std::unique_ptr<drivers::Poller>(
                std::make_unique<nfc::LibnfcReader>(connstring, ndef, std::move(host)));
        case drivers::ReaderKind::pcsc:
            return std::unique_ptr<drivers::Poller>(
                std::make_unique<pcsc::PcscReader>(connstring, ndef, std::move(host)));
        case drivers::ReaderKind::wedge: {
            TRY(options, wedge::parse_options(connstring));
            return std::unique_ptr<drivers::Poller>(
                std::make_unique<wedge::WedgeReader>(std::move(options), std::move(host)));
        }
    }
    PETTAN_ASSERT(false);
    std::abort();
}

}  // namespace reader
