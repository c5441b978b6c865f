find_package(CLI11 REQUIRED)

pettan_room(reader drivers/reader
  SOURCES make_poller.cpp
  LINKS base drivers
  USES nfc pcsc wedge)

# The only program that links libnfc and pcsc-lite.
add_executable(pettan-reader ${CMAKE_SOURCE_DIR}/drivers/reader/main.cpp)
target_link_libraries(pettan-reader PRIVATE reader CLI11::CLI11 pettan_options)
