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
  SOURCES api.cpp arrivals_chart.cpp conflict_pages.cpp context.cpp desk_pages.cpp directory.cpp doubles.cpp
    event_form.cpp event_pages.cpp event_phases.cpp export_pages.cpp first_steps.cpp form.cpp found_marks.cpp
    html.cpp icons.cpp import_desk.cpp import_pages.cpp import_view.cpp import_words.cpp join_pages.cpp
    kept_form.cpp kiosk_health.cpp kiosk_pages.cpp layout.cpp link_pages.cpp live_parts.cpp opened_form.cpp
    own_code_pages.cpp people_pages.cpp person_card.cpp phone_pages.cpp pick.cpp prompt_pages.cpp qr_code.cpp
    retention_pages.cpp routes.cpp said.cpp season_charts.cpp season_pages.cpp settings_pages.cpp sign_in_pages.cpp
    site.cpp stamp_art.cpp words.cpp
  LINKS office store http search sheet words wire attendance base
  USES nlohmann_json::nlohmann_json PkgConfig::QRENCODE PkgConfig::SODIUM
  ALONE arrivals_chart.cpp desk_pages.cpp doubles.cpp event_form.cpp event_pages.cpp event_phases.cpp
    export_pages.cpp first_steps.cpp import_desk.cpp import_pages.cpp import_view.cpp join_pages.cpp
    own_code_pages.cpp phone_pages.cpp pick.cpp retention_pages.cpp said.cpp season_pages.cpp settings_pages.cpp)
target_sources(web PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/web_assets.cpp)
pettan_messages(web ${CMAKE_CURRENT_SOURCE_DIR}/web/messages)
