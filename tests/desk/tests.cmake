pettan_tests(desk
  SOURCES desk/carry_over_test.cpp desk/clock_test.cpp desk/desk_test.cpp desk/desk_faults_test.cpp
    desk/guest_choices_test.cpp
    desk/kana_keys_test.cpp desk/likely_test.cpp desk/new_card_test.cpp desk/own_page_test.cpp desk/staff_hub_test.cpp desk/staff_pages_test.cpp
    desk/staff_people_test.cpp desk/staff_session_test.cpp desk/staff_whose_test.cpp
    desk/sync_test.cpp
  LINKS desk journal)
