// The public services whose lists are known by their columns, and which column of theirs names a person for good.
//
// A column that a service fills with its own key is the same for one person in every list of that service; a column
// that only counts the rows (ID, No., Attendee #) is not, and is no key. Sources: connpass's and Peatix's participant
// CSV, Luma's guest CSV, Meetup's attendee list, as their users share them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace sheet {

struct Service {
    std::string_view name;
    std::string_view key_title;                  // as the service writes it
    std::vector<std::string_view> other_titles;  // that its lists have as well
};

std::span<const Service> services();

}  // namespace sheet
