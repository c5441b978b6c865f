# All tests of the hub that speak of PostgreSQL use one server of their own (hub/postgres.sh): started by the first
# fixture, removed by the last. Without PostgreSQL they fail; they do not skip.
find_package(CURL REQUIRED)
set(HUB_TEST_DEFINITIONS
  PETTAN_HUB="$<TARGET_FILE:pettan-hub>"
  PETTAN_PROTOCOL="${CMAKE_SOURCE_DIR}/sync/PROTOCOL.md"
  PETTAN_TEST_POSTGRES="${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh"
  PETTAN_TEST_POSTGRES_KEY="${CMAKE_BINARY_DIR}")
add_test(NAME "hub: postgresql starts" COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh start ${CMAKE_BINARY_DIR})
add_test(NAME "hub: postgresql stops" COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh stop ${CMAKE_BINARY_DIR})
set_tests_properties("hub: postgresql starts" PROPERTIES FIXTURES_SETUP postgresql)
set_tests_properties("hub: postgresql stops" PROPERTIES FIXTURES_CLEANUP postgresql)

pettan_tests(hub
  SOURCES hub/admission_test.cpp hub/merge_test.cpp hub/store_test.cpp hub/fold_tables_test.cpp hub/protocol_test.cpp
    hub/service_test.cpp hub/http_server_test.cpp hub/spool_test.cpp hub/budgets_test.cpp hub/guesses_test.cpp
    hub/edits_test.cpp hub/retention_test.cpp hub/changes_test.cpp hub/prompts_test.cpp hub/backup_test.cpp hub/commands_test.cpp
    hub/carried_cards_test.cpp
  LINKS hub office protocol store postgres http sql wire words
    attendance base CURL::libcurl nlohmann_json::nlohmann_json
  PROPERTIES FIXTURES_REQUIRED postgresql)
target_compile_definitions(test_hub PRIVATE ${HUB_TEST_DEFINITIONS})
add_dependencies(test_hub pettan-hub)

pettan_tests(hub_lists
  SOURCES hub/guest_lists_test.cpp
  LINKS office store postgres sql sheet wire attendance base
  PROPERTIES FIXTURES_REQUIRED postgresql)
target_compile_definitions(test_hub_lists PRIVATE ${HUB_TEST_DEFINITIONS}
  PETTAN_LISTS="${CMAKE_SOURCE_DIR}/tests/sheet/lists")

# Longer: kill -9 again and again.
pettan_tests(hub_long
  SOURCES hub/crash_test.cpp
  LINKS hub protocol store postgres http sql wire attendance base CURL::libcurl nlohmann_json::nlohmann_json
  LABELS long
  PROPERTIES FIXTURES_REQUIRED postgresql)
target_compile_definitions(test_hub_long PRIVATE ${HUB_TEST_DEFINITIONS})
add_dependencies(test_hub_long pettan-hub)

# With tests/run --all: LibreOffice reads what organizers take home.
pettan_tests(hub_exports
  SOURCES hub/libreoffice_test.cpp
  LINKS office store postgres sql sheet journal wire attendance base
  LABELS long)
target_compile_definitions(test_hub_exports PRIVATE ${HUB_TEST_DEFINITIONS}
  PETTAN_LIBREOFFICE_READS="${CMAKE_CURRENT_SOURCE_DIR}/hub/libreoffice_reads.py")
add_dependencies(test_hub_exports pettan-kiosk)
