# Fuzz targets, with PETTAN_FUZZ=ON and clang only (gcc has no libFuzzer). Each runs briefly as a ctest of the label
# "fuzz"; for a campaign run it by hand: fuzz_tags_ndef -max_total_time=3600 CORPUS_DIR
if(NOT PETTAN_FUZZ)
  return()
endif()
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "PETTAN_FUZZ needs clang: configure with -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang")
endif()

# The rooms are built for coverage and with the sanitizers, and whatever links them gets the sanitizers' runtime.
get_property(PETTAN_ROOM_LIST GLOBAL PROPERTY PETTAN_ROOMS)
foreach(ENTRY ${PETTAN_ROOM_LIST})
  string(REGEX REPLACE "=.*" "" ROOM_NAME ${ENTRY})
  get_target_property(KIND ${ROOM_NAME} TYPE)
  if(KIND STREQUAL STATIC_LIBRARY)
    target_compile_options(${ROOM_NAME} PRIVATE -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
    target_link_options(${ROOM_NAME} INTERFACE -fsanitize=address,undefined)
  endif()
endforeach()

set(PETTAN_FUZZ_SECONDS 10 CACHE STRING "How long each fuzz target runs as a test")

# pettan_fuzzer(NAME SOURCES ... LINKS ... [SEEDS command...]): the program fuzz_NAME from a file with
# LLVMFuzzerTestOneInput. The SEEDS command is run with a folder as its last argument, to fill the starting corpus.
function(pettan_fuzzer NAME)
  cmake_parse_arguments(F "" "" "SOURCES;LINKS;SEEDS" ${ARGN})
  set(CORPUS ${CMAKE_CURRENT_BINARY_DIR}/corpus/${NAME})
  file(MAKE_DIRECTORY ${CORPUS})
  add_executable(fuzz_${NAME} ${F_SOURCES})
  target_include_directories(fuzz_${NAME} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_options(fuzz_${NAME} PRIVATE -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined)
  target_link_options(fuzz_${NAME} PRIVATE -fsanitize=fuzzer,address,undefined)
  target_link_libraries(fuzz_${NAME} PRIVATE ${F_LINKS} pettan_options)
  if(F_SEEDS)
    add_test(NAME "fuzz: seeds of ${NAME}" COMMAND ${F_SEEDS} ${CORPUS})
    set_tests_properties("fuzz: seeds of ${NAME}" PROPERTIES FIXTURES_SETUP seeds_${NAME} LABELS fuzz)
  endif()
  add_test(NAME "fuzz: ${NAME}" COMMAND fuzz_${NAME} -max_total_time=${PETTAN_FUZZ_SECONDS} -timeout=10 ${CORPUS})
  set_tests_properties("fuzz: ${NAME}" PROPERTIES FIXTURES_REQUIRED seeds_${NAME} LABELS fuzz)
endfunction()

add_library(tags_entries STATIC fuzz/tags_entries.cpp tags/fake_tags.cpp tags/samples.cpp)
target_include_directories(tags_entries PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(tags_entries PUBLIC tags PRIVATE pettan_options)
add_executable(tags_write_seeds fuzz/tags_write_seeds.cpp)
target_link_libraries(tags_write_seeds PRIVATE tags_entries pettan_options)
pettan_fuzzer(tags_ndef SOURCES fuzz/tags_ndef_fuzz.cpp LINKS tags_entries SEEDS tags_write_seeds ndef)
pettan_fuzzer(tags_memory SOURCES fuzz/tags_memory_fuzz.cpp LINKS tags_entries SEEDS tags_write_seeds memory)

# wire/samples.h of tests/ stands beside the room's own headers of that name; the seeds need it, the fuzzers do not.
add_executable(wire_write_seeds fuzz/wire_write_seeds.cpp)
target_include_directories(wire_write_seeds PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(wire_write_seeds PRIVATE wire pettan_options)
pettan_fuzzer(wire_entries SOURCES fuzz/wire_entries_fuzz.cpp LINKS wire base SEEDS wire_write_seeds entries)
pettan_fuzzer(wire_enrol SOURCES fuzz/wire_enrol_fuzz.cpp LINKS wire base SEEDS wire_write_seeds enrol)
pettan_fuzzer(hub_cursor SOURCES fuzz/hub_cursor_fuzz.cpp LINKS store base SEEDS wire_write_seeds cursor)
