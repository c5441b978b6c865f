// The statement of the hub's own key about the key with which it serves TLS (wire/identity.h): by it kiosks follow a
// certificate that was renewed with a new key.
#pragma once

#include <string>
#include <string_view>

#include "http/served_key.h"
#include "store/store.h"

namespace protocol {

inline constexpr std::string_view served_key_pin_setting = "served_pin";

// What the hub's own key says of this pin; the key is made where there is none. Another pin than the one before gets a
// higher serial: the seconds of now, so that it is higher after a restored backup too. Kiosks never take an older one.
base::Result<http::ServedKey::Facts> vouch_for(store::Store& store, const std::string& key_pin,
                                               attendance::WallTime now);

}  // namespace protocol
