#include "ui/pack.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/nearest_word.h"
#include "ui/message_files.h"
#include "ui/pack_file.h"
#include "words/languages.h"

namespace ui {
namespace {

namespace fs = std::filesystem;

constexpr const char* washi_name = "washi";
constexpr const char* pack_file_name = "pack.toml";

Pack read_washi() {
    Pack pack;
    pack.name = washi_name;
    pack.theme.staff = staff_colours();
    pack.theme.stamps = std::make_shared<const StampSet>();
    const auto file = [](const std::string& name) -> base::Result<std::string> {
        const auto found = std::ranges::find(washi_files(), name, &PackFile::name);
        if (found == washi_files().end())
            return base::fail(base::ErrorCode::not_found, name + " is not in the program");
        return std::string(found->content);
    };
    const auto toml = file(pack_file_name);
    PETTAN_ASSERT(toml.has_value());
    const auto read = read_pack_file(*toml, "washi/pack.toml", file, pack);
    PETTAN_ASSERT(read.has_value());  // it is part of the program: a fault is a bug, found by the first test
    return pack;
}

base::Result<Pack> read_folder(const fs::path& folder) {
    Pack pack = washi_pack();
    pack.name = folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
    TRY(colours, base::read_file(folder / pack_file_name));
    TRY_VOID(read_pack_file(
        colours, (folder / pack_file_name).string(),
        [&](const std::string& name) { return base::read_file_inside(folder, name); }, pack));
    for (const words::Language& language : words::languages()) {
        const fs::path file = folder / fmt::format("words.{}.toml", language.code);
        const auto content = base::read_file(file);
        if (!content && content.error().code == base::ErrorCode::not_found) continue;
        if (!content) return base::fail(content.error());
        TRY_VOID(read_words_file(*content, file.string(), language.code, pack.words[std::string(language.code)]));
    }
    return pack;
}

base::Unexpected no_such_pack(const std::string& name) {
    const auto names = pack_names();
    return base::fail(base::ErrorCode::not_found,
                      fmt::format("there is no pack {}; did you mean {}? There are {}; a folder of your own is given "
                                  "with a / in its path",
                                  name, base::nearest_word(name, names), fmt::join(names, ", ")));
}

}  // namespace

const Pack& washi_pack() {
    static const Pack pack = read_washi();
    return pack;
}

StampShapePtr washi_shape(std::string_view name) {
    const auto shape = washi_pack().shapes.find(name);
    PETTAN_ASSERT(shape != washi_pack().shapes.end());
    return shape->second;
}

const Theme& radio_exercise_theme() {
    return washi_pack().theme;
}

fs::path packs_folder() {
    std::error_code error;
    const auto program = fs::read_symlink("/proc/self/exe", error);
    return program.parent_path().parent_path() / "share" / "pettan" / "packs";
}

std::vector<std::string> pack_names() {
    std::vector<std::string> names{washi_name};
    std::error_code ignored;
    for (const fs::path& folder : base::list_folder(packs_folder(), ignored))
        if (base::exists(folder / pack_file_name) && folder.filename() != washi_name)
            names.push_back(folder.filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

base::Result<Pack> load_pack(const std::string& name) {
    if (name == washi_name) return washi_pack();
    const bool is_path = name.find('/') != std::string::npos;
    const fs::path folder = is_path ? fs::path(name) : packs_folder() / name;
    std::error_code error;
    if (!fs::exists(folder / pack_file_name, error)) {
        if (!is_path) return no_such_pack(name);
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("{} holds no pack.toml; ui/packs/README.md says what a pack is", name));
    }
    return read_folder(folder);
}

}  // namespace ui
