// Whose requests are known before their bodies are read: the tokens of kiosks, browsers' sessions and other programs,
// in memory. What is known here decides on budgets only; whether a request may do something is asked of the store.
// Thread-safe.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace http {

enum class CallerKind { stranger, signed_in, kiosk };
inline constexpr std::size_t caller_kinds = 3;

class Callers {
public:
    using Hashes = std::set<std::string, std::less<>>;  // of tokens (base/secrets.h)
    // What was known before is forgotten.
    void replace(Hashes kiosks, Hashes signed_in);
    void note_kiosk(std::string_view token);
    void note_signed_in(std::string_view token);
    CallerKind kind_of(std::string_view token) const;  // of a bearer token or a session's; empty: a stranger's

private:
    mutable std::mutex m_mutex;
    Hashes m_kiosks;
    Hashes m_signed_in;
};

}  // namespace http
