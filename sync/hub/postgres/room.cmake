find_package(PostgreSQL REQUIRED)
pettan_room(postgres sync/hub/postgres
  SOURCES postgres_database.cpp
  LINKS sql base
  USES PostgreSQL::PostgreSQL Threads::Threads)
