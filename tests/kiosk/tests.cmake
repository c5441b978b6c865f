pettan_tests(kiosk
  SOURCES kiosk/changeover_test.cpp kiosk/cli_test.cpp kiosk/commands_test.cpp kiosk/config_test.cpp kiosk/doctor_test.cpp kiosk/enrol_file_test.cpp
    kiosk/enrolment_test.cpp
    kiosk/evening_pictures_test.cpp kiosk/guest_lists_test.cpp kiosk/hub_clock_test.cpp kiosk/reader_check_test.cpp
    kiosk/staff_commands_test.cpp kiosk/staff_office_test.cpp kiosk/watchdog_test.cpp
  LINKS kiosk nlohmann_json::nlohmann_json PkgConfig::SODIUM
  LABELS unit)
target_compile_definitions(test_kiosk PRIVATE PETTAN_KIOSK="$<TARGET_FILE:pettan-kiosk>"
  PETTAN_LISTS="${CMAKE_SOURCE_DIR}/tests/sheet/lists"
  PETTAN_README="${CMAKE_SOURCE_DIR}/README.md"
  PETTAN_EXAMPLE_CONFIG="${CMAKE_SOURCE_DIR}/firmware/deploy/pettan.toml.example")
add_dependencies(test_kiosk pettan-kiosk)
