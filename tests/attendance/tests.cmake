pettan_tests(attendance
  SOURCES attendance/card_uid_test.cpp attendance/deck_test.cpp attendance/entry_test.cpp attendance/evening_test.cpp
          attendance/fold_test.cpp attendance/opening_test.cpp attendance/person_test.cpp
          attendance/season_cards_test.cpp attendance/season_rule_test.cpp attendance/solar_term_test.cpp attendance/staff_hint_test.cpp
          attendance/stamp_card_test.cpp attendance/tap_test.cpp attendance/ticket_test.cpp
          attendance/visits_test.cpp
  LINKS attendance base)
pettan_tests(deck SOURCES deck/shipped_test.cpp LINKS deck attendance words base)
