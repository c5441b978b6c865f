// Errors of the world as values. A function that can fail because of a disk, a wire or a person returns Result<T>;
// a bug is a PETTAN_ASSERT (check.h); absence is std::optional. The names follow C++23's std::expected, so that Result
// can become an alias of it once every supported compiler has it.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace base {

// What a caller may want to tell apart; the message is for a person and says what to do.
enum class ErrorCode {
    failed,       // anything without a more exact word
    bad_input,    // what was given is malformed: file, line and column stand in the message
    not_found,    // named thing does not exist
    busy,         // held by another process: try again later (exit status 75)
    full,         // no space or quota: recording is impossible until space is made
    damaged,      // stored bytes are not what was written
    too_new,      // written by a newer Pettan
    denied,       // not allowed
    unreachable,  // the other side does not answer
};

struct Error {
    ErrorCode code = ErrorCode::failed;
    std::string message;
};

struct Unexpected {
    Error error;
};

inline Unexpected fail(ErrorCode code, std::string message) {
    return Unexpected{Error{code, std::move(message)}};
}
inline Unexpected fail(Error error) {
    return Unexpected{std::move(error)};
}

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}                           // NOLINT
    Result(Unexpected unexpected) : m_state(std::in_place_index<1>, std::move(unexpected.error)) {}  // NOLINT

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return PETTAN_ASSERT(has_value()), std::get<0>(m_state); }
    const T& value() const& { return PETTAN_ASSERT(has_value()), std::get<0>(m_state); }
    T&& value() && { return PETTAN_ASSERT(has_value()), std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const& { return PETTAN_ASSERT(!has_value()), std::get<1>(m_state); }
    Error&& error() && { return PETTAN_ASSERT(!has_value()), std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Unexpected unexpected) : m_error(std::move(unexpected.error)), m_ok(false) {}  // NOLINT

    bool has_value() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    const Error& error() const& { return PETTAN_ASSERT(!m_ok), m_error; }
    Error&& error() && { return PETTAN_ASSERT(!m_ok), std::move(m_error); }

private:
    Error m_error;
    bool m_ok = true;
};

}  // namespace base

// TRY(name, expression): declares `name` with the expression's value, or returns its error from this function.
// TRY_VOID(expression): the same for a Result<void>.
#define PETTAN_JOIN2(a, b) a##b
#define PETTAN_JOIN(a, b) PETTAN_JOIN2(a, b)
#define TRY(name, ...)                                                              \
    auto PETTAN_JOIN(try_result_, __LINE__) = (__VA_ARGS__);                        \
    if (!PETTAN_JOIN(try_result_, __LINE__))                                        \
        return ::base::fail(std::move(PETTAN_JOIN(try_result_, __LINE__)).error()); \
    auto name = std::move(PETTAN_JOIN(try_result_, __LINE__)).value()
#define TRY_VOID(...)                                                        \
    do {                                                                     \
        auto try_result = (__VA_ARGS__);                                     \
        if (!try_result) return ::base::fail(std::move(try_result).error()); \
    } while (false)
