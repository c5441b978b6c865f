# The canvas, the window and the loop; the screens come with screens.cmake.
pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET GLOBAL imgui)
pkg_check_modules(FREETYPE REQUIRED IMPORTED_TARGET GLOBAL freetype2)  # imgui's font builder, missing in its .pc file
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET GLOBAL pangocairo pangoft2 harfbuzz)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET GLOBAL libqrencode)

pettan_room(ui ui
  SOURCES canvas.cpp icons.cpp imgui_canvas.cpp layout.cpp loop.cpp night_sky.cpp paper.cpp recorded_canvas.cpp
    sound.cpp stamp_art.cpp stamp_path.cpp text.cpp texture.cpp theme.cpp window.cpp
  LINKS base desk words
  USES PkgConfig::IMGUI PkgConfig::FREETYPE PkgConfig::PANGO PkgConfig::QRENCODE SDL2::SDL2 Threads::Threads
  ALONE gallery_staff.cpp imgui_canvas.cpp pack_words.cpp screens/first_time.cpp screens/full_card.cpp
    screens/keyboard.cpp screens/night.cpp screens/repeat.cpp screens/staff/person_form.cpp
    screens/staff/person_more.cpp)

include(${CMAKE_CURRENT_LIST_DIR}/screens.cmake)
