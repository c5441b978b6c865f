pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
pkg_check_modules(GNUTLS REQUIRED IMPORTED_TARGET gnutls)
pettan_room(http sync/hub/http
  SOURCES body_budget.cpp callers.cpp connections.cpp forwarded.cpp http.cpp http_server.cpp listener.cpp public_url.cpp
    spool.cpp tls.cpp turns.cpp
  LINKS wire base
  USES PkgConfig::MICROHTTPD PkgConfig::GNUTLS Threads::Threads
  ALONE public_url.cpp)
