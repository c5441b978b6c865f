find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
set(PETTAN_SIM_CARDS_FOLDER ${CMAKE_SOURCE_DIR}/drivers/sim/cards CACHE PATH "Where pettan-sim finds its sample cards")

pettan_room(sim drivers/sim
  SOURCES card_file.cpp chip.cpp chip_exchange.cpp chip_select.cpp classic.cpp control.cpp control_client.cpp
    control_server.cpp crc.cpp fault.cpp field.cpp frame.cpp ndef_encode.cpp port.cpp table.cpp tag.cpp terminal.cpp
    timing.cpp type2.cpp type3.cpp type4.cpp
  LINKS base
  USES nlohmann_json::nlohmann_json tomlplusplus::tomlplusplus Threads::Threads
  ALONE tag.cpp type2.cpp type4.cpp)
set_source_files_properties(${CMAKE_SOURCE_DIR}/drivers/sim/card_file.cpp PROPERTIES
  COMPILE_DEFINITIONS PETTAN_SIM_CARDS_FOLDER="${PETTAN_SIM_CARDS_FOLDER}")

add_executable(pettan-sim ${CMAKE_SOURCE_DIR}/drivers/sim/main.cpp)
target_link_libraries(pettan-sim PRIVATE sim CLI11::CLI11 Threads::Threads pettan_options)
