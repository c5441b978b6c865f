// The packs that ship, as they stand in ui/packs.
#pragma once

#include <vector>

#include "testing/catch.h"
#include "ui/pack.h"

inline const std::vector<ui::Pack>& shipped_packs() {
    static const std::vector<ui::Pack> packs = [] {
        auto space = ui::load_pack(PETTAN_PACKS "/space");
        if (!space) FAIL(space.error().message);
        return std::vector<ui::Pack>{ui::washi_pack(), std::move(*space)};
    }();
    return packs;
}
