pettan_room(drivers drivers
  SOURCES child_process.cpp line_buffer.cpp presence.cpp reader_json.cpp reader_schemes.cpp supervised_reader.cpp
    usb_readers.cpp
  LINKS base attendance tags
  USES nlohmann_json::nlohmann_json Threads::Threads)
