// The subcommands of pettan-hub: each does its work and prints what it has to say to standard output.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "store/address.h"

namespace hub {

base::Result<void> print_enrol_code(const store::Address& address, const base::Clock& clock);
base::Result<void> add_user(const store::Address& address, const std::string& name, const std::string& role,
                            const base::Clock& clock);
// A token for another program, printed once; `scope`: a word of ApiScope (office/sessions.h).
base::Result<void> add_token(const store::Address& address, const std::string& name, const std::string& scope,
                             const base::Clock& clock);
base::Result<void> list_tokens(const store::Address& address);
base::Result<void> revoke_token(const store::Address& address, const std::string& id);
base::Result<void> list_devices(const store::Address& address, bool as_json, const base::Clock& clock);
base::Result<void> revoke_device(const store::Address& address, std::int64_t device, bool new_card_key,
                                 const base::Clock& clock);
base::Result<void> back_up(const store::Address& address, const std::filesystem::path& file);
base::Result<void> restore(const store::Address& address, const std::filesystem::path& file);
// failed where something is not good.
base::Result<void> run_doctor(const store::Address& address, const base::Clock& clock);

}  // namespace hub
