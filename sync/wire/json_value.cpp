#include "wire/json_value.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "wire/json_text.h"
#include "wire/messages.h"

namespace wire {
namespace {

using nlohmann::json;

// How deep arrays and objects are nested, without building them.
std::size_t depth_of(std::string_view text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_text) {
            if (c == '\\') ++i;
            if (c == '"') in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

JsonValue JsonValue::member(std::string_view name) const {
    JsonValue value;
    value.m_parent = this;
    value.m_name = name;
    value.m_problem = m_problem;
    if (m_value == nullptr || !m_value->is_object()) return value;
    const auto at = m_value->find(name);
    if (at != m_value->end()) value.m_value = &*at;
    return value;
}

JsonValue JsonValue::item(std::size_t index) const {
    PETTAN_ASSERT(index < size());
    JsonValue value;
    value.m_parent = this;
    value.m_index = index;
    value.m_problem = m_problem;
    value.m_value = &(*m_value)[index];
    return value;
}

std::size_t JsonValue::size() const {
    return is_array() ? m_value->size() : 0;
}

bool JsonValue::absent() const {
    return m_value == nullptr || m_value->is_null();
}

bool JsonValue::is_array() const {
    return m_value != nullptr && m_value->is_array();
}

bool JsonValue::must_be_array(std::size_t items_max) const {
    if (!is_array())
        wrong("must be an array");
    else if (size() > items_max)
        wrong(fmt::format("has {} items, at most {} are allowed", size(), items_max));
    else
        return true;
    return false;
}

bool JsonValue::must_be_object() const {
    const bool fits = m_value != nullptr && m_value->is_object();
    if (!fits) wrong("must be an object");
    return fits;
}

std::int64_t JsonValue::integer(std::int64_t min, std::int64_t max) const {
    if (absent() || !m_value->is_number_integer()) return wrong("must be an integer"), min;
    const bool beyond = m_value->is_number_unsigned() && m_value->get<std::uint64_t>() > INT64_MAX;
    const std::int64_t number = beyond ? INT64_MAX : m_value->get<std::int64_t>();
    if (beyond || number < min || number > max) return wrong(fmt::format("must be from {} to {}", min, max)), min;
    return number;
}

bool JsonValue::boolean() const {
    if (absent() || !m_value->is_boolean()) return wrong("must be true or false"), false;
    return m_value->get<bool>();
}

std::string JsonValue::text(std::size_t bytes_min, std::size_t bytes_max) const {
    if (absent() || !m_value->is_string()) return wrong("must be a text"), std::string();
    const auto& value = m_value->get_ref<const std::string&>();
    if (value.size() < bytes_min || value.size() > bytes_max)
        return wrong(fmt::format("must have {} to {} bytes", bytes_min, bytes_max)), std::string();
    if (value.find('\0') != std::string::npos) return wrong("must not contain NUL"), std::string();
    return value;
}

void JsonValue::wrong(std::string_view what) const {
    if (!m_problem->found()) m_problem->text = fmt::format("{}: {}", place(), what);
}

JsonValue JsonValue::noting_in(Problem& problem) const {
    JsonValue value = *this;
    value.m_problem = &problem;
    return value;
}

std::string JsonValue::dump() const {
    return m_value == nullptr ? "null" : json_text(*m_value);
}

std::string JsonValue::place() const {
    if (m_parent == nullptr) return "message";
    const std::string before = m_parent->m_parent == nullptr ? "" : m_parent->place();
    if (m_name.empty()) return fmt::format("{}[{}]", before, m_index);
    return before.empty() ? std::string(m_name) : fmt::format("{}.{}", before, m_name);
}

JsonDocument::JsonDocument(std::unique_ptr<json> root) : m_root(std::move(root)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

base::Result<JsonDocument> JsonDocument::parse(std::string_view text, std::size_t bytes_max) {
    using base::ErrorCode;
    if (text.size() > bytes_max)
        return base::fail(ErrorCode::full,
                          fmt::format("the message has {} bytes, at most {} are allowed", text.size(), bytes_max));
    if (depth_of(text) > depth_max)
        return base::fail(ErrorCode::bad_input, fmt::format("nested more than {} deep", depth_max));
    try {
        return JsonDocument(std::make_unique<json>(json::parse(text)));
    } catch (const json::parse_error& error) {
        // The library's own message quotes the input, which may hold a name.
        return base::fail(ErrorCode::bad_input, fmt::format("not JSON (byte {})", error.byte));
    } catch (const json::exception&) {
        return base::fail(ErrorCode::bad_input, "not JSON (a number or text out of range)");
    }
}

}  // namespace wire
