// How a pack's files are read: what each key means, and what is said when it is wrong.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "ui/pack.h"

namespace ui {

// Over what `pack` is already. bad_input: "space/pack.toml:12: ground.ink accepts …", for the topmost fault.
base::Result<void> read_pack_file(std::string_view toml, const std::string& file, Pack& pack);
base::Result<void> read_words_file(std::string_view toml, const std::string& file, std::string_view lang,
                                   WordMap& words);

}  // namespace ui
