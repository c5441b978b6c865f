add_test(NAME "house: rooms include only what they link, no file is orphaned, no function outgrows a screen"
  COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/check_house.py ${CMAKE_SOURCE_DIR})
add_test(NAME "house: a room's forbidden include does not compile"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/house/forbidden_include ${CMAKE_CXX_COMPILER} ${CMAKE_BINARY_DIR}/rooms)
add_test(NAME "house: the man pages name every command and option, and no other"
  COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/check_man_pages.py ${CMAKE_BINARY_DIR}/bin
          ${CMAKE_SOURCE_DIR}/firmware/deploy/man)
add_test(NAME "house: packages are waited for while the package system is busy, and a failure says why"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/house/check_install_packages ${CMAKE_SOURCE_DIR})
add_test(NAME "house: no library exception leaves its room"
  COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/check_throwing.py ${CMAKE_SOURCE_DIR})
add_test(NAME "house: the check of exceptions finds what throws and nothing else"
  COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/check_throwing.py --example
          ${CMAKE_CURRENT_SOURCE_DIR}/house/throwing_calls.example)
add_test(NAME "house: the commands and links that documents show exist"
  COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/check_documents.py ${CMAKE_BINARY_DIR}/bin ${CMAKE_SOURCE_DIR})
add_test(NAME "house: the house rules find what breaks them and nothing else"
  COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/check_house.py --examples ${CMAKE_CURRENT_SOURCE_DIR}/house/examples)
add_test(NAME "house: what the organizer's handbook quotes from screens is what they say"
  COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/house/check_screen_words.py ${CMAKE_SOURCE_DIR})
