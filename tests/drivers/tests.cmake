pettan_tests(drivers
  SOURCES drivers/nfc_traps_test.cpp drivers/pcsc_faults_test.cpp drivers/pcsc_test.cpp drivers/pettan_reader_test.cpp
    drivers/port_lock_test.cpp drivers/presence_test.cpp drivers/reader_contract_test.cpp drivers/reader_faults_test.cpp
    drivers/reader_json_test.cpp drivers/slot.cpp drivers/supervised_reader_test.cpp drivers/virtual_reader.cpp
    drivers/wedge_test.cpp
  LINKS drivers nfc pcsc sim wedge PkgConfig::PCSC
  PROPERTIES RUN_SERIAL ON)  # as in tests/sim/tests.cmake
# The table of traps names tests and lines of code, and looks whether they are there.
target_compile_definitions(test_drivers PRIVATE PETTAN_TESTS_FOLDER="${CMAKE_CURRENT_SOURCE_DIR}")
# The whole chain runs it: it stands beside the kiosk's other programs in the build tree.
add_dependencies(test_drivers pettan-reader)
