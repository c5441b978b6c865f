# The attendees' screens: their words, their pictures, and a program that draws the gallery for looking at.
add_executable(draw_gallery ${CMAKE_CURRENT_LIST_DIR}/draw_gallery.cpp)
target_link_libraries(draw_gallery PRIVATE ui pettan_options)
