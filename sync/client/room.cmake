find_package(CURL REQUIRED)
pettan_room(client sync/client
  SOURCES http.cpp judge.cpp batch.cpp roster.cpp hub_time.cpp session.cpp sync_thread.cpp enrol.cpp hub_settings.cpp
  LINKS attendance base journal wire
  USES CURL::libcurl Threads::Threads
  ALONE judge.cpp)
