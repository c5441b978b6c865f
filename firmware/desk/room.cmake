pettan_room(desk firmware/desk
  SOURCES desk.cpp kana_keys.cpp new_card.cpp own_page.cpp snapshot.cpp staff_cards.cpp staff_events.cpp staff_hub.cpp
    staff_mode.cpp staff_monitor.cpp staff_more.cpp staff_people.cpp staff_person.cpp staff_pin.cpp staff_settings.cpp
    sync.cpp tap_lines.cpp taps.cpp upkeep.cpp
  LINKS attendance base
  USES journal search words)  # private: the ui links the desk and must not see the journal
