pettan_room(sim drivers/sim
  SOURCES chip.cpp chip_exchange.cpp chip_select.cpp classic.cpp crc.cpp fault.cpp field.cpp frame.cpp
    ndef_encode.cpp port.cpp tag.cpp timing.cpp type2.cpp type3.cpp type4.cpp
  LINKS base
  USES Threads::Threads)

add_executable(pettan-sim ${CMAKE_SOURCE_DIR}/drivers/sim/main.cpp)
target_link_libraries(pettan-sim PRIVATE sim pettan_options)
