pettan_room(desk firmware/desk
  SOURCES snapshot.cpp
  LINKS attendance base
  USES journal)  # private: the ui links the desk and must not see the journal
