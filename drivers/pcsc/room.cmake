pkg_check_modules(PCSC REQUIRED IMPORTED_TARGET GLOBAL libpcsclite)

pettan_room(pcsc drivers/pcsc
  SOURCES atr.cpp felica_way.cpp pcsc_reader.cpp service.cpp slot_choice.cpp slot_link.cpp
  LINKS attendance base drivers tags
  USES PkgConfig::PCSC)
