find_package(CURL REQUIRED)
pettan_room(client sync/client
  SOURCES batch.cpp enrol.cpp http.cpp hub_settings.cpp hub_time.cpp judge.cpp roster.cpp session.cpp sync_thread.cpp
  LINKS attendance base journal wire
  USES CURL::libcurl Threads::Threads
  ALONE judge.cpp)
