pettan_room(sim drivers/sim
  SOURCES chip.cpp chip_radio.cpp fault.cpp field.cpp frame.cpp port.cpp tag.cpp timing.cpp type2.cpp
  LINKS base
  USES Threads::Threads)

add_executable(pettan-sim ${CMAKE_SOURCE_DIR}/drivers/sim/main.cpp)
target_link_libraries(pettan-sim PRIVATE sim pettan_options)
