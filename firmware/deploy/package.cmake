# What is installed where, and the Debian packages made of it (firmware/deploy/build-packages).
# Components: kiosk (pettan-kiosk, pettan-reader, pettan-sim), hub (pettan-hub), doc.
include(GNUInstallDirs)
set(DEPLOY ${CMAKE_CURRENT_LIST_DIR})
set(PACKED ${CMAKE_BINARY_DIR}/packed)

# pettan_gzipped(OUTPUT INPUT): a compressed copy without a time of its own, so that two builds give the same bytes.
function(pettan_gzipped OUTPUT INPUT)
  add_custom_command(OUTPUT ${OUTPUT} COMMAND sh -c "gzip -9n < '${INPUT}' > '${OUTPUT}'" DEPENDS ${INPUT} VERBATIM)
  list(APPEND PETTAN_PACKED_FILES ${OUTPUT})
  set(PETTAN_PACKED_FILES ${PETTAN_PACKED_FILES} PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${PACKED})
foreach(PAGE pettan-kiosk.1 pettan-reader.1 pettan-sim.1 pettan-hub.1)
  pettan_gzipped(${PACKED}/${PAGE}.gz ${DEPLOY}/man/${PAGE})
endforeach()
# The manual of the settings: what the parser's own table accepts, described and with its defaults by the example.
add_custom_command(OUTPUT ${PACKED}/settings COMMAND settings_table > ${PACKED}/settings DEPENDS settings_table VERBATIM)
add_custom_command(OUTPUT ${PACKED}/pettan.toml.5
  COMMAND sh -c "'${DEPLOY}/man/settings-page' '${PACKED}/settings' '${DEPLOY}/pettan.toml.example' > '${PACKED}/pettan.toml.5'"
  DEPENDS ${DEPLOY}/man/settings-page ${DEPLOY}/pettan.toml.example ${PACKED}/settings VERBATIM)
pettan_gzipped(${PACKED}/pettan.toml.5.gz ${PACKED}/pettan.toml.5)
# Its date is the build's: SOURCE_DATE_EPOCH, which build-packages sets to the commit's.
add_custom_command(OUTPUT ${PACKED}/changelog
  COMMAND sh -c "'${DEPLOY}/debian/changelog' '${DEPLOY}/CHANGELOG.md' ${PROJECT_VERSION} > '${PACKED}/changelog'"
  DEPENDS ${DEPLOY}/debian/changelog ${DEPLOY}/CHANGELOG.md VERBATIM)
pettan_gzipped(${PACKED}/changelog.gz ${PACKED}/changelog)
option(PETTAN_PACKAGES "Make what only packages need as well: the pages of the handbook and their pictures" OFF)
if(PETTAN_PACKAGES)
  include(${DEPLOY}/handbook.cmake)
endif()
add_custom_target(packed ALL DEPENDS ${PETTAN_PACKED_FILES})

install(TARGETS pettan-kiosk pettan-reader pettan-sim DESTINATION bin COMPONENT kiosk)
install(FILES ${PACKED}/pettan-kiosk.1.gz ${PACKED}/pettan-reader.1.gz ${PACKED}/pettan-sim.1.gz DESTINATION share/man/man1
  COMPONENT kiosk)
install(FILES ${PACKED}/pettan.toml.5.gz DESTINATION share/man/man5 COMPONENT kiosk)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/ui/packs/ DESTINATION share/pettan/packs COMPONENT kiosk)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/drivers/sim/cards/ DESTINATION share/pettan/sim-cards COMPONENT kiosk)
install(FILES ${DEPLOY}/systemd/pettan-kiosk.service DESTINATION lib/systemd/system COMPONENT kiosk)
install(FILES ${DEPLOY}/systemd/pettan-kiosk.tmpfiles DESTINATION lib/tmpfiles.d RENAME pettan-kiosk.conf COMPONENT kiosk)
install(FILES ${DEPLOY}/systemd/pettan-kiosk.sysusers DESTINATION lib/sysusers.d RENAME pettan-kiosk.conf COMPONENT kiosk)
install(FILES ${DEPLOY}/systemd/pettan-kiosk.udev DESTINATION lib/udev/rules.d RENAME 70-pettan-kiosk.rules COMPONENT kiosk)
install(FILES ${DEPLOY}/systemd/pettan-kiosk.polkit DESTINATION share/polkit-1/rules.d RENAME 50-pettan-kiosk.rules
  COMPONENT kiosk)
install(FILES ${DEPLOY}/systemd/pettan-set-clock@.service DESTINATION lib/systemd/system COMPONENT kiosk)
install(TARGETS pettan-set-clock DESTINATION lib/pettan COMPONENT kiosk)
install(PROGRAMS ${DEPLOY}/systemd/session DESTINATION lib/pettan COMPONENT kiosk)
install(FILES ${DEPLOY}/systemd/pettan-kiosk.default DESTINATION /etc/default RENAME pettan-kiosk COMPONENT kiosk)
install(FILES ${DEPLOY}/pettan.toml.example DESTINATION /etc/pettan RENAME pettan.toml COMPONENT kiosk)

install(TARGETS pettan-hub DESTINATION bin COMPONENT hub)
install(FILES ${PACKED}/pettan-hub.1.gz DESTINATION share/man/man1 COMPONENT hub)
install(FILES ${DEPLOY}/systemd/pettan-hub.service DESTINATION lib/systemd/system COMPONENT hub)
install(FILES ${DEPLOY}/systemd/pettan-hub.tmpfiles DESTINATION lib/tmpfiles.d RENAME pettan-hub.conf COMPONENT hub)
install(FILES ${DEPLOY}/systemd/pettan-hub.sysusers DESTINATION lib/sysusers.d RENAME pettan-hub.conf COMPONENT hub)
install(FILES ${DEPLOY}/systemd/pettan-hub.default DESTINATION /etc/default RENAME pettan-hub COMPONENT hub)

install(PROGRAMS ${DEPLOY}/certificate-hook DESTINATION lib/pettan COMPONENT hub)
install(FILES ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/sync/PROTOCOL.md ${DEPLOY}/CERTIFICATES.md DESTINATION share/doc/pettan-doc COMPONENT doc)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/firmware/handbook ${CMAKE_SOURCE_DIR}/firmware/decisions DESTINATION share/doc/pettan-doc
  COMPONENT doc)
foreach(COMPONENT kiosk hub doc)
  if(EXISTS ${DEPLOY}/debian/${COMPONENT}/lintian-overrides)
    install(FILES ${DEPLOY}/debian/${COMPONENT}/lintian-overrides DESTINATION share/lintian/overrides
      RENAME pettan-${COMPONENT} COMPONENT ${COMPONENT})
  endif()
  install(FILES ${DEPLOY}/copyright DESTINATION share/doc/pettan-${COMPONENT} COMPONENT ${COMPONENT})
  install(FILES ${PACKED}/changelog.gz DESTINATION share/doc/pettan-${COMPONENT} COMPONENT ${COMPONENT})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_VENDOR Pettan)
set(CPACK_PACKAGE_CONTACT "Pettan maintainers <pettan@example.org>")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL kiosk hub doc)
set(CPACK_COMPONENTS_IGNORE_GROUPS ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_KIOSK_PACKAGE_NAME pettan-kiosk)
set(CPACK_COMPONENT_KIOSK_DESCRIPTION "check-in kiosk that stamps NFC name cards
A kiosk at the door of a community meetup reads name cards by NFC, presses a
red stamp onto each person's stamp card on the screen and keeps the
attendance. It needs no network and syncs to a hub when there is one.")
set(CPACK_DEBIAN_KIOSK_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_KIOSK_PACKAGE_DEPENDS
  "systemd, udev, cage, xwayland, seatd, dbus, polkitd, fonts-noto-cjk, fonts-noto-core, fonts-noto-color-emoji, libgl1-mesa-dri, libegl1, libgles2")
# Not more than suggested: it takes every reader that it knows, also libnfc's ACR122U.
set(CPACK_DEBIAN_KIOSK_PACKAGE_SUGGESTS "pcscd")
set(CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_EXTRA
  ${DEPLOY}/debian/kiosk/conffiles ${DEPLOY}/debian/kiosk/postinst ${DEPLOY}/debian/kiosk/prerm ${DEPLOY}/debian/kiosk/postrm)

set(CPACK_DEBIAN_HUB_PACKAGE_NAME pettan-hub)
set(CPACK_COMPONENT_HUB_DESCRIPTION "central server of Pettan check-in kiosks
Collects the attendance of all kiosks of a community, gives them people,
cards and events, and serves pages for organizers and guests. It keeps its
data in SQLite or in PostgreSQL.")
set(CPACK_DEBIAN_HUB_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_HUB_PACKAGE_DEPENDS "systemd")
set(CPACK_DEBIAN_HUB_PACKAGE_CONTROL_EXTRA
  ${DEPLOY}/debian/hub/conffiles ${DEPLOY}/debian/hub/postinst ${DEPLOY}/debian/hub/prerm ${DEPLOY}/debian/hub/postrm)

set(CPACK_DEBIAN_DOC_PACKAGE_NAME pettan-doc)
set(CPACK_DEBIAN_DOC_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DOC_PACKAGE_SECTION doc)
set(CPACK_COMPONENT_DOC_DESCRIPTION "handbook of the Pettan check-in kiosk
How Pettan is used and built: README, handbook, decisions and the protocol
between kiosk and hub.")
include(CPack)
