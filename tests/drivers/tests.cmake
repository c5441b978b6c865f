pettan_tests(drivers
  SOURCES drivers/reader_json_test.cpp drivers/supervised_reader_test.cpp
  LINKS drivers)
