// SQL, said once: what a void means for a stamp. Literals that carry the suffix of attendance/kind_sql.h. Only entries
// of this journal take its entries back.
#pragma once

#include "attendance/kind_sql.h"

namespace journal {
using attendance::operator""_sql;
}

// Of a row `v` of entry, a void: it was not taken back. And of a row `m`, a merge: it was not undone.
#define PETTAN_VOID_STANDS                                                                                    \
    "NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.kind = #unvoid AND u.target_device IS NULL AND u.target = " \
    "v.seq)"_sql
#define PETTAN_MERGE_STANDS                                                                                    \
    "NOT EXISTS (SELECT 1 FROM entry AS u WHERE u.kind = #unmerge AND u.target_device IS NULL AND u.target = " \
    "m.seq)"_sql

// Whether the stamp in the row `entry` does not count: a void of it stands.
#define PETTAN_IS_VOIDED                                                                                \
    "EXISTS (SELECT 1 FROM entry AS v WHERE v.kind = #void AND v.target_device IS NULL AND v.target = " \
    "entry.seq AND " PETTAN_VOID_STANDS ")"
