pettan_tests(system
  SOURCES system/main_job_test.cpp system/random_taps_test.cpp system/kill_test.cpp
  LINKS sim journal nlohmann_json::nlohmann_json
  PROPERTIES RUN_SERIAL ON)
add_dependencies(test_system pettan-kiosk pettan-reader)
