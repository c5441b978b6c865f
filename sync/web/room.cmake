# static/ and washi's stamps are compiled in: a hub at a venue has nobody to fetch from.
set(PETTAN_WEB_ASSETS "")
set(PETTAN_WEB_ASSET_COUNT 0)
foreach(FOLDER ${CMAKE_CURRENT_SOURCE_DIR}/web ${CMAKE_SOURCE_DIR}/ui/packs)
  file(GLOB FILES RELATIVE ${FOLDER} CONFIGURE_DEPENDS ${FOLDER}/static/* ${FOLDER}/washi/pack.toml
    ${FOLDER}/washi/stamps/*.svg)
  foreach(FILE ${FILES})
    file(READ ${FOLDER}/${FILE} CONTENT)
    string(APPEND PETTAN_WEB_ASSETS "        {\"${FILE}\", R\"asset(${CONTENT})asset\"},\n")
    math(EXPR PETTAN_WEB_ASSET_COUNT "${PETTAN_WEB_ASSET_COUNT} + 1")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FOLDER}/${FILE})
  endforeach()
endforeach()
# The organizers' handbook, read at /help: chapters get names, pictures are the package's, and links lead to pages here.
find_program(CMARK cmark-gfm REQUIRED)
foreach(NAME organizer.ja organizer.en privacy-notice.ja privacy-notice.en certificates)
  set(PAGE ${CMAKE_SOURCE_DIR}/firmware/handbook/${NAME}.md)
  if(NAME STREQUAL certificates)
    set(PAGE ${CMAKE_SOURCE_DIR}/firmware/deploy/CERTIFICATES.md)
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PAGE})
  execute_process(COMMAND ${CMARK} -e table -t html ${PAGE} OUTPUT_VARIABLE CONTENT COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "<!-- [^>]*-->\n?" "" CONTENT "${CONTENT}")
  string(REGEX REPLACE "^<h1>[^<]*</h1>\n" "" CONTENT "${CONTENT}")
  string(REGEX REPLACE "<h2>([0-9]+)\\. " "<h2 id=\"s\\1\">\\1. " CONTENT "${CONTENT}")
  string(REGEX REPLACE "href=\"(privacy-notice\\.[a-z]+)\\.md\"" "href=\"/help/\\1\"" CONTENT "${CONTENT}")
  string(REPLACE "href=\"../deploy/CERTIFICATES.md\"" "href=\"/help/certificates\"" CONTENT "${CONTENT}")
  string(APPEND PETTAN_WEB_ASSETS "        {\"help/${NAME}.html\", R\"asset(${CONTENT})asset\"},\n")
  math(EXPR PETTAN_WEB_ASSET_COUNT "${PETTAN_WEB_ASSET_COUNT} + 1")
endforeach()
configure_file(${CMAKE_CURRENT_SOURCE_DIR}/web/assets.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/web_assets.cpp @ONLY)

find_package(tomlplusplus REQUIRED)
pkg_check_modules(ICAL REQUIRED IMPORTED_TARGET libical)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pettan_room(web sync/web
  SOURCES api.cpp arrivals_chart.cpp calendar.cpp calendar_pages.cpp card_picture.cpp conflict_pages.cpp context.cpp
    deck_pages.cpp desk_pages.cpp directory.cpp doubles.cpp event_form.cpp event_pages.cpp event_phases.cpp
    export_pages.cpp first_steps.cpp form.cpp found_marks.cpp help_pages.cpp html.cpp icons.cpp import_desk.cpp
    import_pages.cpp import_view.cpp import_words.cpp join_pages.cpp kept_form.cpp kiosk_health.cpp kiosk_pages.cpp
    layout.cpp link_pages.cpp live_parts.cpp metrics_text.cpp opened_form.cpp own_code_pages.cpp people_pages.cpp
    person_card.cpp phone_pages.cpp pick.cpp prompt_pages.cpp qr_code.cpp retention_pages.cpp routes.cpp said.cpp
    season_charts.cpp season_pages.cpp settings_pages.cpp sign_in_pages.cpp site.cpp stamp_art.cpp stamp_set.cpp
    the_person.cpp words.cpp
  LINKS office store http search sheet deck words wire attendance base
  USES nlohmann_json::nlohmann_json tomlplusplus::tomlplusplus PkgConfig::ICAL PkgConfig::QRENCODE PkgConfig::SODIUM
  ALONE arrivals_chart.cpp deck_pages.cpp desk_pages.cpp doubles.cpp event_form.cpp event_pages.cpp event_phases.cpp
    export_pages.cpp first_steps.cpp import_desk.cpp import_pages.cpp import_view.cpp join_pages.cpp
    own_code_pages.cpp phone_pages.cpp pick.cpp retention_pages.cpp said.cpp season_pages.cpp settings_pages.cpp)
target_sources(web PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/web_assets.cpp)
pettan_messages(web ${CMAKE_CURRENT_SOURCE_DIR}/web/messages)
