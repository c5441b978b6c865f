# All tests of the hub that speak of PostgreSQL use one server of their own (hub/postgres.sh): started by the first
# fixture, removed by the last. Without PostgreSQL they fail; they do not skip.
set(HUB_TEST_DEFINITIONS
  PETTAN_TEST_POSTGRES="${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh"
  PETTAN_TEST_POSTGRES_KEY="${CMAKE_BINARY_DIR}")
add_test(NAME "hub: postgresql starts" COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh start ${CMAKE_BINARY_DIR})
add_test(NAME "hub: postgresql stops" COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh stop ${CMAKE_BINARY_DIR})
set_tests_properties("hub: postgresql starts" PROPERTIES FIXTURES_SETUP postgresql)
set_tests_properties("hub: postgresql stops" PROPERTIES FIXTURES_CLEANUP postgresql)

pettan_tests(hub
  SOURCES hub/admission_test.cpp hub/merge_test.cpp hub/store_test.cpp hub/fold_tables_test.cpp
  LINKS hub wire attendance base
  PROPERTIES FIXTURES_REQUIRED postgresql)
target_compile_definitions(test_hub PRIVATE ${HUB_TEST_DEFINITIONS})
