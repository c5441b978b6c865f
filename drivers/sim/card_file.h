// Sample cards as data files: one card a file, TOML. The folder cards/ holds ours; cards/README.md tells the keys.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sim/tag.h"

namespace sim {

struct SampleCard {
    std::string name;   // the file's stem
    std::string title;  // one line for a person
    char key = '\0';    // the key that taps it on a kiosk's keyboard; none: '\0'
    Tag tag;
};

// Pure. `name` is for the card and for messages. Errors: bad_input, with the place.
base::Result<SampleCard> parse_card(std::string_view toml, const std::string& name);

base::Result<SampleCard> load_card(const std::filesystem::path& file);

// All *.toml of the folder, by name. The first bad file is an error, and so are two cards with one key.
base::Result<std::vector<SampleCard>> load_cards(const std::filesystem::path& folder);

// Where the sample cards are: $PETTAN_SIM_CARDS, else where this build found or put them.
std::filesystem::path sample_cards_folder();

}  // namespace sim
