find_package(ICU REQUIRED COMPONENTS i18n uc)

pettan_room(words firmware/words
  SOURCES book.cpp fill.cpp languages.cpp message_files.cpp pattern.cpp
  LINKS base
  USES ICU::i18n ICU::uc)

# pettan_messages(TARGET FOLDER): puts every FOLDER/*.toml into TARGET as TARGET::message_files.
function(pettan_messages TARGET FOLDER)
  file(GLOB FILES CONFIGURE_DEPENDS ${FOLDER}/*.toml)
  list(LENGTH FILES PETTAN_FILE_COUNT)
  set(PETTAN_NAMESPACE ${TARGET})
  set(PETTAN_FILES "")
  foreach(FILE ${FILES})
    get_filename_component(NAME ${FILE} NAME_WE)
    file(READ ${FILE} CONTENT)
    string(APPEND PETTAN_FILES "    {\"${NAME}\", R\"toml(${CONTENT})toml\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FILE})
  endforeach()
  set(MADE ${CMAKE_CURRENT_BINARY_DIR}/${TARGET}_message_files.cpp)
  configure_file(${CMAKE_SOURCE_DIR}/firmware/words/message_files.cpp.in ${MADE} @ONLY)
  set_source_files_properties(${MADE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${TARGET} PRIVATE ${MADE})
endfunction()
