#include "kiosk/leftover_care.h"

#include "base/log.h"
#include "journal/leftovers.h"
#include "journal/reader.h"

namespace kiosk {

void LeftoverCare::look() {
    const std::size_t files = journal::leftovers(m_folder).size();
    if (files == 0) return;
    const auto reader = journal::Reader::open(m_folder);
    if (!reader) return base::log::warning("files set aside: {}", reader.error().message);
    const auto erased = (*reader)->erased_people();
    if (erased && (erased->size() != m_erased_there || files != m_files)) {
        const auto places = journal::scrub_leftovers(m_folder, *erased);
        if (!places) return base::log::error("{}", places.error().message);
        if (*places > 0) base::log::info("{} places of erased people were overwritten in files set aside", *places);
        m_erased_there = erased->size();
        m_files = files;
    }
    const auto now = m_clock.read();
    const auto other_start = (*reader)->other_start(now.boot_id);
    if (!other_start) return;
    for (const auto& file : journal::remove_old_leftovers(m_folder, {now, *other_start}))
        base::log::info("{} was removed: it was set aside 90 days ago and a backup was made since", file.string());
}

}  // namespace kiosk
