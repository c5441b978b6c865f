pettan_room(sql firmware/sql
  SOURCES database.cpp dialect.cpp sqlite_database.cpp
  LINKS base
  USES SQLite::SQLite3)
