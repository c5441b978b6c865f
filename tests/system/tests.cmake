pettan_tests(system
  SOURCES system/main_job_test.cpp system/random_taps_test.cpp system/kill_test.cpp
          system/full_disk_test.cpp system/scanner_test.cpp
  LINKS sim journal wedge nlohmann_json::nlohmann_json
  PROPERTIES RUN_SERIAL ON)
add_dependencies(test_system pettan-kiosk pettan-reader)

# The hub with kiosks that have no screen.
if(TARGET pettan-hub)
  pkg_check_modules(GNUTLS REQUIRED IMPORTED_TARGET gnutls)
  pettan_tests(sync
    SOURCES system/sync_test.cpp system/many_kiosks_test.cpp system/erasure_test.cpp system/certificates_test.cpp
    LINKS client journal sqlite wire attendance base SQLite::SQLite3 PkgConfig::GNUTLS)
  add_dependencies(test_sync pettan-hub)
  # An authority's certificate, as CERTIFICATES.md tells.
  pettan_tests(acme SOURCES system/acme_test.cpp
    LINKS client journal sqlite wire attendance base SQLite::SQLite3)
  target_compile_definitions(test_acme PRIVATE PETTAN_CERTIFICATE_HOOK="${CMAKE_SOURCE_DIR}/firmware/deploy/certificate-hook")
  add_dependencies(test_acme pettan-hub)
  # A kiosk is taken in from its staff's screens.
  pettan_tests(join SOURCES system/join_by_screen_test.cpp
    LINKS kiosk screens ui desk client journal sqlite wire attendance base SQLite::SQLite3)
  add_dependencies(test_join pettan-hub)
  # Two edit one person: a kiosk that is away, and an organizer at the hub.
  pettan_tests(edits SOURCES system/edits_test.cpp
    LINKS client journal office store postgres sql wire attendance base
    PROPERTIES FIXTURES_REQUIRED postgresql)
  target_compile_definitions(test_edits PRIVATE ${HUB_TEST_DEFINITIONS})
  # What organizers write on a page is shown by kiosks.
  pettan_tests(welcome_words SOURCES system/first_pin_test.cpp system/welcome_words_test.cpp ui/foreign_leaks.cpp
    LINKS web office store postgres http sql screens ui desk client journal sqlite wire
      attendance base CURL::libcurl SQLite::SQLite3)
  target_compile_definitions(test_welcome_words PRIVATE ${HUB_TEST_DEFINITIONS})
  add_dependencies(test_welcome_words pettan-hub pettan-kiosk)
  # Strangers in a crowd.
  pettan_tests(hostile SOURCES system/hostile_test.cpp
    LINKS web office protocol store postgres http sql sheet wire attendance base CURL::libcurl
    PROPERTIES RUN_SERIAL ON)
  target_compile_definitions(test_hostile PRIVATE ${HUB_TEST_DEFINITIONS})
  add_dependencies(test_hostile pettan-hub)
  # A whole quarter in seconds, with time in the test's hand.
  pettan_tests(quarter SOURCES system/quarter_test.cpp
    LINKS office store postgres sql desk client journal sqlite wire attendance base SQLite::SQLite3)
  target_compile_definitions(test_quarter PRIVATE ${HUB_TEST_DEFINITIONS})
  # And with kiosks as they are, which draw on as many threads as there are processors.
  pettan_tests(doors SOURCES system/two_doors_test.cpp
    LINKS sim journal sqlite attendance base nlohmann_json::nlohmann_json SQLite::SQLite3
    PROPERTIES PROCESSORS 2)
  add_dependencies(test_doors pettan-hub pettan-kiosk pettan-reader)
endif()

# By a hand at a real window.
pettan_tests(window_of_staff SOURCES system/staff_screen_test.cpp
  LINKS sim screens ui desk attendance base nlohmann_json::nlohmann_json
  PROPERTIES RUN_SERIAL ON)
add_dependencies(test_window_of_staff pettan-kiosk pettan-reader)

if(TARGET pettan-hub)
  add_test(NAME "system: the commands of the README work as they stand, in their order"
    COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/system/readme_commands.py ${CMAKE_BINARY_DIR}/bin ${CMAKE_SOURCE_DIR})
  set_tests_properties("system: the commands of the README work as they stand, in their order" PROPERTIES PROCESSORS 2)
endif()
