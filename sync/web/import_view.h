// What the pages of an import look like: choosing the file, the preview with its doubtful rows, and the end. All of
// them are bounded, however long the list is: so many doubtful rows a page, so many rows of the preview.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "office/event_queries.h"
#include "office/guest_import.h"
#include "web/context.h"
#include "web/import_desk.h"

namespace web {

inline constexpr std::size_t import_events_max = 200;
inline constexpr std::size_t doubtful_rows_a_page = 50;

// Comes or waits, and somebody must say who it is.
bool waits_for_decision(const sheet::Proposal& proposal);
// Doubtful only because others are called so: all of these may be taken in as new people at once.
bool may_be_somebody_new(const sheet::Proposal& proposal);

struct ImportView {
    std::vector<attendance::Event> events;  // newest first
    OpenUpload open;
    std::optional<sheet::GuestList> list;  // absent: no column holds names yet
    office::ImportPlan plan;
    office::Decisions decisions;
    std::size_t page = 1;    // of the doubtful rows
    bool undecided = false;  // somebody tried to import too early

    std::vector<const sheet::Proposal*> doubtful_rows() const;
    std::size_t pages() const;
    bool is_undecided(std::size_t page) const;  // a row on it
    std::size_t first_undecided_page() const;   // 0: none
    bool asks_about_statuses() const;           // the organizer must say what a word means
    std::int64_t people() const;                // whom the import takes in, as decided so far
};

// `below`: under the form.
HttpResponse upload_page(const Context& context, const Html& below, std::span<const attendance::Event> events,
                         const attendance::EventId& event, const std::string& problem);
HttpResponse preview_page(const Context& context, const ImportView& view);
HttpResponse done_page(const Context& context, const std::string& event, const office::ImportCounts& counts);

}  // namespace web
