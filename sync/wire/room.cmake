find_package(ZLIB REQUIRED)
pettan_room(wire sync/wire
  SOURCES bad_row.cpp card_proof.cpp changes_codec.cpp enrol_codec.cpp enrol_proof.cpp entries_codec.cpp entry_row.cpp
    gzip.cpp identity.cpp json_value.cpp messages.cpp object_codec.cpp own_page_code.cpp registration.cpp
  LINKS attendance base
  USES nlohmann_json::nlohmann_json ZLIB::ZLIB PkgConfig::SODIUM)
