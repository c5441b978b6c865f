// What stands around every page, and the small parts that pages share.
#pragma once

#include "web/context.h"

namespace web {

enum class Section { none, today, events, people, seasons, import, exporting, kiosks, conflicts, settings };

struct Page {
    std::string title;
    std::string subtitle;
    Section section = Section::none;
    Html actions;  // buttons beside the title
    Html body;
    int status = 200;
    std::string focal;  // css class of the body's kind
};
// With the rail of an account.
HttpResponse page(const Context& context, const Page& page);
// Without: sign-in, the phone's pages.
HttpResponse bare_page(const Words& words, const std::string& title, const Html& body, int status);
HttpResponse bare_page(const Context& context, const std::string& title, const Html& body, int status = 200);
// A whole page that says in one sentence what is wrong and what to do: KEY and KEY_todo.
HttpResponse problem_page(const Context& context, int status, const std::string& key);
// The same, without the rail, where nobody is known.
HttpResponse problem_page(const Words& words, int status, const std::string& key);

// Where a page with a part #live tells that it is not up to date any more, or that news wait while somebody points.
Html live_state(const Context& context);

// A white panel with its title, and something small at its right.
Html panel(const std::string& css_class, const std::string& title, const Html& aside,
           std::initializer_list<Html> content);
Html icon(std::string_view name);
// On a page that has nothing to show yet; another `n` is another one.
Html empty_stamp(const Context& context, std::uint64_t n);
// Marks that mean the same everywhere, each with its word beside it: good act first unknown stale full
// dotted, and bar-solid bar-hatched bar-outlined of a chart of bars.
Html mark(std::string_view kind, const std::string& word);
// A POST form: `children` inside, the hidden fields added.
Html post_form(const Context& context, const std::string& action, std::string_view css_class,
               std::initializer_list<Html> children);
Html button(std::string_view css_class, const Html& content);
// A labelled field; `hint` may be empty.
Html field(const std::string& label, const Html& input, const std::string& hint = "");
// Name as written; its holder's language lets the browser choose the right glyphs.
Html person_name(const attendance::Person& person, const std::string& if_none);

}  // namespace web
