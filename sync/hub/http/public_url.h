// The address under which kiosks, guests' phones and organizers reach the hub: printed everywhere, so it must be one
// that its reader can reach.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace http {

// "https://hub.example.org", "https://192.168.1.7:8443": scheme, host and port only; what is typed after them but a
// stroke is refused. bad_input says what is wrong: no scheme, a path, or an address that is none ("0.0.0.0").
base::Result<std::string> parse_public_url(std::string text);

// Under TLS, or to this machine alone: else codes and the kiosks' key would be read by everybody on the way.
bool is_private_url(const std::string& url);

// Where nobody said it: by the first address of this machine that is not the loopback, else by the loopback.
std::string likely_url(bool tls, std::uint16_t port);

// Whether something answers there: resolves the name and connects, up to five seconds. failed says what to do.
base::Result<void> try_public_url(const std::string& url);

}  // namespace http
