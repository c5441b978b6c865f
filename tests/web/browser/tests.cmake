# Real browsers against real programs. Python of the system: selenium is Debian's.
add_test(NAME "browser: an organizer's evening and a guest's, from the sign-in to the erasure"
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/evening_test.py $<TARGET_FILE_DIR:pettan-hub>)
set_tests_properties("browser: an organizer's evening and a guest's, from the sign-in to the erasure" PROPERTIES
  TIMEOUT ${PETTAN_TEST_TIMEOUT} PROCESSORS 2)

add_test(NAME "browser: a page at the desk in a rush shows no old news, moves no row and undoes where it was pressed"
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/desk_test.py $<TARGET_FILE_DIR:pettan-hub>)
set_tests_properties("browser: a page at the desk in a rush shows no old news, moves no row and undoes where it was pressed"
  PROPERTIES TIMEOUT ${PETTAN_TEST_TIMEOUT} PROCESSORS 2)

add_test(NAME "browser: the same evening with two hubs on one PostgreSQL, request by request"
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/evening_test.py $<TARGET_FILE_DIR:pettan-hub>
    ${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh)
set_tests_properties("browser: the same evening with two hubs on one PostgreSQL, request by request" PROPERTIES
  TIMEOUT ${PETTAN_TEST_TIMEOUT} PROCESSORS 2)

# Fetches axe-core with npm: not without a network, and not by default.
add_test(NAME "browser: no page keeps anybody out, says axe-core"
  COMMAND /usr/bin/python3 -B ${CMAKE_CURRENT_LIST_DIR}/barriers_test.py $<TARGET_FILE_DIR:pettan-hub> ${CMAKE_BINARY_DIR}/axe)
set_tests_properties("browser: no page keeps anybody out, says axe-core" PROPERTIES
  TIMEOUT 1800 PROCESSORS 2 LABELS long)
