find_package(PostgreSQL REQUIRED)
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
pkg_check_modules(GNUTLS REQUIRED IMPORTED_TARGET gnutls)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET GLOBAL icu-uc icu-i18n)
pettan_room(hub sync/hub
  SOURCES database.cpp dialect.cpp sqlite_database.cpp postgres_database.cpp schema.cpp transaction.cpp entry_columns.cpp
    fold_tables.cpp admission.cpp merge.cpp edits.cpp secrets.cpp store.cpp accept.cpp prompt_queries.cpp conflicts.cpp
    http.cpp spool.cpp listener.cpp forwarded.cpp callers.cpp body_budget.cpp turns.cpp connections.cpp http_server.cpp tls.cpp writer.cpp workers.cpp watcher.cpp service.cpp address.cpp backup.cpp doctor.cpp
    commands.cpp device_name.cpp sessions.cpp guesses.cpp acts.cpp event_queries.cpp guest_queries.cpp event_people.cpp event_removal.cpp zone.cpp person_queries.cpp retention.cpp served_key.cpp believed_clock.cpp settings.cpp public_url.cpp export_rows.cpp guest_import.cpp guest_names.cpp guest_plan.cpp guest_uploads.cpp import_undo.cpp personal_links.cpp interests.cpp versions.cpp season_queries.cpp change_feed.cpp
  LINKS attendance wire sheet base
  USES nlohmann_json::nlohmann_json SQLite::SQLite3 PostgreSQL::PostgreSQL PkgConfig::SODIUM PkgConfig::MICROHTTPD PkgConfig::GNUTLS PkgConfig::ICU Threads::Threads
  ALONE change_feed.cpp guest_import.cpp guest_names.cpp guest_plan.cpp guest_uploads.cpp import_undo.cpp store.cpp served_key.cpp public_url.cpp retention.cpp guesses.cpp event_people.cpp event_removal.cpp guest_queries.cpp zone.cpp)
