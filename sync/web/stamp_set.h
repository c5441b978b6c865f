// The stamps that pages show: a pack's SVG files (ui/packs/README.md), washi's or those of a folder over them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace web {

struct StampShape {
    std::string name;
    std::string svg;
    std::optional<double> word{};  // the size of its letters, on a square of 200 by 200; none: it carries no word
};

struct StampSet {
    std::map<std::string, StampShape, std::less<>> shapes;  // by name
    std::vector<std::string> events;                        // names; a season's events go through them in turn
};

// `folder`: a pack's; empty: washi alone. bad_input names the file and what is wrong; not_found: it holds no pack.
base::Result<StampSet> read_stamps(const std::string& folder);

}  // namespace web
