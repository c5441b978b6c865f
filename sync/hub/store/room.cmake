pettan_room(store sync/hub/store
  SOURCES accept.cpp address.cpp admission.cpp backup.cpp change_feed.cpp conflicts.cpp edits.cpp entry_columns.cpp
    fold_tables.cpp guesses.cpp known_tokens.cpp merge.cpp schema.cpp season_rows.cpp sentence_rows.cpp settings.cpp
    store.cpp transaction.cpp watcher.cpp workers.cpp
  LINKS postgres sql wire attendance base
  USES Threads::Threads PkgConfig::SODIUM
  ALONE change_feed.cpp guesses.cpp store.cpp)
