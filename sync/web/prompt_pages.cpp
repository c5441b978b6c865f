#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "office/event_queries.h"
#include "office/prompt_queries.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/prompt_panel.h"

namespace web {
namespace {

constexpr std::size_t removed_shown = 5;

// An event's page, or the settings.
std::string page_of(std::string_view about) {
    return about == attendance::every_event ? "/settings" : "/events/" + url_encoded(about);
}

std::string language_word(const Context& context, std::string_view lang) {
    const words::Language* language = words::find_language(lang);
    return language != nullptr ? std::string(language->own_name) : context.t("prompts.any_language");
}

// A message's key; empty where nothing is wrong.
std::string_view problem_of(std::string_view text) {
    if (text.empty()) return "prompts.empty";
    return fits_the_welcome(text) ? "" : "prompts.too_long";
}

Html line(const Context& context, const wire::Prompt& prompt, const std::string& action, std::string_view button_key) {
    const bool tagged = !prompt.lang.empty();
    const Html form = post_form(context, action, "inline",
                                {el("input", {{"type", "hidden"}, {"name", "id"}, {"value", prompt.id}}),
                                 button("plain", context.t(button_key))});
    return el("li", {},
              {el("span", {{"dir", "auto"}, tagged ? Attribute("lang", prompt.lang) : Attribute("lang", false)},
                  {prompt.text}),
               span("second", {language_word(context, prompt.lang)}), context.is_organizer() ? form : Html()});
}

Html lines(const Context& context, std::span<const wire::Prompt> prompts, const std::string& action,
           std::string_view button_key) {
    Html rows;
    for (const wire::Prompt& prompt : prompts)
        rows.add(line(context, prompt, action, button_key));
    return el("ul", {{"class", "names"}}, {rows});
}

Html new_prompt_form(const Context& context, const std::string& action) {
    const bool refused = context.form.fields.contains("words");
    const std::string problem =
        refused ? welcome_problem(context, problem_of(tidied(context.form["words"]))) : std::string();
    Html options = el("option", {{"value", ""}}, {language_word(context, "")});
    for (const words::Language& language : words::languages())
        options.add(el("option", {{"value", language.code}, {"selected", language.code == context.form["lang"]}},
                       {language_word(context, language.code)}));
    return el(
        "details", {{"class", "closed-row"}, {"open", refused}},
        {el("summary", {}, {el("b", {}, {context.t("prompts.new")})}),
         post_form(context, action, "stack",
                   {refused ? el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", problem)}) : Html(),
                    field(context.t("prompts.words"),
                          el("input", {{"name", "words"},
                                       {"required", ""},
                                       {"maxlength", std::int64_t{narrow_letters_max}},
                                       {"value", context.form["words"]},
                                       {"autocomplete", "off"},
                                       {"dir", "auto"},
                                       {"autofocus", refused}}),
                          welcome_problem(context, "prompts.words_hint")),
                    field(context.t("prompts.language"), el("select", {{"name", "lang"}}, {options})),
                    button("", context.t("prompts.add"))})});
}

// attendance::every_event where the address names no event.
base::Result<std::string> about_of(Context& context) {
    if (context.params.empty()) return std::string(attendance::every_event);
    TRY(event, office::find_event(context.store, attendance::EventId{url_decoded(context.params.at(0), false)}));
    if (!event) return base::fail(base::ErrorCode::not_found, "there is no such event");
    return event->id.value;
}

base::Result<void> note(Context& context, const std::string& what) {
    return context.act([&](office::Acts& acts) { return acts.note(what); });
}

Answer set_removed(Context& context, bool removed) {
    TRY(about, about_of(context));
    const std::string& id = context.form["id"];
    TRY_VOID(
        context.write([&](store::Store& writing) { return office::set_prompt_removed(writing, about, id, removed); }));
    TRY_VOID(note(context, (removed ? "prompt_removed " : "prompt_put_back ") + id));
    return redirect(page_of(about) + "#words");
}

}  // namespace

std::string tidied(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    text = base::clean_for_display(text);
    for (bool is_tidy = false; !is_tidy;) {
        is_tidy = true;
        for (const std::string_view blank : {" ", "　"}) {
            if (text.ends_with(blank))
                text.resize(text.size() - blank.size());
            else if (text.starts_with(blank))
                text.erase(0, blank.size());
            else
                continue;
            is_tidy = false;
        }
    }
    return text;
}

std::string welcome_problem(const Context& context, std::string_view key) {
    return context.t(key, {{"wide", std::int64_t{wide_letters_max}}, {"narrow", std::int64_t{narrow_letters_max}}});
}

bool fits_the_welcome(std::string_view text) {
    int width = 0;
    int byte = 0;
    for (const char c : text) {
        byte = base::begins_character(c) ? 1 : byte + 1;
        width += byte == 2 ? 0 : 1;
    }
    return width <= narrow_letters_max;
}

base::Result<Html> prompts_panel(Context& context, std::string_view about) {
    TRY(prompts, office::prompts_about(context.store, about));
    const bool common = about == attendance::every_event;
    const std::string path = page_of(about) + "/words";
    std::string_view none = "prompts.none";
    if (!common && prompts.said.empty()) {
        TRY(of_all, office::prompts_about(context.store, attendance::every_event));
        if (!of_all.said.empty()) none = "prompts.none_of_its_own";
    }
    prompts.removed.resize(std::min(prompts.removed.size(), removed_shown));
    const Html removed = prompts.removed.empty() || !context.is_organizer()
                             ? Html()
                             : el("details", {{"class", "as-table"}},
                                  {el("summary", {}, {context.t("prompts.removed")}),
                                   lines(context, prompts.removed, path + "/put-back", "event.put_back")});
    return panel(
        "prompts", context.t("prompts.title"), context.t(common ? "prompts.of_all" : "prompts.of_event"),
        {el("p", {{"class", "hint"}, {"id", "words"}}, {context.t(common ? "prompts.lead_of_all" : "prompts.lead")}),
         prompts.said.empty() ? el("p", {{"class", "pad"}}, {context.t(none)})
                              : lines(context, prompts.said, path + "/remove", "prompts.remove"),
         removed, context.is_organizer() ? new_prompt_form(context, path) : Html(),
         el("p", {{"class", "pad"}},
            {link("more", "/deck", {context.t("deck.link")}), Html(" "),
             common ? Html()
                    : link("more", "/deck/tonight?event=" + url_encoded(about), {context.t("deck.preview")})})});
}

Answer add_prompt(Context& context) {
    TRY(about, about_of(context));
    const std::string text = tidied(context.form["words"]);
    if (!problem_of(text).empty()) {
        context.form.fields.try_emplace("words");
        Answer again = about == attendance::every_event ? settings_page(context) : event_page(context);
        if (again) again->status = 400;
        return again;
    }
    const std::string& chosen = context.form["lang"];
    const std::string lang = words::is_language(chosen) ? chosen : std::string();
    TRY(id, context.write(
                [&](store::Store& writing) { return office::add_prompt(writing, about, lang, text, context.now); }));
    TRY_VOID(note(context, "prompt_added " + id));
    return redirect(page_of(about) + "#words");
}

Answer remove_prompt(Context& context) {
    return set_removed(context, true);
}

Answer put_prompt_back(Context& context) {
    return set_removed(context, false);
}

}  // namespace web
