# The program: puts the service and the pages together.
find_package(CLI11 REQUIRED)
pettan_room(hub_main sync/hub/main
  SOURCES serve.cpp upkeep.cpp lookout.cpp first_account.cpp data_commands.cpp
  LINKS web hub sheet base
  USES Threads::Threads)
add_executable(pettan-hub hub/main/main.cpp)
target_link_libraries(pettan-hub PRIVATE hub_main CLI11::CLI11 pettan_options)
