# All screens, and their gallery.
pettan_room(screens ui/screens
  SOURCES *.cpp
  LINKS staff parts ui desk words base
  ALONE first_time.cpp full_card.cpp gallery_staff.cpp keyboard.cpp night.cpp own_page.cpp repeat.cpp)
