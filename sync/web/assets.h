// Files that are compiled into the program by sync/web/room.cmake: what stands in static/, washi's stamps and the organizers' handbook.
#pragma once

#include <string_view>

namespace web {

// "static/site.css", "washi/stamps/ring.svg", "help/organizer.en.html"; empty where there is none.
std::string_view asset(std::string_view path);

}  // namespace web
