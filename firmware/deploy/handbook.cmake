# The organizer's handbook for pettan-doc, in each of its languages: as HTML with pictures, as PDF to print, and as a man page;
# and the notice for the door as PDF.
set(PICTURE_SIZE 1280x800)
set(HANDBOOK ${CMAKE_SOURCE_DIR}/firmware/handbook)

# pettan_page(OUTPUT FORMAT LANG PAGE): made from PAGE.LANG.md of the handbook by handbook-page.
function(pettan_page OUTPUT FORMAT LANG PAGE)
  add_custom_command(OUTPUT ${OUTPUT}
    COMMAND ${DEPLOY}/handbook-page ${FORMAT} ${LANG} ${HANDBOOK}/${PAGE}.${LANG}.md ${PACKED}/pictures ${OUTPUT}
    DEPENDS ${DEPLOY}/handbook-page ${HANDBOOK}/${PAGE}.${LANG}.md ${HANDBOOK_PICTURES} VERBATIM)
endfunction()

file(MAKE_DIRECTORY ${PACKED}/pictures)
foreach(LANG ja en)
  set(HANDBOOK_PICTURES)
  file(STRINGS ${HANDBOOK}/organizer.${LANG}.md MARKS REGEX "^<!-- picture ")
  foreach(MARK ${MARKS})
    string(REGEX REPLACE "^<!-- picture ([a-z_-]+):.*" "\\1" NAME "${MARK}")
    set(DRAWN ${PACKED}/drawn/${NAME}-${PICTURE_SIZE}-${LANG}.png)
    set(PICTURE ${PACKED}/pictures/${NAME}-${LANG}.jpg)
    # As JPEG they are a tenth, and the PDF takes them as they are. Debian's python3, which has WeasyPrint's image library.
    add_custom_command(OUTPUT ${PICTURE}
      COMMAND pettan-kiosk gallery --config /dev/null --out ${PACKED}/drawn --size ${PICTURE_SIZE} --lang ${LANG} --screen ${NAME}
      COMMAND /usr/bin/python3 -c "import sys; from PIL import Image; Image.open(sys.argv[1]).convert('RGB').save(sys.argv[2], quality=88)"
        ${DRAWN} ${PICTURE}
      DEPENDS pettan-kiosk VERBATIM)
    list(APPEND HANDBOOK_PICTURES ${PICTURE})
  endforeach()
  foreach(FORMAT html pdf)
    pettan_page(${PACKED}/organizer.${LANG}.${FORMAT} ${FORMAT} ${LANG} organizer)
  endforeach()
  pettan_page(${PACKED}/pettan-organizer.${LANG}.7 man ${LANG} organizer)
  pettan_gzipped(${PACKED}/${LANG}/pettan-organizer.7.gz ${PACKED}/pettan-organizer.${LANG}.7)
  pettan_page(${PACKED}/privacy-notice.${LANG}.pdf pdf ${LANG} privacy-notice)
  file(MAKE_DIRECTORY ${PACKED}/${LANG})
  set(PAGES ${PACKED}/organizer.${LANG}.html ${PACKED}/organizer.${LANG}.pdf ${PACKED}/privacy-notice.${LANG}.pdf)
  list(APPEND PETTAN_PACKED_FILES ${PAGES})
  install(FILES ${PAGES} DESTINATION share/doc/pettan-doc/handbook COMPONENT doc)
  install(FILES ${HANDBOOK_PICTURES} DESTINATION share/doc/pettan-doc/handbook/pictures COMPONENT doc)
endforeach()
install(FILES ${PACKED}/en/pettan-organizer.7.gz DESTINATION share/man/man7 COMPONENT doc)
install(FILES ${PACKED}/ja/pettan-organizer.7.gz DESTINATION share/man/ja/man7 COMPONENT doc)
