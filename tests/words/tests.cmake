pettan_tests(words SOURCES words/book_test.cpp words/languages_test.cpp LINKS words)
