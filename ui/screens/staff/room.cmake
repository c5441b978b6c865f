pettan_room(staff ui/screens/staff
  SOURCES *.cpp parts/*.cpp
  LINKS parts words
  ALONE person_form.cpp person_more.cpp)
