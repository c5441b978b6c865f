pettan_tests(base
  SOURCES base/argon2_test.cpp base/bytes_test.cpp base/clock_test.cpp base/file_test.cpp base/line_limit_test.cpp
    base/nearest_word_test.cpp base/queue_test.cpp base/result_test.cpp base/service_manager_test.cpp
    base/time_text_test.cpp base/utf8_test.cpp base/whole_number_test.cpp
  LINKS base Threads::Threads)
