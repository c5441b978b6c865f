#include "store/merge.h"

#include "base/check.h"

namespace store {
namespace {

using attendance::ClockQuality;

// The last version after `seen` in which another device changed the field; null if none did.
const HeldVersion* changed_elsewhere(std::span<const HeldVersion> history, const FieldEdit& edit, std::size_t field) {
    for (std::size_t i = history.size(); i-- > 1;) {
        const HeldVersion& held = history[i];
        if (held.version <= edit.seen) return nullptr;
        if (held.fields[field] != history[i - 1].fields[field])
            return edit.knows_own_device && held.device == edit.device ? nullptr : &held;
    }
    return nullptr;
}

bool comparable(const attendance::CorrectedTime& a, const attendance::CorrectedTime& b) {
    return a.quality == ClockQuality::synchronised && b.quality == ClockQuality::synchronised && a.at != b.at;
}

}  // namespace

std::set<std::size_t> changed_fields(std::span<const HeldVersion> history, const FieldEdit& edit) {
    PETTAN_ASSERT(!history.empty());
    const HeldVersion* base = &history.front();
    for (const HeldVersion& held : history)
        if (held.version <= edit.seen) base = &held;
    std::set<std::size_t> changed;
    for (std::size_t i = 0; i < edit.fields.size(); ++i)
        if (edit.fields[i] != base->fields[i]) changed.insert(i);
    return changed;
}

Merged merge_edit(std::span<const HeldVersion> history, const FieldEdit& edit) {
    PETTAN_ASSERT(!history.empty() && history.back().fields.size() == edit.fields.size());
    Merged merged{history.back().fields, {}};
    for (const std::size_t field : edit.changed) {
        std::string& current = merged.fields[field];
        const std::string& wanted = edit.fields[field];
        if (current == wanted) continue;
        const HeldVersion* other = changed_elsewhere(history, edit, field);
        if (other == nullptr) {
            current = wanted;
            continue;
        }
        const bool decided = comparable(edit.at, other->at);
        const bool takes = decided && other->at.at < edit.at.at;
        merged.conflicts.push_back({field, takes ? wanted : current, takes ? current : wanted, decided});
        if (takes) current = wanted;
    }
    return merged;
}

}  // namespace store
