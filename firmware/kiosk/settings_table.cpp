// Prints each key of pettan.toml, a tab, and what the parser accepts for it: settings-page makes the manual page of it.
#include <fmt/format.h>

#include "kiosk/config.h"

int main() {
    for (const kiosk::Setting& setting : kiosk::settings())
        fmt::print("{}\t{}\n", setting.key, setting.accepted);
}
