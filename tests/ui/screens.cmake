# The attendees' screens: their words, their pictures, and a program that draws the gallery for looking at.
pettan_tests(screens
  SOURCES ui/screens_messages_test.cpp ui/screens_layout_test.cpp ui/screens_card_test.cpp
          ui/screens_staff_test.cpp ui/screens_time_test.cpp ui/screens_golden_test.cpp ui/screens_words_test.cpp
          ui/screens_qr_test.cpp ui/cairo_canvas_test.cpp ui/screens_evening_test.cpp ui/screens_ahead_test.cpp
          ui/foreign_leaks.cpp
  LINKS deck screens staff parts ui fmt::fmt PkgConfig::PANGO)
target_compile_definitions(test_screens PRIVATE PETTAN_GOLDEN_FOLDER="${CMAKE_CURRENT_LIST_DIR}/golden"
  PETTAN_PACKS="${CMAKE_SOURCE_DIR}/ui/packs")

add_executable(draw_gallery ${CMAKE_CURRENT_LIST_DIR}/draw_gallery.cpp)
target_link_libraries(draw_gallery PRIVATE screens pettan_options)
