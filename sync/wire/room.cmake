find_package(ZLIB REQUIRED)
pettan_room(wire sync/wire
  SOURCES messages.cpp json_value.cpp entry_row.cpp object_codec.cpp bad_row.cpp entries_codec.cpp enrol_codec.cpp enrol_proof.cpp changes_codec.cpp gzip.cpp registration.cpp identity.cpp
  LINKS attendance base
  USES nlohmann_json::nlohmann_json ZLIB::ZLIB PkgConfig::SODIUM)
