#include "web/calendar.h"

#include <libical/ical.h>

#include <memory>

#include "base/utf8.h"

namespace web {
namespace {

struct ComponentFree {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

icaltimetype utc(attendance::WallTime at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch());
    return icaltime_from_timet_with_zone(seconds.count(), 0, icaltimezone_get_utc_timezone());
}

// The component takes the property.
void add(icalcomponent* component, icalproperty* property) {
    icalcomponent_add_property(component, property);
}

icalcomponent* component_of(const attendance::Event& event, attendance::WallTime now) {
    icalcomponent* component = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    add(component, icalproperty_new_uid(("pettan-" + event.id.value).c_str()));
    add(component, icalproperty_new_dtstamp(utc(now)));
    add(component, icalproperty_new_sequence(static_cast<int>(event.version)));
    add(component, icalproperty_new_dtstart(utc(event.starts)));
    add(component, icalproperty_new_dtend(utc(event.ends)));
    add(component, icalproperty_new_summary(base::clean_for_display(event.title).c_str()));
    if (!event.venue.empty()) add(component, icalproperty_new_location(base::clean_for_display(event.venue).c_str()));
    return component;
}

}  // namespace

std::string calendar_text(const std::string& name, std::span<const attendance::Event> events,
                          attendance::WallTime now) {
    const std::unique_ptr<icalcomponent, ComponentFree> calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    add(calendar.get(), icalproperty_new_version("2.0"));
    add(calendar.get(), icalproperty_new_prodid("-//Pettan//Pettan//EN"));
    if (!name.empty()) {
        icalproperty* shown = icalproperty_new_x(base::clean_for_display(name).c_str());
        icalproperty_set_x_name(shown, "X-WR-CALNAME");
        add(calendar.get(), shown);
    }
    for (const attendance::Event& event : events)
        icalcomponent_add_component(calendar.get(), component_of(event, now));
    const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()),
                                                      icalmemory_free_buffer);
    return text == nullptr ? std::string() : std::string(text.get());
}

}  // namespace web
