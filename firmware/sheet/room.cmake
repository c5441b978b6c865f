pkg_check_modules(ICU REQUIRED IMPORTED_TARGET GLOBAL icu-uc icu-i18n)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET GLOBAL xlsxwriter)

pettan_room(sheet firmware/sheet
  SOURCES attendance_rows.cpp attendance_xlsx.cpp columns.cpp coming.cpp csv.cpp fold.cpp guest_list.cpp
    people_sheet.cpp place.cpp services.cpp text_encoding.cpp who_is_who.cpp
  LINKS attendance base
  USES nlohmann_json::nlohmann_json PkgConfig::ICU PkgConfig::XLSXWRITER
  ALONE columns.cpp coming.cpp fold.cpp guest_list.cpp who_is_who.cpp)
