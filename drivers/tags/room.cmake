pettan_room(tags drivers/tags
  SOURCES ndef.cpp
  LINKS base attendance)
