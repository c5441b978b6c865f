pettan_tests(journal
  SOURCES journal/journal_test.cpp journal/salvage_test.cpp journal/tables_test.cpp
  LINKS journal attendance base SQLite::SQLite3)
