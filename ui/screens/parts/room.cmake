find_package(ICU REQUIRED COMPONENTS uc)
pettan_room(parts ui/screens/parts
  SOURCES arrivals.cpp boarding_stub.cpp card_grid.cpp corner_buttons.cpp evening_sheet.cpp furniture.cpp
    ink.cpp key_table.cpp own_page_way.cpp press.cpp qr_place.cpp reader_arrow.cpp resting.cpp season_card.cpp
    stage.cpp stamping.cpp statements.cpp sun_card.cpp type.cpp
  LINKS ui desk words base
  USES ICU::uc)
