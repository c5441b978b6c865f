// A pack: everything that makes the kiosk look and speak like one community, in one folder (ui/packs/README.md):
//   pack.toml       colours, background, card, stamps, sounds, statements
//   words.ja.toml   what this community calls things, in place of ui/messages/ja.toml; each word may be missing
//   words.en.toml   the same in English, and so on for every language
// Whatever a pack does not say is as in washi, which is part of the program and always there. A pack never changes
// where things stand.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ui/messages.h"
#include "ui/sound_recipe.h"
#include "ui/theme.h"

namespace ui {

using StampShapes = std::map<std::string, StampShapePtr, std::less<>>;  // by name

struct Pack {
    std::string name;  // its folder's
    Theme theme;
    StampShapes shapes;  // its own and washi's
    SoundSet sounds;
    PackWords words;
    // By language; shown when the configuration has none.
    std::map<std::string, std::vector<std::string>, std::less<>> statements;
};

const Pack& washi_pack();
// One of washi's; `name` must be known.
StampShapePtr washi_shape(std::string_view name);

// `name` is "washi", a pack in packs_folder(), or a path to a folder (whatever has a "/"). Everything is checked:
// bad_input names file, line and key; not_found names the packs that there are.
base::Result<Pack> load_pack(const std::string& name);

// Where the packs are that came with the program: beside it in ../share/pettan/packs, when installed and when just
// built.
std::filesystem::path packs_folder();
// Their names, washi among them, in order.
std::vector<std::string> pack_names();

}  // namespace ui
