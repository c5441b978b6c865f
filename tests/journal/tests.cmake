pettan_tests(journal
  SOURCES journal/backup_test.cpp journal/full_test.cpp journal/journal_test.cpp journal/leftovers_test.cpp journal/migration_test.cpp
          journal/opening_test.cpp journal/power_cut_test.cpp journal/power_cut_vfs.cpp journal/reader_test.cpp
          journal/salvage_test.cpp journal/tables_test.cpp
  LINKS journal sqlite attendance base SQLite::SQLite3)
pettan_tests(journal_roster SOURCES journal/roster_test.cpp LINKS journal sqlite attendance base SQLite::SQLite3)
