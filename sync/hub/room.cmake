pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
pkg_check_modules(GNUTLS REQUIRED IMPORTED_TARGET gnutls)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET GLOBAL icu-uc icu-i18n)
pettan_room(hub sync/hub
  SOURCES accept.cpp acts.cpp address.cpp admission.cpp backup.cpp believed_clock.cpp body_budget.cpp callers.cpp
    change_feed.cpp commands.cpp conflicts.cpp connections.cpp device_name.cpp doctor.cpp edits.cpp entry_columns.cpp
    event_people.cpp event_queries.cpp event_removal.cpp export_rows.cpp fold_tables.cpp forwarded.cpp guesses.cpp
    guest_import.cpp guest_names.cpp guest_plan.cpp guest_queries.cpp guest_uploads.cpp http.cpp http_server.cpp
    import_undo.cpp interests.cpp known_tokens.cpp listener.cpp merge.cpp person_queries.cpp personal_links.cpp
    prompt_queries.cpp public_url.cpp retention.cpp schema.cpp season_queries.cpp service.cpp sessions.cpp settings.cpp
    spool.cpp store.cpp tls.cpp transaction.cpp turns.cpp versions.cpp vouch.cpp watcher.cpp workers.cpp writer.cpp
    zone.cpp
  LINKS postgres sql sheet wire attendance base
  USES nlohmann_json::nlohmann_json PkgConfig::MICROHTTPD PkgConfig::GNUTLS Threads::Threads PkgConfig::SODIUM
    PkgConfig::ICU
  ALONE change_feed.cpp event_people.cpp event_removal.cpp guesses.cpp guest_import.cpp guest_names.cpp guest_plan.cpp
    guest_queries.cpp guest_uploads.cpp import_undo.cpp public_url.cpp retention.cpp store.cpp vouch.cpp zone.cpp)
