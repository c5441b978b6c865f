pettan_tests(wire SOURCES wire/codec_test.cpp wire/entries_codec_test.cpp wire/bad_row_test.cpp wire/gzip_test.cpp wire/own_page_code_test.cpp wire/registration_test.cpp
  wire/enrol_proof_test.cpp LINKS wire)
target_compile_definitions(test_wire PRIVATE PETTAN_PROTOCOL="${CMAKE_SOURCE_DIR}/sync/PROTOCOL.md")
