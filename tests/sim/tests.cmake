pkg_check_modules(LIBNFC REQUIRED IMPORTED_TARGET libnfc)
find_program(PETTAN_NFC_LIST nfc-list REQUIRED)

# libnfc gives a reply 300 ms, whatever else the machine does: no other test may starve the simulated reader.
pettan_tests(sim
  SOURCES sim/card_file_test.cpp sim/chip_test.cpp sim/control_test.cpp sim/frame_test.cpp sim/libnfc_fault_test.cpp
    sim/libnfc_test.cpp sim/nfc_list_test.cpp sim/tag_test.cpp
  LINKS sim PkgConfig::LIBNFC nlohmann_json::nlohmann_json Threads::Threads
  PROPERTIES RUN_SERIAL ON)
target_compile_definitions(test_sim PRIVATE
  PETTAN_NFC_LIST="${PETTAN_NFC_LIST}" PETTAN_SIM_CARDS_UNDER_TEST="${CMAKE_SOURCE_DIR}/drivers/sim/cards")
