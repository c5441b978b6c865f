pkg_check_modules(LIBNFC REQUIRED IMPORTED_TARGET GLOBAL libnfc)
find_package(CLI11 REQUIRED)

pettan_room(nfc drivers/nfc
  SOURCES chip_link.cpp device.cpp libnfc_reader.cpp port_lock.cpp presence.cpp
  LINKS base attendance tags drivers
  USES PkgConfig::LIBNFC)

# The only program that links libnfc.
add_executable(pettan-reader ${CMAKE_SOURCE_DIR}/drivers/nfc/pettan_reader.cpp)
target_link_libraries(pettan-reader PRIVATE nfc CLI11::CLI11 pettan_options)
