pettan_tests(web
  SOURCES web/html_test.cpp web/sign_in_test.cpp web/pages_test.cpp web/data_test.cpp web/erasure_test.cpp
    web/forms_test.cpp web/found_marks_test.cpp web/doubles_test.cpp web/zone_test.cpp web/charts_test.cpp web/phases_test.cpp web/news_test.cpp
    web/accounts_test.cpp web/deck_test.cpp web/prompts_test.cpp web/edits_test.cpp web/languages_test.cpp web/long_work_test.cpp
    web/own_code_test.cpp web/season_cards_test.cpp web/stamps_test.cpp web/help_test.cpp web/metrics_test.cpp web/calendar_test.cpp
    web/upgrade_test.cpp
  LINKS web deck words office protocol store postgres http sql sheet wire attendance base CURL::libcurl PkgConfig::RSVG
  PROPERTIES FIXTURES_REQUIRED postgresql)
target_compile_definitions(test_web PRIVATE ${HUB_TEST_DEFINITIONS} PETTAN_WEB_SOURCES="${CMAKE_SOURCE_DIR}/sync/web"
  PETTAN_PACKS="${CMAKE_SOURCE_DIR}/ui/packs")
pettan_tests(web_import
  SOURCES web/import_test.cpp
  LINKS web deck words office store postgres http sql sheet wire attendance base CURL::libcurl
  PROPERTIES FIXTURES_REQUIRED postgresql)
target_compile_definitions(test_web_import PRIVATE ${HUB_TEST_DEFINITIONS})

# g++ 12 takes std::regex for uninitialised once it has prepared it for AddressSanitizer (GCC bug 105562).
set_source_files_properties(web/html_test.cpp PROPERTIES
  COMPILE_OPTIONS $<$<CONFIG:Asan,Tsan>:-Wno-maybe-uninitialized>)

# They end other connections of the one PostgreSQL server.
pettan_tests(web_restart
  SOURCES web/kept_form_test.cpp
  LINKS web words office protocol store postgres http sql sheet wire attendance base CURL::libcurl
  PROPERTIES FIXTURES_REQUIRED postgresql RUN_SERIAL ON)
target_compile_definitions(test_web_restart PRIVATE ${HUB_TEST_DEFINITIONS} PETTAN_WEB_SOURCES="${CMAKE_SOURCE_DIR}/sync/web")

include(web/browser/tests.cmake)
