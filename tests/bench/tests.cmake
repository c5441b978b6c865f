# pettan_bench(NAME SOURCES ... LINKS ...): the program bench_NAME. It prints what it measured; it is no ctest test, since
# a wall clock can fail nobody. The target `benches` builds them all, and nothing else does.
add_custom_target(benches)
function(pettan_bench NAME)
  cmake_parse_arguments(B "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(bench_${NAME} EXCLUDE_FROM_ALL ${B_SOURCES})
  target_include_directories(bench_${NAME} PRIVATE ${PETTAN_TEST_FACE})
  target_link_libraries(bench_${NAME} PRIVATE ${B_LINKS} pettan_options)
  add_dependencies(benches bench_${NAME})
endfunction()

pettan_bench(tap_to_uid SOURCES bench/tap_to_uid.cpp LINKS nfc sim PkgConfig::LIBNFC)
pettan_bench(journal_scale SOURCES bench/journal_scale.cpp LINKS journal attendance base)
pettan_bench(main_job SOURCES bench/main_job.cpp LINKS sim nlohmann_json::nlohmann_json)
add_dependencies(bench_main_job pettan-kiosk pettan-reader)
target_compile_definitions(bench_main_job PRIVATE PETTAN_BIN="$<TARGET_FILE_DIR:pettan-kiosk>")

pettan_bench(first_pictures SOURCES bench/first_pictures.cpp LINKS ui sim journal attendance base
  nlohmann_json::nlohmann_json)
add_dependencies(bench_first_pictures pettan-kiosk pettan-reader)
target_compile_definitions(bench_first_pictures PRIVATE PETTAN_BIN="$<TARGET_FILE_DIR:pettan-kiosk>")

pettan_bench(hub SOURCES bench/hub_bench.cpp LINKS protocol store postgres http sql wire
  attendance base CURL::libcurl Catch2::Catch2WithMain)
target_include_directories(bench_hub PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(bench_hub PRIVATE PETTAN_HUB="$<TARGET_FILE:pettan-hub>"
  PETTAN_TEST_POSTGRES="${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh" PETTAN_TEST_POSTGRES_KEY="bench")
pettan_bench(people_search SOURCES bench/people_search.cpp LINKS search attendance base)

pettan_bench(web SOURCES bench/web_bench.cpp LINKS web office store postgres http sql sheet wire
  attendance base CURL::libcurl Catch2::Catch2WithMain)
target_include_directories(bench_web PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(bench_web PRIVATE PETTAN_HUB="$<TARGET_FILE:pettan-hub>"
  PETTAN_TEST_POSTGRES="${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh" PETTAN_TEST_POSTGRES_KEY="bench")

pettan_bench(strangers SOURCES bench/strangers.cpp LINKS web office protocol store postgres http sql sheet wire
  attendance base CURL::libcurl Catch2::Catch2WithMain)
target_include_directories(bench_strangers PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(bench_strangers PRIVATE PETTAN_HUB="$<TARGET_FILE:pettan-hub>"
  PETTAN_TEST_POSTGRES="${CMAKE_CURRENT_SOURCE_DIR}/hub/postgres.sh" PETTAN_TEST_POSTGRES_KEY="bench")
add_dependencies(bench_strangers pettan-hub)

pettan_bench(screens SOURCES bench/screens.cpp LINKS screens ui fmt::fmt)

pettan_bench(tap_beside_sync SOURCES bench/tap_beside_sync.cpp
  LINKS kiosk desk client journal sqlite wire attendance base SQLite::SQLite3 Threads::Threads)
target_include_directories(bench_tap_beside_sync PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(bench_tap_beside_sync PRIVATE PETTAN_BIN="${CMAKE_BINARY_DIR}/bin")
add_dependencies(bench_tap_beside_sync pettan-hub)
