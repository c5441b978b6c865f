// SQL, said once for both engines: what a void means for a stamp. Literals that carry the suffix of
// attendance/kind_sql.h.
#pragma once

#include "attendance/kind_sql.h"

namespace store {
using attendance::operator""_sql;
}

// Of a row `v` of entry, a void: it was not taken back. And of a row `entry`, a merge: it was not undone.
#define PETTAN_HUB_VOID_STANDS                                                                                       \
    "NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.kind = #unvoid AND u.target_device = v.device AND u.target_epoch " \
    "= v.epoch AND u.target_seq = v.seq)"_sql
#define PETTAN_HUB_MERGE_STANDS                                                                            \
    "NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.kind = #unmerge AND u.target_device = entry.device AND " \
    "u.target_epoch = entry.epoch AND u.target_seq = entry.seq)"_sql

// A row `v` of entry is a void of the row `entry`.
#define PETTAN_HUB_IS_ITS_VOID                                                                               \
    "v.kind = #void AND v.target_device = entry.device AND v.target_epoch = entry.epoch AND v.target_seq = " \
    "entry.seq"_sql

// Whether the stamp in the row `entry` does not count: a void of it stands.
#define PETTAN_HUB_IS_VOIDED \
    "EXISTS (SELECT 1 FROM entry AS v WHERE " PETTAN_HUB_IS_ITS_VOID " AND " PETTAN_HUB_VOID_STANDS ")"

// Stamps and their repeats, as the index attendance_of_event has it.
#define PETTAN_HUB_IS_ATTENDANCE "entry.kind <= #repeat"_sql
