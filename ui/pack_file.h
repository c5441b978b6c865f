// How a pack's files are read: what each key means, and what is said when it is wrong.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ui/pack.h"

namespace ui {

// A file of the pack by its name in the pack's folder ("stamps/leaf.svg").
using PackFiles = std::function<base::Result<std::string>(const std::string& name)>;

// Over what `pack` is already. bad_input: "space/pack.toml:12: ground.ink accepts …", for the topmost fault.
base::Result<void> read_pack_file(std::string_view toml, const std::string& file, const PackFiles& files, Pack& pack);
base::Result<void> read_words_file(std::string_view toml, const std::string& file, std::string_view lang,
                                   WordMap& words);

}  // namespace ui
