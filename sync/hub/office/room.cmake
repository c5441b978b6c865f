pkg_check_modules(ICU REQUIRED IMPORTED_TARGET GLOBAL icu-uc icu-i18n)
pettan_room(office sync/hub/office
  SOURCES acts.cpp believed_clock.cpp deck_queries.cpp device_name.cpp event_people.cpp event_queries.cpp
    event_removal.cpp export_rows.cpp guest_import.cpp guest_names.cpp guest_plan.cpp guest_queries.cpp
    guest_uploads.cpp import_undo.cpp interests.cpp person_queries.cpp personal_links.cpp prompt_queries.cpp
    retention.cpp season_queries.cpp sessions.cpp versions.cpp zone.cpp
  LINKS store sql sheet attendance base
  USES PkgConfig::ICU PkgConfig::SODIUM
  ALONE event_people.cpp event_removal.cpp guest_import.cpp guest_names.cpp guest_plan.cpp guest_queries.cpp
    guest_uploads.cpp import_undo.cpp retention.cpp zone.cpp)
