// What a form carries so that saving it later takes nothing back: the version that it was opened with
// (office/form_edit.h).
#pragma once

#include <optional>
#include <set>

#include "web/layout.h"

namespace web {

// The hidden field.
Html opened_with(std::int64_t version);
// What came back in it; `fallback` for a form of before.
std::int64_t opened_version(const Form& form, std::int64_t fallback);

// The line above a form that was not saved, since somebody changed what it changes.
Html overtaken_line(const Context& context);
// A field's hint: what stands there now, where somebody else changed it; else `hint`.
std::string overtaken_hint(const Context& context, bool overtaken, const std::string& now, const std::string& hint);

// For a single text beside the versioned fields (interests, a retention): what the form showed stands in `NAME_was`.
Html shown_before(std::string_view name, const std::string& value);
enum class Single { untouched, save, overtaken };
Single single_field(const Form& form, const std::string& name, const std::string& now);

// A form of one text that was not saved: what was typed, and why.
struct UnsavedText {
    std::string field;  // its name; empty: there is no such form
    std::string typed;
    std::optional<std::string> problem{};  // a key; absent: somebody else changed it meanwhile
    int status() const { return field.empty() ? 200 : problem ? 400 : 409; }
};
// What the page shows of a form of one text: the lines above it, its value and its hint. `now` stands there.
struct OneText {
    Html above;  // what is wrong, and what the form was opened with
    std::string value;
    std::string hint;
};
OneText one_text(const Context& context, const std::string& field, const std::string& now, const std::string& hint,
                 const UnsavedText& unsaved);
// What such a form was opened with; `fallback` for a form of before.
std::string opened_text(const Form& form, const std::string& field, const std::string& fallback);

}  // namespace web
