pettan_room(protocol sync/hub/protocol
  SOURCES service.cpp vouch.cpp writer.cpp
  LINKS store http wire base
  USES Threads::Threads
  ALONE vouch.cpp)
