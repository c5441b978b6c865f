#include "client/hub_settings.h"

#include "journal/number_setting.h"

namespace client {
namespace {

base::Result<std::string> text_of(journal::Reader& reader, std::string_view name) {
    TRY(text, reader.setting(std::string(name)));
    return std::move(text).value_or("");
}

}  // namespace

base::Result<std::optional<Hub>> read_hub(journal::Reader& reader) {
    Hub hub;
    TRY(token, text_of(reader, token_setting));
    if (token.empty()) return std::optional<Hub>();
    TRY(url, text_of(reader, url_setting));
    TRY(id, text_of(reader, id_setting));
    TRY(key_pin, text_of(reader, key_pin_setting));
    TRY(cursor, text_of(reader, cursor_setting));
    TRY(device, journal::number_setting(reader, journal::device_setting));
    TRY(identity, text_of(reader, identity_setting));
    TRY(mark, text_of(reader, journal::card_keys_mark_setting));
    TRY(serial, journal::number_setting(reader, key_pin_serial_setting));
    hub = {std::move(url),    std::move(id),       std::move(token), std::move(key_pin), device,
           std::move(cursor), std::move(identity), serial,           std::move(mark)};
    return std::optional<Hub>(std::move(hub));
}

base::Result<void> keep_hub(journal::Journal& journal, const Hub& hub) {
    const auto put = [&](std::string_view name, const std::string& value) {
        return journal.set_setting(std::string(name), value);
    };
    const std::string device = std::to_string(hub.device);
    const bool is_same = journal.setting(std::string(id_setting)) == hub.id &&
                         journal.setting(std::string(journal::device_setting)) == device;
    TRY_VOID(put(token_setting, ""));
    if (!is_same) {
        TRY_VOID(put(journal::acked_seq_setting, "0"));
        TRY_VOID(journal.give_up_snapshot());
    }
    TRY_VOID(put(cursor_setting, is_same ? hub.cursor : ""));
    TRY_VOID(put(url_setting, hub.url));
    TRY_VOID(put(id_setting, hub.id));
    TRY_VOID(put(key_pin_setting, hub.key_pin));
    TRY_VOID(put(identity_setting, hub.identity));
    TRY_VOID(put(key_pin_serial_setting, std::to_string(hub.key_pin_serial)));
    TRY_VOID(put(journal::device_setting, device));
    return put(token_setting, hub.token);
}

}  // namespace client
