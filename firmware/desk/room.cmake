pettan_room(desk firmware/desk
  SOURCES desk.cpp desk_core.cpp guest_choices.cpp kana_keys.cpp likely.cpp new_card.cpp own_page.cpp pages/*.cpp
    people_search.cpp snapshot.cpp staff_acts.cpp staff_cards.cpp staff_mode.cpp sync.cpp tap_lines.cpp taps.cpp
    upkeep.cpp
  LINKS attendance base
  USES journal search words)  # private: the ui links the desk and must not see the journal
