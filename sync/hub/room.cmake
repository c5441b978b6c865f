# The program: puts the service and the pages together.
find_package(CLI11 REQUIRED)
pettan_room(hub sync/hub
  SOURCES commands.cpp data_commands.cpp doctor.cpp first_account.cpp lookout.cpp serve.cpp upkeep.cpp
  LINKS web office protocol store http sheet words attendance base
  USES nlohmann_json::nlohmann_json Threads::Threads)
add_executable(pettan-hub ${CMAKE_SOURCE_DIR}/sync/hub/main.cpp)
target_link_libraries(pettan-hub PRIVATE hub CLI11::CLI11 pettan_options)
