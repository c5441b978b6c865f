pettan_room(staff ui/screens/staff
  SOURCES event_about.cpp event_calendar.cpp event_export.cpp events.cpp hub.cpp monitor.cpp parts/desk_top.cpp
    parts/entrance.cpp parts/health.cpp parts/keys.cpp parts/lists.cpp parts/question.cpp parts/tap_lines.cpp
    people.cpp person.cpp person_form.cpp person_more.cpp pin_pad.cpp power.cpp settings.cpp settings_fit.cpp
    settings_parts.cpp
  LINKS parts words
  ALONE person_form.cpp person_more.cpp)
