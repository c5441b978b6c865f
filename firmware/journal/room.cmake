pettan_room(journal firmware/journal
  SOURCES building.cpp card_key.cpp entry_row.cpp folder.cpp ids.cpp journal.cpp ledger.cpp lookups.cpp opening.cpp
    schema.cpp settings.cpp sqlite.cpp tables.cpp texts.cpp
  LINKS attendance base
  USES SQLite::SQLite3 PkgConfig::SODIUM)
