# All screens, and their gallery.
pettan_room(screens ui/screens
  SOURCES cannot_record.cpp closed_door.cpp evening_picture.cpp first_time.cpp full_card.cpp gallery.cpp
    gallery_staff.cpp idle.cpp keyboard.cpp new_card.cpp night.cpp number_changes.cpp own_page.cpp reader_trouble.cpp
    repeat.cpp screens.cpp starting.cpp two_cards.cpp welcome.cpp
  LINKS staff parts ui desk words base
  ALONE first_time.cpp full_card.cpp gallery_staff.cpp keyboard.cpp night.cpp own_page.cpp repeat.cpp)
