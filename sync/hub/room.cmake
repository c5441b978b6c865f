pkg_check_modules(ICU REQUIRED IMPORTED_TARGET GLOBAL icu-uc icu-i18n)
pettan_room(hub sync/hub
  SOURCES acts.cpp believed_clock.cpp commands.cpp device_name.cpp doctor.cpp event_people.cpp event_queries.cpp
    event_removal.cpp export_rows.cpp guest_import.cpp guest_names.cpp guest_plan.cpp guest_queries.cpp
    guest_uploads.cpp import_undo.cpp interests.cpp person_queries.cpp personal_links.cpp prompt_queries.cpp
    retention.cpp season_queries.cpp service.cpp sessions.cpp versions.cpp vouch.cpp writer.cpp zone.cpp
  LINKS store http sql sheet wire attendance base
  USES nlohmann_json::nlohmann_json PkgConfig::ICU PkgConfig::SODIUM Threads::Threads
  ALONE event_people.cpp event_removal.cpp guest_import.cpp guest_names.cpp guest_plan.cpp guest_queries.cpp
    guest_uploads.cpp import_undo.cpp retention.cpp vouch.cpp zone.cpp)
