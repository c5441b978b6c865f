#include "ui/pack_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/toml_check.h"
#include "ui/pack_check.h"
#include "words/languages.h"
#include "words/message_files.h"

namespace ui {
namespace {

constexpr std::size_t statements_max = 20;
constexpr std::size_t text_bytes_max = 400;
constexpr std::size_t tones_max = 16;

using Problems = base::TomlFaults;

// One section: its keys are taken one after another, and what is left over is unknown.
class Section {
public:
    Section(Problems& problems, std::string name, const toml::node& node)
        : m_problems(problems), m_name(std::move(name)), m_table(node.as_table()) {
        if (m_table == nullptr) m_problems.note(node, fmt::format("{0} is a section; write [{0}]", m_name));
    }
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;

    const toml::node* take(std::string_view key) {
        m_known.push_back(full(key));
        return m_table == nullptr ? nullptr : m_table->get(key);
    }
    std::string full(std::string_view key) const { return fmt::format("{}.{}", m_name, key); }
    void refuse(const toml::node& node, std::string_view key, std::string_view accepts) {
        m_problems.note(node, fmt::format("{} accepts {}", full(key), accepts));
    }
    // After the last take().
    void refuse_the_rest() {
        if (m_table == nullptr) return;
        for (const auto& [key, node] : *m_table)
            if (const std::string name = full(key.str());
                std::find(m_known.begin(), m_known.end(), name) == m_known.end())
                m_problems.unknown("key", key, name, m_known);
    }

    std::optional<std::string> text(std::string_view key, std::string_view accepts) {
        const toml::node* node = take(key);
        if (node == nullptr) return std::nullopt;
        auto value = base::toml_text(*node, text_bytes_max);
        if (!value) refuse(*node, key, accepts);
        return value;
    }
    void number(std::string_view key, double low, double high, auto& into) {
        const toml::node* node = take(key);
        if (node == nullptr) return;
        const auto value = base::toml_number(*node, low, high);
        if (!value) return refuse(*node, key, fmt::format("a number from {} to {}", low, high));
        into = static_cast<std::remove_reference_t<decltype(into)>>(*value);
    }
    void flag(std::string_view key, bool& into) {
        const toml::node* node = take(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<bool>();
        if (!value) return refuse(*node, key, "true or false");
        into = *value;
    }
    template <typename Value>
    void choice(std::string_view key, const std::vector<std::pair<std::string_view, Value>>& words, Value& into) {
        const toml::node* node = take(key);
        if (node == nullptr) return;
        const auto word = node->value_exact<std::string>().value_or("");
        for (const auto& [name, value] : words)
            if (word == name) return void(into = value);
        std::vector<std::string> names;
        for (const auto& [name, value] : words)
            names.push_back(fmt::format("\"{}\"", name));
        refuse(*node, key, fmt::format("{}", fmt::join(names, " or ")));
    }
    // Of a list of tables each, as a section of its own; absent key: nothing happens.
    template <typename Each>
    void list(std::string_view key, std::size_t most, Each each) {
        const toml::node* node = take(key);
        if (node == nullptr) return;
        const toml::array* array = node->as_array();
        if (array == nullptr || array->size() > most)
            return refuse(*node, key, fmt::format("a list of at most {} entries", most));
        for (const toml::node& entry : *array) {
            Section section(m_problems, full(key), entry);
            each(section, entry);
            section.refuse_the_rest();
        }
    }

    Problems& problems() { return m_problems; }

private:
    Problems& m_problems;
    std::string m_name;
    const toml::table* m_table;
    std::vector<std::string> m_known;
};

std::optional<Colour> colour_from(std::string_view text, bool may_be_translucent) {
    const bool long_form = text.size() == 9 && may_be_translucent;
    if ((text.size() != 7 && !long_form) || text.front() != '#') return std::nullopt;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (!long_form) return Colour::hex(value);
    Colour colour = Colour::hex(value >> 8);
    colour.a = static_cast<std::uint8_t>(value);
    return colour;
}

void read_colours(Section& section, std::string_view name, Theme& theme) {
    for (const ColourKey& key : colour_keys()) {
        if (key.section != name) continue;
        const toml::node* node = section.take(key.name);
        if (node == nullptr) continue;
        const auto colour = colour_from(node->value_exact<std::string>().value_or(""), key.may_be_translucent);
        if (colour)
            key.of(theme) = *colour;
        else
            section.refuse(*node, key.name,
                           key.may_be_translucent ? "a colour such as \"#4A3A26\", or \"#4A3A2690\" with its opacity"
                                                  : "a colour such as \"#26221E\"");
    }
}

void read_word_place(Section& shape, std::string_view key, std::optional<StampShape::WordPlace>& into) {
    const toml::node* node = shape.take(key);
    if (node == nullptr) return;
    Section section(shape.problems(), shape.full(key), *node);
    StampShape::WordPlace place;
    section.number("x", 0, shape_side, place.x);
    section.number("y", 0, shape_side, place.y);
    section.number("size", 8, 120, place.size);
    section.flag("cut", place.cut);
    section.flag("upright", place.upright);
    section.refuse_the_rest();
    into = place;
}

StampShapePtr read_shape(Problems& problems, const std::string& name, const toml::node& node, const PackFiles& files) {
    auto shape = std::make_shared<StampShape>();
    shape->name = name;
    Section section(problems, "shapes." + name, node);
    const toml::node* file = section.take("svg");
    if (file != nullptr) {
        auto svg = files(file->value_exact<std::string>().value_or(""));
        auto drawing = svg ? StampDrawing::parse(*svg) : base::fail(svg.error());
        if (drawing)
            shape->drawing = std::move(*drawing);
        else
            section.refuse(*file, "svg", "a square drawing of this pack: " + drawing.error().message);
    }
    section.flag("square", shape->is_square);
    read_word_place(section, "word", shape->word);
    read_word_place(section, "date", shape->date);
    section.refuse_the_rest();
    if (file == nullptr && problems.none()) problems.note(node, section.full("svg") + " is missing");
    return shape->drawing == nullptr ? nullptr : shape;
}

std::string names_of(const StampShapes& shapes) {
    std::vector<std::string> names;
    for (const auto& [name, shape] : shapes)
        names.push_back(name);
    return fmt::format("{}", fmt::join(names, ", "));
}

void read_stamps(Section& section, const StampShapes& shapes, Theme& theme) {
    StampSet set = *theme.stamps;
    const auto shape_of = [&](const toml::node& node) -> const StampShapePtr* {
        const auto found = shapes.find(node.value_exact<std::string>().value_or(""));
        return found == shapes.end() ? nullptr : &found->second;
    };
    if (const toml::node* node = section.take("events")) {
        const toml::array* names = node->as_array();
        std::vector<StampShapePtr> events;
        for (std::size_t i = 0; names != nullptr && i < names->size(); ++i)
            if (const StampShapePtr* known = shape_of(*names->get(i))) events.push_back(*known);
        if (names == nullptr || names->empty() || names->size() > 20 || events.size() != names->size())
            section.refuse(*node, "events", "a list of 1 to 20 shapes: " + names_of(shapes));
        else
            set.events = std::move(events);
    }
    if (const toml::node* node = section.take("seal")) {
        if (const StampShapePtr* known = shape_of(*node))
            set.seal = *known;
        else
            section.refuse(*node, "seal", "a shape: " + names_of(shapes));
    }
    theme.stamps = std::make_shared<const StampSet>(std::move(set));
}

void read_sound(Section& sounds, std::string_view key, SoundRecipe& into) {
    const toml::node* node = sounds.take(key);
    if (node == nullptr) return;
    constexpr double highest_hz = 16000;
    SoundRecipe recipe{0.3f, {}, {}};
    Section section(sounds.problems(), sounds.full(key), *node);
    section.number("length_s", 0.05, 0.99, recipe.length_s);
    section.list("strikes", tones_max, [&](Section& entry, const toml::node&) {
        Strike strike{0, 440, 440, 1, 0.1f, 0.3f};
        entry.number("start_s", 0, 1, strike.start_s);
        entry.number("from_hz", 20, highest_hz, strike.from_hz);
        strike.to_hz = strike.from_hz;
        entry.number("to_hz", 20, highest_hz, strike.to_hz);
        entry.number("glide_s", 0.001, 10, strike.glide_s);
        entry.number("decay_s", 0.001, 10, strike.decay_s);
        entry.number("level", 0, 2, strike.level);
        recipe.strikes.push_back(strike);
    });
    section.list("rustles", tones_max, [&](Section& entry, const toml::node&) {
        Rustle rustle{0, 0.02f, 2000, 0.3f};
        entry.number("start_s", 0, 1, rustle.start_s);
        entry.number("decay_s", 0.001, 10, rustle.decay_s);
        entry.number("cut_hz", 20, highest_hz, rustle.cut_hz);
        entry.number("level", 0, 2, rustle.level);
        recipe.rustles.push_back(rustle);
    });
    section.refuse_the_rest();
    into = std::move(recipe);
}

void read_statements(Section& section, Pack& pack) {
    for (const std::string& lang : words::language_codes()) {
        const toml::node* node = section.take(lang);
        if (node == nullptr) continue;
        const toml::array* array = node->as_array();
        std::vector<std::string> sentences;
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i)
            if (auto text = base::toml_text(*array->get(i), text_bytes_max)) sentences.push_back(std::move(*text));
        if (array == nullptr || array->size() > statements_max || sentences.size() != array->size())
            section.refuse(*node, lang, "a list of at most 20 texts in brackets, each of at most 400 bytes");
        else
            pack.statements[lang] = std::move(sentences);
    }
}

class PackReader {
public:
    PackReader(const toml::table& root, const PackFiles& files, Pack& pack)
        : m_root(root), m_files(files), m_pack(pack) {}

    Problems read() {
        read_shapes();
        for (const std::string_view name : {"ground", "paper", "card", "button", "sun", "night"})
            with(name, [&](Section& section) {
                read_colours(section, name, m_pack.theme);
                if (name == "ground")
                    section.choice<Scenery>(
                        "scenery",
                        {{"washi", Scenery::washi}, {"night_sky", Scenery::night_sky}, {"plain", Scenery::plain}},
                        m_pack.theme.scenery);
                if (name == "card")
                    section.choice<CardDress>(
                        "dress", {{"hanging", CardDress::hanging}, {"boarding_pass", CardDress::boarding_pass}},
                        m_pack.theme.dress);
            });
        with("stamps", [&](Section& section) { read_stamps(section, m_pack.shapes, m_pack.theme); });
        with("sounds", [&](Section& section) {
            read_sound(section, "press", m_pack.sounds.press);
            read_sound(section, "repeat", m_pack.sounds.repeat);
            read_sound(section, "ask_staff", m_pack.sounds.ask_staff);
        });
        with("statements", [&](Section& section) { read_statements(section, m_pack); });
        refuse_other_sections();
        if (m_problems.none()) check_contrasts();
        return std::move(m_problems);
    }

private:
    template <typename Read>
    void with(std::string_view name, Read read) {
        m_known.emplace_back(name);
        const toml::node* node = m_root.get(name);
        if (node == nullptr) return;
        Section section(m_problems, std::string(name), *node);
        read(section);
        section.refuse_the_rest();
    }

    void read_shapes() {
        m_known.emplace_back("shapes");
        const toml::node* node = m_root.get("shapes");
        if (node == nullptr) return;
        const toml::table* shapes = node->as_table();
        if (shapes == nullptr) return m_problems.note(*node, "shapes is a section; write [shapes.NAME]");
        for (const auto& [key, node_of_shape] : *shapes) {
            const std::string name(key.str());
            if (auto shape = read_shape(m_problems, name, node_of_shape, m_files))
                m_pack.shapes.insert_or_assign(name, std::move(shape));
        }
    }

    void refuse_other_sections() {
        for (const auto& [key, node] : m_root)
            if (const std::string name(key.str()); std::find(m_known.begin(), m_known.end(), name) == m_known.end())
                m_problems.note(key.source().begin.line, fmt::format("unknown section {}; did you mean {}?", name,
                                                                     base::nearest_word(name, m_known)));
    }

    // Where one of the two colours stands in this file; the other may be washi's.
    toml::source_index line_of(std::string_view text, std::string_view ground) const {
        for (const std::string_view key : {text, ground}) {
            const auto dot = key.find('.');
            const auto node = m_root[key.substr(0, dot)][key.substr(dot + 1)];
            if (node.node() != nullptr) return node.node()->source().begin.line;
        }
        return 1;
    }

    void check_contrasts() {
        for (const WeakContrast& weak : weak_contrasts(m_pack.theme))
            m_problems.note(line_of(weak.text, weak.ground),
                            fmt::format("{} on {} has a contrast of {:.1f} : 1; at least {:.1f} : 1 can be read",
                                        weak.text, weak.ground, std::floor(weak.ratio * 10) / 10, weak.least));
    }

    const toml::table& m_root;
    const PackFiles& m_files;
    Pack& m_pack;
    Problems m_problems;
    std::vector<std::string> m_known;
};

// Dotted names of all texts, with the lines they stand on.
class WordsReader {
public:
    explicit WordsReader(Problems& problems) : m_problems(problems) {}

    void read(const toml::node& node, const std::string& name) {
        if (const auto* table = node.as_table()) {
            for (const auto& [key, child] : *table)
                read(child, name.empty() ? std::string(key.str()) : name + "." + std::string(key.str()));
        } else if (const auto* list = node.as_array()) {
            for (std::size_t i = 0; i < list->size(); ++i)
                read(*list->get(i), fmt::format("{}.{}", name, i + 1));
        } else {
            const auto text = base::toml_text(node, text_bytes_max);
            if (!text)
                return m_problems.note(node,
                                       fmt::format("{} accepts a text of at most {} bytes", name, text_bytes_max));
            m_words[name] = words::with_break_hints(*text);
            m_lines[name] = node.source().begin.line;
        }
    }

    WordMap words(std::string_view lang) {
        for (const WordFault& fault : word_faults(m_words, lang))
            m_problems.note(m_lines[fault.key], fault.key + " " + fault.text);
        return std::move(m_words);
    }

private:
    Problems& m_problems;
    WordMap m_words;
    std::map<std::string, toml::source_index> m_lines;
};

}  // namespace

base::Result<void> read_pack_file(std::string_view toml, const std::string& file, const PackFiles& files, Pack& pack) {
    Problems syntax;
    const auto root = base::parse_toml(toml, syntax);
    return root ? PackReader(*root, files, pack).read().report(file) : syntax.report(file);
}

base::Result<void> read_words_file(std::string_view toml, const std::string& file, std::string_view lang,
                                   WordMap& words) {
    Problems problems;
    const auto root = base::parse_toml(toml, problems);
    if (!root) return problems.report(file);
    WordsReader reader(problems);
    reader.read(*root, "");
    words = reader.words(lang);
    return problems.report(file);
}

}  // namespace ui
