pettan_room(sqlite firmware/sqlite
  SOURCES database.cpp
  LINKS base
  USES SQLite::SQLite3)
