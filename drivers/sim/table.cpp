#include "sim/table.h"

#include <fmt/core.h>

#include <algorithm>
#include <random>

namespace sim {
namespace {

constexpr std::string_view uid_prefix = "uid:";

base::Result<Tag> tag_with_uid(std::string_view hex) {
    const std::optional<base::Bytes> uid = base::from_hex(hex);
    if (!uid) return base::fail(base::ErrorCode::bad_input, "a number is hexadecimal digits");
    if (uid->size() == 4) return make_tag(TagKind::classic_1k, *uid);
    if (uid->size() == 8) return make_tag(TagKind::felica, *uid);
    return make_tag(TagKind::ntag213, *uid);
}

base::Bytes number_by_chance() {
    constexpr std::uint8_t manufacturer_nxp = 0x04;
    std::random_device random;
    base::Bytes uid = {manufacturer_nxp};
    while (uid.size() < 7)
        uid.push_back(static_cast<std::uint8_t>(random()));
    return uid;
}

}  // namespace

base::Result<Tag> Table::find(std::string_view name) const {
    for (const SampleCard& card : m_cards)
        if (card.name == name) return card.tag;
    if (name == "random") return make_tag(TagKind::ntag213, number_by_chance());
    if (name.starts_with(uid_prefix)) return tag_with_uid(name.substr(uid_prefix.size()));
    if (!name.ends_with(".toml"))
        return base::fail(base::ErrorCode::not_found, fmt::format("there is no card \"{}\"", name));
    TRY(card, load_card(std::filesystem::path(name)));
    return std::move(card.tag);
}

base::Result<TagHandle> Table::place(std::string_view name, std::string_view id) {
    TRY(tag, find(name));
    const std::lock_guard lock(m_mutex);
    forget_departed();
    const std::string key(id.empty() ? name : id);
    if (m_placed.contains(key))
        return base::fail(base::ErrorCode::busy, fmt::format("\"{}\" lies on the reader already", key));
    const TagHandle handle = m_reader.place(std::move(tag));
    m_placed.emplace(key, handle);
    return handle;
}

bool Table::remove(std::string_view id) {
    const std::lock_guard lock(m_mutex);
    const auto at = m_placed.find(id);
    if (at == m_placed.end()) return false;
    const bool was_there = m_reader.remove(at->second);
    m_placed.erase(at);
    return was_there;
}

void Table::remove_all() {
    const std::lock_guard lock(m_mutex);
    m_placed.clear();
    m_reader.remove_all();
}

base::Result<TagHandle> Table::tap(std::string_view name, std::chrono::milliseconds stay) {
    TRY(tag, find(name));
    return m_reader.tap(std::move(tag), stay);
}

bool Table::tap_key(char key, std::chrono::milliseconds stay) {
    const auto card = std::ranges::find_if(m_cards, [&](const SampleCard& one) { return one.key == key; });
    if (key == '\0' || card == m_cards.end()) return false;
    m_reader.tap(card->tag, stay);
    return true;
}

std::vector<std::string> Table::placed() const {
    const std::lock_guard lock(m_mutex);
    forget_departed();
    std::vector<std::string> ids;
    for (const auto& [id, handle] : m_placed)
        ids.push_back(id);
    return ids;
}

// A torn tag leaves without telling us.
void Table::forget_departed() const {
    const std::vector<TagHandle> there = m_reader.placed();
    std::erase_if(m_placed, [&](const auto& entry) { return std::ranges::find(there, entry.second) == there.end(); });
}

}  // namespace sim
