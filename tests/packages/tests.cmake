add_test(NAME "packages: the units are sound and hardened"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/packages/units ${CMAKE_SOURCE_DIR}/firmware/deploy/systemd)
set_tests_properties("packages: the units are sound and hardened" PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED: ")
add_test(NAME "packages: every setting has an entry in pettan.toml(5)"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/packages/settings_page ${CMAKE_SOURCE_DIR}/firmware/deploy
    $<TARGET_FILE:settings_table>)
