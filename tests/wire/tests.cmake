pettan_tests(wire SOURCES wire/codec_test.cpp wire/entries_codec_test.cpp wire/bad_row_test.cpp wire/gzip_test.cpp wire/registration_test.cpp LINKS wire)
