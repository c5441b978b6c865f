pettan_tests(client
  SOURCES client/hub_time_test.cpp client/judge_test.cpp client/session_test.cpp
  LINKS client journal wire attendance base Threads::Threads)
if(TARGET pettan-hub)
  pkg_check_modules(GNUTLS REQUIRED IMPORTED_TARGET gnutls)
  pettan_tests(client_hub SOURCES client/hub_test.cpp LINKS client journal wire attendance base PkgConfig::GNUTLS)
  add_dependencies(test_client_hub pettan-hub)
  target_compile_definitions(test_client_hub PRIVATE PETTAN_HUB="$<TARGET_FILE:pettan-hub>"
    PETTAN_MIDDLE="${CMAKE_CURRENT_SOURCE_DIR}/client/man_in_the_middle.py")
endif()
