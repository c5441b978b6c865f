#include "hub/commands.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "base/counted.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "hub/doctor.h"
#include "office/sessions.h"
#include "office/zone.h"
#include "protocol/vouch.h"
#include "store/backup.h"
#include "store/settings.h"

namespace hub {
namespace {

using base::ErrorCode;

std::string time_text(attendance::WallTime time) {
    return base::format_rfc3339(time, office::zone_offset(time));
}
std::string time_text(const std::optional<attendance::WallTime>& time) {
    return time ? time_text(*time) : std::string("never");
}

std::string_view to_text(attendance::ClockQuality quality) {
    switch (quality) {
        case attendance::ClockQuality::unknown:
            return "unknown";
        case attendance::ClockQuality::restored:
            return "restored";
        case attendance::ClockQuality::synchronised:
            return "synchronised";
    }
    return "";
}

nlohmann::json device_json(const store::DeviceRow& d) {
    const auto time = [](const std::optional<attendance::WallTime>& t) {
        return t ? nlohmann::json(time_text(*t)) : nlohmann::json();
    };
    return {{"device", d.device},
            {"name", d.name},
            {"enrolled", time_text(d.enrolled)},
            {"revoked", time(d.revoked)},
            {"last_contact", time(d.contact)},
            {"clock_offset_ms", d.clock_offset.count() / 1000},
            {"version", d.status.version},
            {"pending", d.status.pending},
            {"clock", to_text(d.status.clock)},
            {"reader", d.status.reader},
            {"store", d.status.store},
            {"disk_free_mb", d.status.disk_free_mb},
            {"epochs", d.epochs},
            {"acked_seq", d.acked_seq},
            {"forks", d.forks},
            {"quarantined", d.quarantined}};
}

}  // namespace

base::Result<void> print_enrol_code(const store::Address& address, const base::Clock& clock) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(code, store->make_enrol_code(clock.read().wall));
    fmt::print("{}\n", code.code);
    TRY(url, store::setting(*store, store::public_url_setting));
    fmt::print(stderr, "Valid until {}, for one kiosk. On the kiosk: pettan-kiosk enrol {} {}\n",
               time_text(code.expires), url.empty() ? "URL" : url, code.code);
    TRY(key_pin, store::setting(*store, protocol::served_key_pin_setting));
    if (!key_pin.empty()) fmt::print(stderr, "The hub's pin: {}\n", key_pin);
    return {};
}

base::Result<void> add_user(const store::Address& address, const std::string& name, const std::string& role,
                            const base::Clock& clock) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(password, store->add_account(name, role, clock.read().wall));
    fmt::print("{}\n", password);
    fmt::print(stderr, "The password of {} ({}). It is shown this once.\n", name, role);
    return {};
}

base::Result<void> add_token(const store::Address& address, const std::string& name, const std::string& scope,
                             const base::Clock& clock) {
    TRY(store, store::open_store(address, sql::Role::writer));
    const auto known = office::api_scope_from(scope);
    if (!known || name.empty()) return base::fail(ErrorCode::bad_input, "a token needs a name and a known scope");
    TRY(token, office::add_api_token(*store, name, *known, "command", clock.read().wall));
    fmt::print("{}\n", token);
    fmt::print(stderr, "A token for {}, which reads {}. It is shown this once.\n", name, scope);
    return {};
}

base::Result<void> list_tokens(const store::Address& address) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(tokens, office::api_tokens(*store));
    for (const office::ApiToken& token : tokens)
        fmt::print("{}  {:<10}  {}  {}\n", token.id, office::to_string(token.scope), time_text(token.created),
                   base::clean_for_display(token.name));
    return {};
}

base::Result<void> revoke_token(const store::Address& address, const std::string& id) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(tokens, office::api_tokens(*store));
    for (const office::ApiToken& token : tokens)
        if (token.id == id) return office::revoke_api_token(*store, id);
    return base::fail(ErrorCode::not_found, "there is no such token; see token list");
}

base::Result<void> list_devices(const store::Address& address, bool as_json, const base::Clock&) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(devices, store->devices());
    if (as_json) {
        nlohmann::json list = nlohmann::json::array();
        for (const store::DeviceRow& device : devices)
            list.push_back(device_json(device));
        fmt::print("{}\n", list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
        return {};
    }
    if (devices.empty()) fmt::print("No kiosk is enrolled yet. Make a code for one: pettan-hub enrol-code\n");
    for (const store::DeviceRow& d : devices) {
        fmt::print("{}  {}  {}  last contact {}, {} pending, {} recorded\n", d.device, d.name,
                   d.revoked ? "revoked" : "enrolled", time_text(d.contact), d.status.pending, d.acked_seq);
        fmt::print("   version {}, clock {} ({:+} s), reader {}, store {}, {} MB free, {}, {} in quarantine\n",
                   d.status.version, to_text(d.status.clock), d.clock_offset.count() / 1'000'000, d.status.reader,
                   d.status.store, d.status.disk_free_mb, base::counted(d.forks, "fork", "forks"), d.quarantined);
    }
    return {};
}

base::Result<void> revoke_device(const store::Address& address, std::int64_t device, bool new_card_key,
                                 const base::Clock& clock) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(number, store->revoke(device, clock.read().wall,
                              new_card_key ? store::CardKeyThen::is_replaced : store::CardKeyThen::stays));
    fmt::print("Device {} is revoked: its next request is answered 401. Its entries stay.\n", device);
    if (new_card_key)
        fmt::print(
            "Card key {} is made. The other kiosks take it by themselves; each card goes over at its next tap.\n",
            number);
    return {};
}

base::Result<void> back_up(const store::Address& address, const std::filesystem::path& file) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(entries, store::write_backup(store->database(), file));
    fmt::print("{} in {}. It holds every secret of the hub: keep it where nobody else reads.\n",
               base::counted(entries, "entry", "entries"), file.string());
    return {};
}

base::Result<void> restore(const store::Address& address, const std::filesystem::path& file) {
    TRY(lock, store::FolderLock::take(address));
    TRY(database, store::open_database(address, sql::Role::writer));
    TRY(position, store::restore_backup(*database, file));
    store::Store store(std::move(database));
    if (address.is_sqlite()) {
        // The mark beside the file may speak of a later life than the database did.
        TRY_VOID(store::notice_older_file(store, address.folder));
        TRY_VOID(store::note_position(store, address.folder));
    }
    fmt::print("Restored {}; generation {}. Kiosks send again by themselves what the backup does not hold.\n",
               file.string(), position.generation);
    return {};
}

base::Result<void> run_doctor(const store::Address& address, const base::Clock& clock) {
    TRY(store, store::open_store(address, sql::Role::writer));
    TRY(findings, examine(*store, clock.read().wall));
    bool good = true;
    for (const Finding& finding : findings) {
        fmt::print("{}  {}\n", finding.good ? "good" : "ACT ", finding.text);
        good = good && finding.good;
    }
    if (!good) return base::fail(ErrorCode::failed, "something needs attention: see the lines marked ACT");
    return {};
}

}  // namespace hub
