# What screens are drawn with: canvas, text, ink, sound, packs, words, the window and the loop.
pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET GLOBAL imgui)
pkg_check_modules(FREETYPE REQUIRED IMPORTED_TARGET GLOBAL freetype2)  # imgui's font builder, missing in its .pc file
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET GLOBAL pangocairo pangoft2 harfbuzz)
pkg_check_modules(RSVG REQUIRED IMPORTED_TARGET GLOBAL librsvg-2.0)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET GLOBAL libqrencode)

pettan_room(ui ui
  SOURCES ahead.cpp cairo_canvas.cpp canvas.cpp icons.cpp imgui_canvas.cpp layout.cpp loop.cpp made.cpp messages.cpp
    night_sky.cpp pack.cpp pack_check.cpp pack_file.cpp pack_words.cpp paper.cpp qr.cpp recorded_canvas.cpp sound.cpp
    stamp_art.cpp stamp_drawing.cpp text.cpp texture.cpp theme.cpp window.cpp
  LINKS desk words base
  USES PkgConfig::IMGUI PkgConfig::FREETYPE PkgConfig::PANGO PkgConfig::RSVG PkgConfig::QRENCODE SDL2::SDL2
    Threads::Threads
  ALONE imgui_canvas.cpp pack_words.cpp)

pettan_messages(ui ${CMAKE_CURRENT_SOURCE_DIR}/messages)
# The pack that is always there becomes part of the program.
file(GLOB WASHI_FILES CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/packs/washi
  ${CMAKE_CURRENT_SOURCE_DIR}/packs/washi/pack.toml ${CMAKE_CURRENT_SOURCE_DIR}/packs/washi/stamps/*.svg)
set(PETTAN_WASHI_FILES "")
foreach(FILE ${WASHI_FILES})
  file(READ ${CMAKE_CURRENT_SOURCE_DIR}/packs/washi/${FILE} CONTENT)
  string(APPEND PETTAN_WASHI_FILES "        {\"${FILE}\", R\"file(${CONTENT})file\"},\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/packs/washi/${FILE})
endforeach()
configure_file(washi_files.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/washi_files.cpp @ONLY)

target_sources(ui PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/washi_files.cpp)

# Packs stand where an installed program finds them too: beside it, in ../share/pettan/packs.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/pettan)
file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/packs ${CMAKE_BINARY_DIR}/share/pettan/packs SYMBOLIC)
