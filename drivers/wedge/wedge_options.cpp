#include "wedge/wedge_options.h"

#include <algorithm>

namespace wedge {
namespace {

base::Result<void> take_option(WedgeOptions& options, std::string_view option) {
    const std::size_t equals = option.find('=');
    const std::string_view key = option.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
    if (key == "prefix") {
        options.format.prefix = value;
    } else if (key == "suffix") {
        options.format.suffix = value;
    } else if (const auto layout = layout_from(value); key == "layout" && layout) {
        options.format.layout = *layout;
    } else {
        return base::fail(base::ErrorCode::bad_input, "a scanner has no option " + std::string(option) +
                                                          "; there are layout=us, layout=jp, prefix= and suffix=");
    }
    return {};
}

}  // namespace

base::Result<WedgeOptions> parse_options(std::string_view connstring) {
    WedgeOptions options;
    const std::size_t colon = connstring.find(':');
    std::string_view rest = colon == std::string_view::npos ? std::string_view() : connstring.substr(colon + 1);
    const std::size_t question = rest.find('?');
    options.device = rest.substr(0, question);
    rest = question == std::string_view::npos ? std::string_view() : rest.substr(question + 1);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        TRY_VOID(take_option(options, rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return options;
}

}  // namespace wedge
