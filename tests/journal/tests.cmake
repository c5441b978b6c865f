pettan_tests(journal
  SOURCES journal/tables_test.cpp
  LINKS journal attendance base SQLite::SQLite3)
