pettan_tests(search
  SOURCES search/completion_test.cpp search/keys_test.cpp search/people_index_test.cpp search/romaji_test.cpp
  LINKS search)
