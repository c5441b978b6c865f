pettan_room(sql firmware/sql
  SOURCES catalogue.cpp database.cpp dialect.cpp sqlite_database.cpp
  LINKS sqlite base
  USES SQLite::SQLite3)
