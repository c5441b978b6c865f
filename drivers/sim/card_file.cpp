#include "sim/card_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <set>

#include "base/file.h"
#include "base/toml_check.h"
#include "sim/ndef_encode.h"

namespace sim {
namespace {

using base::ErrorCode;

constexpr std::size_t text_bytes_max = 64 * 1024;  // a memory in hexadecimal digits

base::Unexpected bad(const std::string& card, std::string_view what) {
    return base::fail(ErrorCode::bad_input, fmt::format("card {}: {}", card, what));
}

// Reads one table and remembers what is wrong with it, so that the readers below stay straight.
class Keys {
public:
    Keys(const toml::table& table, std::initializer_list<std::string_view> known) : m_table(table) {
        for (const auto& [key, value] : table)
            if (std::find(known.begin(), known.end(), key.str()) == known.end())
                m_faults.note(key.source().begin.line, fmt::format("{} is not known here", key.str()));
    }

    bool has(std::string_view key) const { return m_table.contains(key); }

    std::string text(std::string_view key, std::string fallback = {}) {
        const toml::node* node = m_table.get(key);
        if (node == nullptr) return fallback;
        auto value = base::toml_text(*node, text_bytes_max);
        if (!value) return fail(key, "must be text"), fallback;
        return *std::move(value);
    }

    base::Bytes hex(std::string_view key) {
        std::string digits = text(key);
        std::erase_if(digits, [](char c) { return c == ' ' || c == '\n'; });
        const std::optional<base::Bytes> bytes = base::from_hex(digits);
        if (!bytes) fail(key, "must be hexadecimal digits");
        return bytes.value_or(base::Bytes{});
    }

    // A number from 0 to 65535.
    std::uint16_t number(std::string_view key) {
        const toml::node* node = m_table.get(key);
        const auto value = node == nullptr ? std::nullopt : base::toml_number<std::uint16_t>(*node, 0, 0xFFFF);
        if (!value) fail(key, "must be a number from 0 to 65535");
        return value.value_or(0);
    }

    bool flag(std::string_view key) {
        const toml::node* node = m_table.get(key);
        if (node == nullptr) return false;
        const std::optional<bool> value = node->value_exact<bool>();
        if (!value) fail(key, "must be true or false");
        return value.value_or(false);
    }

    std::vector<const toml::table*> tables(std::string_view key) {
        std::vector<const toml::table*> found;
        const toml::node* node = m_table.get(key);
        if (node == nullptr) return found;
        if (!node->is_array()) return fail(key, "must be a list of tables"), found;
        for (const toml::node& one : *node->as_array()) {
            if (!one.is_table()) return fail(key, "must be a list of tables"), std::vector<const toml::table*>{};
            found.push_back(one.as_table());
        }
        return found;
    }

    void fail(std::string_view key, std::string_view what) {
        const toml::node* node = m_table.get(key);
        m_faults.note(node == nullptr ? m_table.source().begin.line : node->source().begin.line,
                      fmt::format("{} {}", key, what));
    }
    std::optional<std::string> error() const {
        auto fault = m_faults.first();
        return fault ? std::optional(std::move(fault->text)) : std::nullopt;
    }

private:
    const toml::table& m_table;
    base::TomlFaults m_faults;
};

base::Result<NdefItem> parse_item(const toml::table& table, const std::string& name) {
    Keys keys(table, {"text", "lang", "uri", "vcard_name", "vcard_org", "media", "payload_hex"});
    std::optional<NdefItem> item;
    if (keys.has("text")) item = TextItem{keys.text("text"), keys.text("lang", "en")};
    if (keys.has("uri")) item = UriItem{keys.text("uri")};
    if (keys.has("vcard_name")) item = VcardItem{keys.text("vcard_name"), keys.text("vcard_org")};
    if (keys.has("media")) item = MediaItem{keys.text("media"), keys.hex("payload_hex")};
    if (keys.error()) return bad(name, *keys.error());
    if (!item) return bad(name, "a record of ndef needs text, uri, vcard_name or media");
    const TextItem* text = std::get_if<TextItem>(&*item);
    if (text != nullptr && text->lang.size() > 63) return bad(name, "lang is too long");
    const MediaItem* media = std::get_if<MediaItem>(&*item);
    if (media != nullptr && media->type.size() > 255) return bad(name, "media is too long");
    return *item;
}

base::Result<std::optional<base::Bytes>> parse_message(Keys& keys, const std::string& name) {
    if (keys.has("ndef_hex")) return std::optional(keys.hex("ndef_hex"));
    if (!keys.has("ndef")) return std::optional<base::Bytes>();
    std::vector<NdefItem> items;
    for (const toml::table* table : keys.tables("ndef")) {
        TRY(item, parse_item(*table, name));
        items.push_back(std::move(item));
    }
    return std::optional(encode_ndef(items));
}

// `memory`: bytes over what is there, from a page (Type 2) or a block (Classic) on.
base::Result<void> apply_memory(Tag& tag, Keys& keys, const std::string& name) {
    for (const toml::table* table : keys.tables("memory")) {
        Keys entry(*table, {"at", "hex"});
        const std::size_t at = entry.number("at");
        const base::Bytes bytes = entry.hex("hex");
        if (entry.error()) return bad(name, *entry.error());
        if (Type2Memory* type2 = std::get_if<Type2Memory>(&tag.memory))
            type2->put(at, bytes);
        else if (ClassicMemory* classic = std::get_if<ClassicMemory>(&tag.memory))
            classic->put(at, bytes);
        else
            return bad(name, "memory is for Type 2 tags and MIFARE Classic");
    }
    return {};
}

base::Result<void> apply_type2(Type2Memory& memory, Keys& keys, const std::string& name) {
    if (!keys.has("password_from_page")) return {};
    const std::uint16_t page = keys.number("password_from_page");
    const base::Bytes password = keys.has("password") ? keys.hex("password") : base::Bytes{0x70, 0x65, 0x74, 0x61};
    if (page > 0xFF || password.size() != 4) return bad(name, "password is 4 bytes, and its page at most 255");
    memory.protect_from(static_cast<std::uint8_t>(page), password);
    return {};
}

// `key`: of every sector, in place of the factory's; the card then is one of those that nobody but its issuer reads.
base::Result<void> apply_classic(ClassicMemory& memory, Keys& keys, const std::string& name) {
    if (!keys.has("sector_key")) return {};
    const base::Bytes bytes = keys.hex("sector_key");
    if (bytes.size() != 6) return bad(name, "sector_key is 6 bytes");
    ClassicKey key{};
    std::copy(bytes.begin(), bytes.end(), key.begin());
    memory.set_all_keys(key);
    return {};
}

base::Result<void> apply_type3(Type3Memory& memory, Keys& keys, const std::string& name) {
    memory.set_lite(keys.flag("lite"));
    if (keys.has("system")) memory.set_systems({keys.number("system")});
    for (const toml::table* table : keys.tables("services")) {
        Keys service(*table, {"code", "blocks_hex"});
        memory.put_service(service.number("code"), service.hex("blocks_hex"));
        if (service.error()) return bad(name, *service.error());
    }
    return {};
}

base::Result<void> apply_details(Tag& tag, Keys& keys, const std::string& name) {
    TRY_VOID(apply_memory(tag, keys, name));
    if (Type2Memory* type2 = std::get_if<Type2Memory>(&tag.memory)) return apply_type2(*type2, keys, name);
    if (ClassicMemory* classic = std::get_if<ClassicMemory>(&tag.memory)) return apply_classic(*classic, keys, name);
    if (Type3Memory* type3 = std::get_if<Type3Memory>(&tag.memory)) return apply_type3(*type3, keys, name);
    Type4Memory& type4 = std::get<Type4Memory>(tag.memory);
    if (keys.has("capability_container_hex")) type4.put_capability_container(keys.hex("capability_container_hex"));
    if (keys.has("ndef_file_hex")) type4.put_ndef_file(keys.hex("ndef_file_hex"));
    return {};
}

base::Result<SampleCard> card_of(const toml::table& table, const std::string& name) {
    Keys keys(table, {"title", "key", "kind", "uid", "ndef", "ndef_hex", "memory", "password_from_page", "password",
                      "sector_key", "lite", "system", "services", "capability_container_hex", "ndef_file_hex"});
    const std::string kind_name = keys.text("kind");
    const std::optional<TagKind> kind = tag_kind_from(kind_name);
    const base::Bytes uid = keys.hex("uid");
    const std::string key = keys.text("key");
    if (keys.error()) return bad(name, *keys.error());
    if (!kind) return bad(name, fmt::format("\"{}\" is no kind of tag", kind_name));
    if (key.size() > 1) return bad(name, "key is one letter or digit");
    TRY(message, parse_message(keys, name));
    base::Result<Tag> tag = make_tag(*kind, uid, message);
    if (!tag) return bad(name, tag.error().message);
    TRY_VOID(apply_details(*tag, keys, name));
    const std::string title = keys.text("title", name);
    if (keys.error()) return bad(name, *keys.error());
    return SampleCard{name, title, key.empty() ? '\0' : key[0], std::move(*tag)};
}

}  // namespace

base::Result<SampleCard> parse_card(std::string_view toml, const std::string& name) {
    base::TomlFaults syntax;
    if (const auto table = base::parse_toml(toml, syntax)) return card_of(*table, name);
    const auto fault = syntax.first();
    return bad(name, fmt::format("line {}: {}", fault->line, fault->text));
}

base::Result<SampleCard> load_card(const std::filesystem::path& file) {
    TRY(text, base::read_file(file));
    return parse_card(text, file.stem().string());
}

base::Result<std::vector<SampleCard>> load_cards(const std::filesystem::path& folder) {
    std::error_code error;
    const auto files = base::list_folder(folder, error);
    if (error)
        return base::fail(ErrorCode::not_found,
                          fmt::format("no sample cards in {}: {}", folder.string(), error.message()));
    std::vector<SampleCard> cards;
    for (const std::filesystem::path& file : files) {
        if (file.extension() != ".toml") continue;
        TRY(card, load_card(file));
        for (const SampleCard& other : cards)
            if (card.key != '\0' && other.key == card.key)
                return bad(card.name, fmt::format("its key is also the key of {}", other.name));
        cards.push_back(std::move(card));
    }
    return cards;
}

std::filesystem::path sample_cards_folder() {
    if (const char* chosen = std::getenv("PETTAN_SIM_CARDS"); chosen != nullptr && *chosen != '\0') return chosen;
    return PETTAN_SIM_CARDS_FOLDER;
}

}  // namespace sim
