// An edit by a form: opened with one version of a person or event, filled in, and saved when there may be a newer one.
// Only what was touched is saved, and nothing over what somebody else made of it meanwhile. Pure.
#pragma once

#include <set>

#include "attendance/edit_fields.h"

namespace office {

template <typename Thing>
struct FormEdit {
    Thing opened;  // as the form showed it
    Thing typed;   // as it was sent
    Thing now;     // as it stands when it is saved

    auto touched() const { return changed_fields(opened, typed); }
    // Touched fields that meanwhile became something else again: whoever saves is to see that first.
    auto overtaken() const {
        auto fields = touched();
        const auto elsewhere = changed_fields(opened, now);
        const auto different = changed_fields(typed, now);
        std::erase_if(fields, [&](auto field) { return !elsewhere.contains(field) || !different.contains(field); });
        return fields;
    }
    // What stands now with what was touched.
    Thing merged() const {
        Thing thing = now;
        for (const auto field : touched())
            copy_field(field, typed, thing);
        return thing;
    }
};

}  // namespace office
