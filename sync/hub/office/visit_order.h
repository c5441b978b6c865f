// SQL: the order of somebody's visits. It is the order of the events, since the time of a stamp may come from a wrong
// clock (attendance/visits.h says the same of the kiosk's); stamps decide where two events began together or one is not
// known. Literals, for both engines.
#pragma once

// When the event of a row of presence began. `presence` is the row's name, as a literal.
#define PETTAN_HUB_BEGIN_OF(presence) \
    "COALESCE((SELECT event.starts_us FROM event WHERE event.id = " presence ".event), " presence ".at_us)"

// Of a row `other` beside a row `presence`: of the same person, at another event, and before.
#define PETTAN_HUB_IS_EARLIER                                                                                    \
    "other.subject_kind = presence.subject_kind AND other.subject = presence.subject AND other.removed = 0 AND " \
    "other.event <> "                                                                                            \
    "presence.event AND (" PETTAN_HUB_BEGIN_OF("other") ", other.at_us) < (" PETTAN_HUB_BEGIN_OF(                \
        "presence") ", presence.at_us)"

// Whether a presence is its person's first of all. A look-up in an index that ends at the first earlier one.
#define PETTAN_HUB_IS_FIRST \
    "(presence.subject_kind = 0 AND NOT EXISTS (SELECT 1 FROM presence AS other WHERE " PETTAN_HUB_IS_EARLIER "))"
