#include "web/stamp_set.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>

#include "base/check.h"
#include "base/file.h"
#include "base/toml_check.h"
#include "web/assets.h"

namespace web {
namespace {

namespace fs = std::filesystem;

constexpr const char* pack_file = "pack.toml";
using Files = std::function<base::Result<std::string>(const std::string& name)>;

// The kiosk checks every key of a pack; here what pages need is read.
base::Result<void> read_over(const std::string& pack, const std::string& named, const Files& files, StampSet& into) {
    base::TomlFaults faults;
    const auto root = base::parse_toml(pack, faults);
    if (!root) return faults.report(named);
    if (const toml::table* shapes = (*root)["shapes"].as_table())
        for (const auto& [key, node] : *shapes) {
            StampShape shape;
            shape.name = key.str();
            auto svg = files(toml::node_view(node)["svg"].value_or(std::string()));
            if (svg)
                shape.svg = std::move(*svg);
            else
                faults.note(node, fmt::format("shapes.{}.svg: {}", shape.name, svg.error().message));
            const auto word = toml::node_view(node)["word"];
            if (word && !word["cut"].value_or(false)) shape.word = word["size"].value_or(20.0);
            into.shapes.insert_or_assign(shape.name, std::move(shape));
        }
    const auto events = (*root)["stamps"]["events"];
    if (const toml::array* names = events.as_array()) {
        into.events.clear();
        for (const toml::node& name : *names)
            into.events.push_back(name.value_or(std::string()));
    }
    for (const std::string& name : into.events)
        if (!into.shapes.contains(name)) faults.note(1, fmt::format("stamps.events: there is no shape \"{}\"", name));
    if (into.events.empty()) faults.note(1, "stamps.events is empty");
    return faults.report(named);
}

base::Result<std::string> file_of_washi(const std::string& name) {
    return std::string(asset("washi/" + name));
}

}  // namespace

base::Result<StampSet> read_stamps(const std::string& folder) {
    StampSet stamps;
    const auto washi = file_of_washi(pack_file);
    const auto read = read_over(*washi, pack_file, file_of_washi, stamps);
    PETTAN_ASSERT(read.has_value());  // it is part of the program
    if (folder.empty()) return stamps;
    const fs::path file = fs::path(folder) / pack_file;
    const auto pack = base::read_file(file);
    if (!pack) return base::fail(pack.error().code, fmt::format("{} holds no pack: {}", folder, pack.error().message));
    const auto in_folder = [&](const std::string& name) { return base::read_file_inside(folder, name); };
    TRY_VOID(read_over(*pack, file.string(), in_folder, stamps));
    return stamps;
}

}  // namespace web
