pettan_tests(ui
  SOURCES ui/layout_test.cpp ui/text_test.cpp ui/theme_test.cpp ui/stamp_art_test.cpp ui/paper_test.cpp
          ui/recorded_canvas_test.cpp ui/pack_test.cpp ui/stamp_drawing_test.cpp ui/window_test.cpp ui/loop_test.cpp ui/sound_test.cpp ui/foreign_leaks.cpp
  LINKS ui fmt::fmt SDL2::SDL2)
target_compile_definitions(test_ui PRIVATE PETTAN_PACKS="${CMAKE_SOURCE_DIR}/ui/packs")
include(${CMAKE_CURRENT_LIST_DIR}/screens.cmake)
