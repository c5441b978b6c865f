// What is wrong with a file or a row of it, in the page's language.
#pragma once

#include <string>

#include "office/guest_import.h"
#include "web/words.h"

namespace web {

// `message`: of an error of sheet/ or web/import_desk.h. One that nobody put into other words stays English.
std::string wrong_in_words(const Words& words, const std::string& message);

// Why a row waits for a decision, or "".
std::string doubt_in_words(const Words& words, const sheet::Proposal& proposal);

// Why a row is no guest.
std::string left_out_in_words(const Words& words, const sheet::LeftOut& row);

}  // namespace web
