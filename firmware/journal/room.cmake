pettan_room(journal firmware/journal
  SOURCES arrival.cpp backup.cpp ballast.cpp building.cpp card_acts.cpp card_key.cpp card_tables.cpp copy.cpp
    entry_row.cpp folder.cpp generation.cpp guest_list.cpp ids.cpp journal.cpp ledger.cpp leftovers.cpp lookups.cpp
    merges.cpp opening.cpp pages.cpp reader.cpp rebuild.cpp roster_parts.cpp roster_tables.cpp salvage.cpp
    same_cards.cpp schema.cpp settings.cpp snapshot.cpp staff_lookups.cpp tables.cpp texts.cpp
  LINKS sqlite attendance base
  USES SQLite::SQLite3 PkgConfig::SODIUM
  ALONE reader.cpp salvage.cpp)
