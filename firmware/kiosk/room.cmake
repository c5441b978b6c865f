# The composition root: the only room that sees all others (but the hub).
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
pkg_check_modules(FONTCONFIG REQUIRED IMPORTED_TARGET GLOBAL fontconfig)

pettan_room(kiosk firmware/kiosk
  SOURCES cli.cpp clock_setting.cpp commands/backup.cpp commands/doctor.cpp commands/enrol.cpp commands/event.cpp
    commands/export.cpp commands/gallery.cpp commands/import.cpp commands/person.cpp commands/pin.cpp
    commands/reader_check.cpp commands/restore.cpp commands/staff.cpp commands/store.cpp commands/support.cpp
    config.cpp desk_thread.cpp disk_watch.cpp drives.cpp ends_by_signal.cpp enrol_file.cpp enrolment.cpp
    evening_pictures.cpp guest_pages.cpp hub_clock.cpp leftover_care.cpp machine.cpp machine_manager.cpp opening.cpp
    output.cpp pin.cpp reader_link.cpp run.cpp screen.cpp simulation.cpp staff_office.cpp sync_link.cpp trace.cpp
    watchdog.cpp worker.cpp
  LINKS attendance base client deck desk drivers journal screens sheet sim tags ui wire words
  USES CLI11::CLI11 nlohmann_json::nlohmann_json tomlplusplus::tomlplusplus PkgConfig::FONTCONFIG PkgConfig::SODIUM
    PkgConfig::SYSTEMD SDL2::SDL2 Threads::Threads
  ALONE commands/doctor.cpp)

# Not installed: it writes a part of pettan.toml(5).
add_executable(settings_table ${CMAKE_SOURCE_DIR}/firmware/kiosk/settings_table.cpp)
target_link_libraries(settings_table PRIVATE kiosk pettan_options)

# Without the rest of the kiosk: it may set the clock, so it is to be small.
add_executable(pettan-set-clock ${CMAKE_SOURCE_DIR}/firmware/kiosk/set_clock.cpp
  ${CMAKE_SOURCE_DIR}/firmware/kiosk/clock_setting.cpp)
target_include_directories(pettan-set-clock PRIVATE ${CMAKE_BINARY_DIR}/rooms/kiosk)
target_link_libraries(pettan-set-clock PRIVATE base pettan_options)

add_executable(pettan-kiosk ${CMAKE_SOURCE_DIR}/firmware/kiosk/main.cpp)
target_link_libraries(pettan-kiosk PRIVATE kiosk pettan_options)
