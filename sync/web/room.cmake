# static/ is compiled in: a hub at a venue has nobody to fetch from.
file(GLOB PETTAN_WEB_FILES RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/web CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_SOURCE_DIR}/web/static/*)
list(LENGTH PETTAN_WEB_FILES PETTAN_WEB_ASSET_COUNT)
set(PETTAN_WEB_ASSETS "")
foreach(FILE ${PETTAN_WEB_FILES})
  file(READ ${CMAKE_CURRENT_SOURCE_DIR}/web/${FILE} CONTENT)
  string(APPEND PETTAN_WEB_ASSETS "        {\"${FILE}\", R\"asset(${CONTENT})asset\"},\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/web/${FILE})
endforeach()
configure_file(${CMAKE_CURRENT_SOURCE_DIR}/web/assets.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/web_assets.cpp @ONLY)

pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pettan_room(web sync/web
  SOURCES html.cpp words.cpp form.cpp opened_form.cpp context.cpp site.cpp routes.cpp layout.cpp icons.cpp sign_in_pages.cpp
    event_pages.cpp event_form.cpp arrivals_chart.cpp kiosk_health.cpp stamp_art.cpp directory.cpp people_pages.cpp found_marks.cpp doubles.cpp join_pages.cpp said.cpp pick.cpp desk_pages.cpp event_phases.cpp first_steps.cpp
    person_card.cpp kiosk_pages.cpp qr_code.cpp settings_pages.cpp retention_pages.cpp prompt_pages.cpp import_desk.cpp live_parts.cpp kept_form.cpp import_pages.cpp import_view.cpp import_words.cpp export_pages.cpp
    phone_pages.cpp conflict_pages.cpp season_charts.cpp season_pages.cpp api.cpp
  LINKS hub sheet search wire words attendance base
  USES nlohmann_json::nlohmann_json PkgConfig::QRENCODE PkgConfig::SODIUM
  ALONE arrivals_chart.cpp event_form.cpp event_pages.cpp export_pages.cpp import_desk.cpp import_pages.cpp import_view.cpp phone_pages.cpp settings_pages.cpp retention_pages.cpp desk_pages.cpp doubles.cpp event_phases.cpp first_steps.cpp join_pages.cpp pick.cpp said.cpp season_pages.cpp)
target_sources(web PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/web_assets.cpp)
pettan_messages(web ${CMAKE_CURRENT_SOURCE_DIR}/web/messages)
