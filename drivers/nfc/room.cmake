pkg_check_modules(LIBNFC REQUIRED IMPORTED_TARGET GLOBAL libnfc)

pettan_room(nfc drivers/nfc
  SOURCES chip_link.cpp device.cpp libnfc_reader.cpp port_lock.cpp
  LINKS base attendance tags drivers
  USES PkgConfig::LIBNFC)
