pettan_room(tags drivers/tags
  SOURCES ndef.cpp ndef_text.cpp charset.cpp vcard.cpp offered_name.cpp
          tag_memory.cpp tlv.cpp type2.cpp classic.cpp type3.cpp type4.cpp
  LINKS base attendance
  ALONE type2.cpp type3.cpp)
