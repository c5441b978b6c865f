pkg_check_modules(ICU REQUIRED IMPORTED_TARGET GLOBAL icu-uc icu-i18n)

pettan_room(search firmware/search
  SOURCES bones.cpp completion.cpp keys.cpp people_index.cpp romaji.cpp
  LINKS attendance base
  USES PkgConfig::ICU
  ALONE bones.cpp people_index.cpp)
