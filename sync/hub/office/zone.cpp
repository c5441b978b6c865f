#include "office/zone.h"

#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>
#include <mutex>

#include "base/time_text.h"
#include "store/settings.h"

namespace office {
namespace {

// The one that is used, null for the machine's own.
class Current {
public:
    std::pair<std::string, std::shared_ptr<const icu::TimeZone>> get() {
        const std::lock_guard lock(m_mutex);
        return {m_name, m_zone};
    }
    void set(const std::string& name) {
        std::shared_ptr<const icu::TimeZone> zone;
        if (!name.empty()) {
            if (!is_zone(name)) return;
            zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
        }
        const std::lock_guard lock(m_mutex);
        m_name = name;
        m_zone = std::move(zone);
    }

private:
    std::mutex m_mutex;
    std::string m_name;
    std::shared_ptr<const icu::TimeZone> m_zone;
};

Current& current() {
    static Current one;
    return one;
}

std::string utf8(const icu::UnicodeString& text) {
    std::string bytes;
    return text.toUTF8String(bytes);
}

}  // namespace

bool is_zone(std::string_view name) {
    if (name.empty() || name.size() > 64) return false;
    const std::unique_ptr<icu::TimeZone> zone(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(std::string(name))));
    return *zone != icu::TimeZone::getUnknown();
}

std::vector<std::string> zone_names() {
    std::vector<std::string> names{"UTC"};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> all(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
    if (U_FAILURE(status) || !all) return names;
    for (const icu::UnicodeString* name = all->snext(status); name != nullptr && U_SUCCESS(status);
         name = all->snext(status))
        names.push_back(utf8(*name));
    return names;
}

std::string machine_zone() {
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::detectHostTimeZone());
    if (!zone || *zone == icu::TimeZone::getUnknown()) return "UTC";
    icu::UnicodeString name;
    return utf8(zone->getID(name));
}

void use_zone(const std::string& name) {
    if (current().get().first != name) current().set(name);
}

base::Result<std::string> use_kept_zone(store::Store& store) {
    TRY(name, store::setting(store, zone_setting));
    use_zone(name);
    return name;
}

std::string zone_name() {
    const std::string name = current().get().first;
    return name.empty() ? machine_zone() : name;
}

std::chrono::minutes zone_offset(attendance::WallTime at) {
    const auto zone = current().get().second;
    if (!zone) return base::local_offset(at);
    int32_t raw_ms = 0;
    int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
    zone->getOffset(static_cast<UDate>(ms), 0, raw_ms, summer_ms, status);
    return std::chrono::floor<std::chrono::minutes>(std::chrono::milliseconds(raw_ms + summer_ms));
}

}  // namespace office
