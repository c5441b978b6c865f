# The screens, their words and their gallery: the second half of the room `ui`, whose canvas stands in
# room.cmake.
find_package(ICU REQUIRED COMPONENTS i18n uc)

pettan_messages(ui ${CMAKE_CURRENT_SOURCE_DIR}/messages)
file(READ ${CMAKE_CURRENT_SOURCE_DIR}/packs/washi/pack.toml PETTAN_PACK_WASHI)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/packs/washi/pack.toml)
configure_file(washi_pack_file.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/washi_pack_file.cpp @ONLY)

target_sources(ui PRIVATE
  ${CMAKE_CURRENT_BINARY_DIR}/washi_pack_file.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/gallery.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/gallery_staff.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/messages.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/pack.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/pack_check.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/pack_file.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/pack_words.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/cannot_record.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/closed_door.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/first_time.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/full_card.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/idle.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/keyboard.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/new_card.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/night.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/number_changes.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/own_page.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/arrivals.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/card_grid.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/furniture.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/key_table.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/own_page_way.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/press.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/resting.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/season_card.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/stage.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/stamping.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/statements.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/sun_card.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/parts/type.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/reader_trouble.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/repeat.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/screens.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/events.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/hub.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/monitor.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/parts/desk_top.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/parts/health.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/parts/keys.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/parts/tap_lines.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/people.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/person.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/person_form.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/person_more.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/pin_pad.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/staff/settings.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/starting.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/two_cards.cpp
  ${CMAKE_CURRENT_SOURCE_DIR}/screens/welcome.cpp)
target_link_libraries(ui PRIVATE ICU::i18n ICU::uc)

# Packs stand where an installed program finds them too: beside it, in ../share/pettan/packs.
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/pettan)
file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/packs ${CMAKE_BINARY_DIR}/share/pettan/packs SYMBOLIC)

