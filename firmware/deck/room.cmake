# The welcome sentences that Pettan brings along. A language's are one file of sentences/.
pettan_room(deck firmware/deck
  SOURCES shipped.cpp
  LINKS attendance words base)
pettan_messages(deck ${CMAKE_CURRENT_SOURCE_DIR}/deck/sentences)
