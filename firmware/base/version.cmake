# cmake -D SOURCE=... -D VERSION=... -D OUTPUT=... -P version.cmake: writes version.cpp for the commit that is checked out.
# It runs at each build; the file is touched only when its text changes.
execute_process(COMMAND git -C ${SOURCE} rev-parse --short=7 HEAD OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE
  ERROR_QUIET)
set(PETTAN_VERSION_TEXT ${VERSION})
if(COMMIT)
  execute_process(COMMAND git -C ${SOURCE} diff --quiet HEAD RESULT_VARIABLE CHANGED ERROR_QUIET)
  if(CHANGED)
    string(APPEND COMMIT "+")
  endif()
  string(APPEND PETTAN_VERSION_TEXT " (${COMMIT})")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.cpp.in ${OUTPUT} @ONLY)
