// Strict reading of JSON that somebody else wrote (room-internal). The first thing wrong is remembered with its place
// ("rows[3].kind: …"); reads after it give defaults, so that a parser is a plain list of fields and one check at the
// end.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wire {

struct Problem {
    std::string text;  // empty: none so far
    bool found() const { return !text.empty(); }
};

// A value and where it stands. Borrows the document, its parent and the problem.
class JsonValue {
public:
    JsonValue(const nlohmann::json& root, Problem& problem) : m_value(&root), m_problem(&problem) {}

    JsonValue member(std::string_view name) const;  // of an object; absent() if it has none
    JsonValue item(std::size_t index) const;        // of an array, index < size()
    std::size_t size() const;                       // of an array

    bool absent() const;  // missing or null
    bool is_array() const;
    bool must_be_array(std::size_t items_max) const;
    bool must_be_object() const;

    std::int64_t integer(std::int64_t min, std::int64_t max) const;
    bool boolean() const;
    bool boolean_or(bool fallback) const { return absent() ? fallback : boolean(); }
    // Without NUL; UTF-8 is certain, since the parser refuses anything else.
    std::string text(std::size_t bytes_min, std::size_t bytes_max) const;
    std::string text_or_empty(std::size_t bytes_max) const { return absent() ? std::string() : text(0, bytes_max); }
    std::int64_t integer_or(std::int64_t fallback, std::int64_t min, std::int64_t max) const {
        return absent() ? fallback : integer(min, max);
    }

    void wrong(std::string_view what) const;
    bool is_fine() const { return !m_problem->found(); }
    // The same value, its problems noted elsewhere.
    JsonValue noting_in(Problem& problem) const;
    std::string dump() const;

private:
    JsonValue() = default;
    std::string place() const;

    const nlohmann::json* m_value = nullptr;  // null: missing
    const JsonValue* m_parent = nullptr;
    std::string_view m_name;
    std::size_t m_index = 0;
    Problem* m_problem = nullptr;
};

// The whole text as one document within the limits (messages.h); bad_input says what is wrong, full that it is too
// large.
class JsonDocument {
public:
    static base::Result<JsonDocument> parse(std::string_view text, std::size_t bytes_max);
    JsonDocument(JsonDocument&&) noexcept;
    ~JsonDocument();
    const nlohmann::json& root() const { return *m_root; }

private:
    explicit JsonDocument(std::unique_ptr<nlohmann::json> root);
    std::unique_ptr<nlohmann::json> m_root;
};

// Reads the document's root with `read(const JsonValue&) -> T`; bad_input with the first problem if there was one.
template <typename Read>
auto read_json(std::string_view text, std::size_t bytes_max, Read read)
    -> base::Result<decltype(read(std::declval<const JsonValue&>()))> {
    TRY(document, JsonDocument::parse(text, bytes_max));
    Problem problem;
    const JsonValue root(document.root(), problem);
    auto value = root.must_be_object() ? read(root) : decltype(read(root)){};
    if (problem.found()) return base::fail(base::ErrorCode::bad_input, problem.text);
    return value;
}

}  // namespace wire
