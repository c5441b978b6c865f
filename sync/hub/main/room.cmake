# The program: puts the service and the pages together.
find_package(CLI11 REQUIRED)
pettan_room(hub_main sync/hub/main
  SOURCES data_commands.cpp first_account.cpp lookout.cpp serve.cpp upkeep.cpp
  LINKS web hub store http sheet words base
  USES Threads::Threads)
add_executable(pettan-hub ${CMAKE_SOURCE_DIR}/sync/hub/main/main.cpp)
target_link_libraries(pettan-hub PRIVATE hub_main CLI11::CLI11 pettan_options)
