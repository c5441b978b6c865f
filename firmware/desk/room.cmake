pettan_room(desk firmware/desk
  SOURCES desk.cpp kana_keys.cpp new_card.cpp snapshot.cpp taps.cpp upkeep.cpp
  LINKS attendance base
  USES journal)  # private: the ui links the desk and must not see the journal
