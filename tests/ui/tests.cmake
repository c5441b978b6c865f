pettan_tests(ui
  SOURCES ui/layout_test.cpp ui/text_test.cpp ui/theme_test.cpp ui/stamp_art_test.cpp ui/paper_test.cpp
          ui/recorded_canvas_test.cpp ui/window_test.cpp ui/loop_test.cpp ui/sound_test.cpp ui/foreign_leaks.cpp
  LINKS ui SDL2::SDL2)
include(${CMAKE_CURRENT_LIST_DIR}/screens.cmake OPTIONAL)
