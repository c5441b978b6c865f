pettan_tests(sheet
  SOURCES sheet/attendance_rows_test.cpp sheet/coming_test.cpp sheet/csv_test.cpp sheet/fold_test.cpp
    sheet/guest_list_test.cpp sheet/people_sheet_test.cpp sheet/text_encoding_test.cpp sheet/who_is_who_test.cpp
  LINKS sheet nlohmann_json::nlohmann_json
  LABELS unit)
