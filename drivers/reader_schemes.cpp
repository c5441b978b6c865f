#include "drivers/reader_schemes.h"

namespace drivers {
namespace {

std::string joined(std::string_view ReaderScheme::*text) {
    std::string list;
    for (const ReaderScheme& scheme : reader_schemes) {
        if ((scheme.*text).empty()) continue;
        if (!list.empty()) list += ", ";
        list += scheme.*text;
    }
    return list;
}

}  // namespace

std::string scheme_names() {
    return joined(&ReaderScheme::name);
}

std::string scheme_examples() {
    return joined(&ReaderScheme::example);
}

}  // namespace drivers
