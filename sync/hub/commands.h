// The subcommands of pettan-hub: each does its work and prints what it has to say to standard output.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "hub/address.h"

namespace hub {

base::Result<void> print_enrol_code(const Address& address, const base::Clock& clock);
base::Result<void> add_user(const Address& address, const std::string& name, const std::string& role,
                            const base::Clock& clock);
// A token for another program, printed once; `scope`: a word of ApiScope (sessions.h).
base::Result<void> add_token(const Address& address, const std::string& name, const std::string& scope,
                             const base::Clock& clock);
base::Result<void> list_tokens(const Address& address);
base::Result<void> revoke_token(const Address& address, const std::string& id);
base::Result<void> list_devices(const Address& address, bool as_json, const base::Clock& clock);
base::Result<void> revoke_device(const Address& address, std::int64_t device, bool new_card_key,
                                 const base::Clock& clock);
base::Result<void> back_up(const Address& address, const std::filesystem::path& file);
base::Result<void> restore(const Address& address, const std::filesystem::path& file);
// failed where something is not good.
base::Result<void> run_doctor(const Address& address, const base::Clock& clock);

}  // namespace hub
