pettan_room(wedge drivers/wedge
  SOURCES input_device.cpp keymap.cpp scan_decoder.cpp wedge_options.cpp wedge_reader.cpp
  LINKS attendance base drivers tags)
