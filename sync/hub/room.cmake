pkg_check_modules(ICU REQUIRED IMPORTED_TARGET GLOBAL icu-uc icu-i18n)
pettan_room(hub sync/hub
  SOURCES accept.cpp acts.cpp address.cpp admission.cpp backup.cpp believed_clock.cpp change_feed.cpp commands.cpp
    conflicts.cpp device_name.cpp doctor.cpp edits.cpp entry_columns.cpp event_people.cpp event_queries.cpp
    event_removal.cpp export_rows.cpp fold_tables.cpp guesses.cpp guest_import.cpp guest_names.cpp guest_plan.cpp
    guest_queries.cpp guest_uploads.cpp import_undo.cpp interests.cpp known_tokens.cpp merge.cpp person_queries.cpp
    personal_links.cpp prompt_queries.cpp retention.cpp schema.cpp season_queries.cpp service.cpp sessions.cpp
    settings.cpp store.cpp transaction.cpp versions.cpp vouch.cpp watcher.cpp workers.cpp writer.cpp zone.cpp
  LINKS postgres http sql sheet wire attendance base
  USES nlohmann_json::nlohmann_json Threads::Threads PkgConfig::SODIUM PkgConfig::ICU
  ALONE change_feed.cpp event_people.cpp event_removal.cpp guesses.cpp guest_import.cpp guest_names.cpp guest_plan.cpp
    guest_queries.cpp guest_uploads.cpp import_undo.cpp retention.cpp store.cpp vouch.cpp zone.cpp)
