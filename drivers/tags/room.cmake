pettan_room(tags drivers/tags
  SOURCES charset.cpp classic.cpp ndef.cpp ndef_text.cpp offered_name.cpp tag_memory.cpp tlv.cpp type2.cpp type3.cpp
    type4.cpp vcard.cpp
  LINKS base attendance
  ALONE type2.cpp type3.cpp)
