#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "attendance/season_rule.h"
#include "attendance/solar_term.h"
#include "base/whole_number.h"
#include "deck/shipped.h"
#include "office/deck_queries.h"
#include "office/event_queries.h"
#include "office/prompt_queries.h"
#include "office/zone.h"
#include "web/layout.h"
#include "web/opened_form.h"
#include "web/pages.h"
#include "web/prompt_panel.h"

namespace web {
namespace {

using attendance::DeckSentence;

constexpr std::size_t guests_max = 200;
constexpr std::size_t events_offered = 12;
constexpr std::array<std::string_view, 6> whom_words{"first",       "again",    "after_while",
                                                     "last_square", "graduate", "visit"};
constexpr std::array<std::string_view, 3> hour_words{"morning", "daytime", "evening"};
constexpr std::array<std::string_view, 3> weights{"1", "5", "50"};
constexpr std::int64_t visits_max = 9999;
constexpr std::string_view for_any = "any";  // a text's language, in the form

// What a form holds, by its fields' names: as it was sent, else as the sentence stands.
using Fields = std::map<std::string, std::string>;

std::vector<std::string> languages_of_texts() {
    std::vector<std::string> languages = words::language_codes();
    languages.emplace_back(for_any);
    return languages;
}

Fields fields_of(const DeckSentence& sentence) {
    Fields fields{{"whom", ""},
                  {"visit", ""},
                  {"hour", ""},
                  {"term", ""},
                  {"event", sentence.event ? sentence.event->value : ""},
                  {"first_day", sentence.first_day},
                  {"last_day", sentence.last_day},
                  {"weight", std::to_string(sentence.weight)}};
    for (const std::string& lang : languages_of_texts())
        fields["words_" + lang] = "";
    for (const auto& [lang, text] : sentence.texts)
        fields["words_" + (lang.empty() ? std::string(for_any) : lang)] = text;
    std::string_view when = sentence.when;
    while (!when.empty()) {
        const std::size_t end = std::min(when.find(' '), when.size());
        const std::string word(when.substr(0, end));
        when.remove_prefix(std::min(end + 1, when.size()));
        const std::string meant = word.substr(std::min(word.find(':'), word.size() - 1) + 1);
        if (word.starts_with("term:")) {
            fields["term"] = meant;
        } else if (word.starts_with("visit:")) {
            fields["whom"] = "visit";
            fields["visit"] = meant;
        } else {
            fields[std::ranges::find(hour_words, word) != hour_words.end() ? "hour" : "whom"] = word;
        }
    }
    return fields;
}

Fields fields_sent(const Context& context) {
    Fields fields;
    for (const auto& [name, value] : fields_of({}))
        fields[name] = name.starts_with("words_") ? tidied(context.form[name]) : context.form[name];
    return fields;
}

std::string when_of(const Fields& fields) {
    std::string when = fields.at("whom");
    if (when == "visit") when += ":" + fields.at("visit");
    const auto add = [&](const std::string& word) {
        if (!word.empty()) when += (when.empty() ? "" : " ") + word;
    };
    add(fields.at("hour"));
    add(fields.at("term").empty() ? "" : "term:" + fields.at("term"));
    return when;
}

template <typename Words>
bool is_offered(const std::string& chosen, const Words& words) {
    return chosen.empty() || std::ranges::find(words, chosen) != std::ranges::end(words);
}

// Of the conditions only what the form offers, in the words of PROTOCOL.md: a kiosk refuses what is longer than these.
std::optional<std::string> when_in(Fields fields) {
    const auto visit = base::whole_number<std::int64_t>(fields.at("visit"));
    const bool is_well = is_offered(fields.at("whom"), whom_words) && is_offered(fields.at("hour"), hour_words) &&
                         is_offered(fields.at("term"), attendance::solar_terms) &&
                         (fields.at("whom") != "visit" || (visit && *visit >= 1 && *visit <= visits_max));
    if (!is_well) return std::nullopt;
    fields["visit"] = std::to_string(visit.value_or(0));
    return when_of(fields);
}

// A message's key; empty where `into` can be kept. `about`: the event that the form names, if it is still there.
std::string_view read_fields(const Fields& fields, const std::optional<attendance::Event>& about, DeckSentence& into) {
    into.texts.clear();
    for (const std::string& lang : languages_of_texts()) {
        const std::string& text = fields.at("words_" + lang);
        if (!text.empty()) into.texts.push_back({lang == for_any ? "" : lang, text});
        if (!fits_the_welcome(text)) return "prompts.too_long";
    }
    if (into.texts.empty()) return "prompts.empty";
    auto when = when_in(fields);
    if (!when) return "deck.bad_visit";
    into.when = std::move(*when);
    into.first_day = fields.at("first_day");
    into.last_day = fields.at("last_day");
    const auto first = attendance::parse_day(into.first_day), last = attendance::parse_day(into.last_day);
    if ((!into.first_day.empty() && !first) || (!into.last_day.empty() && !last) || (first && last && *last < *first))
        return "deck.bad_days";
    const std::string& weight = fields.at("weight");
    std::from_chars(weight.data(), weight.data() + weight.size(), into.weight);
    into.weight = std::clamp<std::int64_t>(into.weight, 1, attendance::weight_max);
    if (!fields.at("event").empty() && !about) return "deck.bad_event";
    into.event = about ? std::optional(about->id) : std::nullopt;
    return {};
}

// A form that is shown again, and why.
struct Refused {
    std::string id;  // "new": the one of a new sentence
    Fields fields;
    Fields opened;
    std::string problem;              // empty: somebody else changed it meanwhile
    std::set<std::string> overtaken;  // fields that they changed
    int status() const { return id.empty() ? 200 : problem.empty() ? 409 : 400; }
};

std::string event_word(const std::vector<attendance::Event>& events, const attendance::EventId& id) {
    const auto event = std::ranges::find(events, id, &attendance::Event::id);
    return event == events.end() ? id.value : event->title;
}

// "graduates · in the evening · every event · 20 Dec – 5 Jan".
std::string description(const Context& context, const DeckSentence& sentence,
                        const std::vector<attendance::Event>& events) {
    const Fields fields = fields_of(sentence);
    const std::string& whom = fields.at("whom");
    std::string text =
        whom == "visit"
            ? context.t("deck.whom_visit_n", {{"n", base::whole_number<std::int64_t>(fields.at("visit")).value_or(0)}})
        : is_offered(whom, whom_words) ? context.t("deck.whom_" + (whom.empty() ? std::string("any") : whom))
                                       : whom;  // of a newer hub on the same tables
    const auto add = [&](const std::string& part) { text += context.t("deck.and") + part; };
    if (!fields.at("hour").empty()) add(context.t("deck.hour_" + fields.at("hour")));
    if (const std::string& term = fields.at("term"); !term.empty())
        add(is_offered(term, attendance::solar_terms) ? context.t("deck.term_" + term) : term);
    if (sentence.event) add(event_word(events, *sentence.event));
    if (!sentence.first_day.empty() || !sentence.last_day.empty())
        add(sentence.first_day + context.t("deck.until") + sentence.last_day);
    if (sentence.weight > 1) add(context.t(sentence.weight >= 50 ? "deck.weight_50" : "deck.weight_5"));
    return text;
}

class SentenceForm {
public:
    SentenceForm(const Context& context, const std::vector<attendance::Event>& events, const Fields& now,
                 const Refused* refused)
        : m_context(context),
          m_events(events),
          m_now(now),
          m_refused(refused),
          m_shown(refused != nullptr ? refused->fields : now) {}

    Html html(const std::string& action, std::string_view button_key) const {
        const Fields& opened = m_refused != nullptr && !m_refused->problem.empty() ? m_refused->opened : m_now;
        Html before;
        for (const auto& [name, value] : opened)
            before.add(shown_before(name, value));
        Html texts, other_texts;
        for (const std::string& lang : languages_of_texts()) {
            const bool is_first = lang == "ja" || lang == "en" || lang == for_any;
            (is_first ? texts : other_texts).add(text_field(lang));
        }
        const bool other_is_open = std::ranges::any_of(words::language_codes(), [&](const std::string& lang) {
            return lang != "ja" && lang != "en" && !m_shown.at("words_" + lang).empty();
        });
        const Html problem = m_refused == nullptr         ? Html()
                             : m_refused->problem.empty() ? overtaken_line(m_context)
                                                          : el("p", {{"class", "problem-line"}, {"role", "alert"}},
                                                               {mark("act", m_refused->problem)});
        return post_form(m_context, action, "stack",
                         {problem, before, texts,
                          el("details", {{"class", "as-table"}, {"open", other_is_open}},
                             {el("summary", {}, {m_context.t("deck.other_languages")}), box("stack", {other_texts})}),
                          box("pair", {choice("whom", whom_words, "deck.whom_"), number()}),
                          box("pair", {choice("hour", hour_words, "deck.hour_"),
                                       choice("term", attendance::solar_terms, "deck.term_")}),
                          box("pair", {event_choice(), choice("weight", weights, "deck.weight_", false)}),
                          box("pair", {day("first_day"), day("last_day")}), button("", m_context.t(button_key))});
    }

private:
    std::string hint(const std::string& name, const std::string& otherwise = {}) const {
        return overtaken_hint(m_context, m_refused != nullptr && m_refused->overtaken.contains(name), m_now.at(name),
                              otherwise);
    }
    Html text_field(const std::string& lang) const {
        const words::Language* language = words::find_language(lang);
        const bool is_any = lang == for_any;
        const std::string name = "words_" + lang;
        return field(is_any ? m_context.t("deck.any_language") : std::string(language->own_name),
                     el("input", {{"name", name},
                                  {"maxlength", std::int64_t{narrow_letters_max}},
                                  {"value", m_shown.at(name)},
                                  {"autocomplete", "off"},
                                  {"dir", "auto"},
                                  is_any ? Attribute("lang", false) : Attribute("lang", lang)}),
                     hint(name, is_any ? m_context.t("deck.any_language_hint") : std::string()));
    }
    Html option(std::string_view value, const std::string& label, const std::string& chosen) const {
        return el("option", {{"value", value}, {"selected", value == chosen}}, {label});
    }
    Html choice(const std::string& name, std::span<const std::string_view> values, const std::string& key,
                bool has_any = true) const {
        Html options;
        if (has_any) options.add(option("", m_context.t(key + "any"), m_shown.at(name)));
        for (const std::string_view value : values)
            options.add(option(value, m_context.t(key + std::string(value)), m_shown.at(name)));
        return field(m_context.t("deck." + name), el("select", {{"name", name}}, {options}), hint(name));
    }
    Html event_choice() const {
        Html options = option("", m_context.t("deck.event_any"), m_shown.at("event"));
        for (const attendance::Event& event : m_events)
            options.add(option(event.id.value, event.title, m_shown.at("event")));
        return field(m_context.t("deck.event"), el("select", {{"name", "event"}}, {options}), hint("event"));
    }
    Html number() const {
        return field(m_context.t("deck.visit"),
                     el("input", {{"name", "visit"},
                                  {"type", "number"},
                                  {"min", "1"},
                                  {"max", visits_max},
                                  {"value", m_shown.at("visit")}}),
                     hint("visit", m_context.t("deck.visit_hint")));
    }
    Html day(const std::string& name) const {
        return field(m_context.t("deck." + name),
                     el("input", {{"name", name}, {"type", "date"}, {"value", m_shown.at(name)}}),
                     hint(name, m_context.t("deck.day_hint")));
    }

    const Context& m_context;
    const std::vector<attendance::Event>& m_events;
    const Fields& m_now;
    const Refused* m_refused;
    const Fields& m_shown;
};

Html sentence_row(const Context& context, const DeckSentence& sentence, const std::vector<attendance::Event>& events,
                  const Refused& refused, const std::string& open) {
    const std::string path = "/deck/" + url_encoded(sentence.id);
    const std::string& lang = sentence.texts.front().lang;
    const Html title =
        all({el("b", {{"dir", "auto"}, lang.empty() ? Attribute("lang", false) : Attribute("lang", lang)},
                {sentence.texts.front().text}),
             span("second", {description(context, sentence, events)})});
    if (!context.is_organizer())
        return el("div", {{"class", "closed-row"}, {"id", sentence.id}}, {box("sentence", {title})});
    const Fields now = fields_of(sentence);
    const SentenceForm form(context, events, now, refused.id == sentence.id ? &refused : nullptr);
    return el("details", {{"class", "closed-row"}, {"id", sentence.id}, {"open", open == sentence.id}},
              {el("summary", {}, {box("sentence", {title})}), form.html(path, "form.save"),
               post_form(context, path + "/remove", "inline", {button("plain", context.t("deck.remove"))})});
}

Html new_row(const Context& context, const std::vector<attendance::Event>& events, const Refused& refused,
             const std::string& open) {
    const Fields empty = fields_of({});
    const SentenceForm form(context, events, empty, refused.id == "new" ? &refused : nullptr);
    return el("details", {{"class", "closed-row"}, {"id", "new"}, {"open", open == "new"}},
              {el("summary", {}, {el("b", {}, {context.t("deck.new")})}), form.html("/deck/new", "deck.add")});
}

Html removed_rows(const Context& context, const std::vector<DeckSentence>& removed) {
    if (removed.empty() || !context.is_organizer()) return Html();
    Html rows;
    for (const DeckSentence& sentence : removed)
        if (!sentence.texts.empty())
            rows.add(el("li", {},
                        {el("span", {{"dir", "auto"}}, {sentence.texts.front().text}),
                         post_form(context, "/deck/" + url_encoded(sentence.id) + "/put-back", "inline",
                                   {button("plain", context.t("event.put_back"))})}));
    return el("details", {{"class", "as-table"}},
              {el("summary", {}, {context.t("prompts.removed")}), el("ul", {{"class", "names"}}, {rows})});
}

Html shipped_panel(const Context& context) {
    Html rows;
    const std::string lang(context.words->lang());
    const auto sentences = deck::shipped(lang);
    for (const attendance::Sentence& sentence : sentences) {
        DeckSentence as_own;
        as_own.when = sentence.id.substr(0, sentence.id.rfind('.'));
        rows.add(
            el("li", {},
               {el("span", {{"lang", lang}}, {sentence.text}), span("second", {description(context, as_own, {})})}));
    }
    return panel("", context.t("deck.along"),
                 context.t("deck.sentences", {{"n", static_cast<std::int64_t>(sentences.size())}}),
                 {el("p", {{"class", "hint"}}, {context.t("deck.along_lead")}),
                  el("details", {{"class", "as-table"}},
                     {el("summary", {}, {context.t("deck.show_along")}), el("ul", {{"class", "names"}}, {rows})})});
}

Answer show_deck(Context& context, const Refused& refused, const std::string& open) {
    TRY(deck, office::deck(context.store));
    TRY(events, office::newest_events(context.store, events_offered));
    // An older event that a sentence is about is offered, too.
    for (const DeckSentence& sentence : deck.said)
        if (sentence.event && std::ranges::find(events, *sentence.event, &attendance::Event::id) == events.end()) {
            TRY(event, office::find_event(context.store, *sentence.event));
            if (event) events.push_back(*event);
        }
    Html rows;
    for (const DeckSentence& sentence : deck.said)
        if (!sentence.texts.empty()) rows.add(sentence_row(context, sentence, events, refused, open));
    const Html own = panel("prompts deck", context.t("deck.own"),
                           context.t("deck.sentences", {{"n", static_cast<std::int64_t>(deck.said.size())}}),
                           {el("p", {{"class", "hint"}}, {context.t("deck.lead")}),
                            context.is_organizer() ? new_row(context, events, refused, open) : Html(),
                            deck.said.empty() ? el("p", {{"class", "pad"}}, {context.t("deck.none")}) : rows,
                            removed_rows(context, deck.removed)});
    return page(context, {.title = context.t("deck.title"),
                          .subtitle = {},
                          .section = Section::settings,
                          .actions = link("button", "/deck/tonight", {context.t("deck.preview")}),
                          .body = box("two-columns", {own, shipped_panel(context)}),
                          .status = refused.status(),
                          .focal = {}});
}

base::Result<DeckSentence> the_sentence(Context& context) {
    TRY(sentence, office::find_sentence(context.store, url_decoded(context.params.at(0), false)));
    if (!sentence) return base::fail(base::ErrorCode::not_found, "there is no such sentence");
    return *sentence;
}

base::Result<std::optional<attendance::Event>> event_about(Context& context, const Fields& fields) {
    const std::string& id = fields.at("event");
    if (id.empty()) return std::optional<attendance::Event>();
    return office::find_event(context.store, attendance::EventId{id});
}

base::Result<void> note(Context& context, const std::string& what) {
    return context.act([&](office::Acts& acts) { return acts.note(what); });
}

Answer set_removed(Context& context, bool removed) {
    TRY(seen, the_sentence(context));
    DeckSentence sentence = seen;
    sentence.removed = removed;
    TRY(put, context.write([&](store::Store& writing) { return writing.put_sentence(sentence, seen); }));
    if (!put) return set_removed(context, removed);
    TRY_VOID(note(context, (removed ? "sentence_removed " : "sentence_put_back ") + sentence.id));
    return redirect(removed ? "/deck" : "/deck#" + sentence.id);
}

}  // namespace

Answer deck_page(Context& context) {
    return show_deck(context, {}, context.params.empty() ? "" : url_decoded(context.params.at(0), false));
}

Answer add_sentence(Context& context) {
    DeckSentence sentence;
    sentence.id = office::new_sentence_id(context.now);
    const Fields sent = fields_sent(context);
    TRY(about, event_about(context, sent));
    if (const auto problem = read_fields(sent, about, sentence); !problem.empty())
        return show_deck(context, {"new", sent, fields_of({}), welcome_problem(context, problem), {}}, "new");
    TRY_VOID(context.write([&](store::Store& writing) { return writing.put_sentence(sentence); }));
    TRY_VOID(note(context, "sentence_added " + sentence.id));
    return redirect("/deck#" + sentence.id);
}

// Saves what was touched; what somebody else changed meanwhile is shown first.
Answer change_sentence(Context& context) {
    TRY(seen, the_sentence(context));
    const Fields now = fields_of(seen);
    Fields sent = fields_sent(context), opened = now;
    std::set<std::string> overtaken;
    for (auto& [name, value] : sent) {
        const Single single = single_field(context.form, name, now.at(name));
        opened[name] = opened_text(context.form, name, now.at(name));
        if (single == Single::untouched) value = now.at(name);
        if (single == Single::overtaken) overtaken.insert(name);
    }
    if (!overtaken.empty()) return show_deck(context, {seen.id, sent, now, "", overtaken}, seen.id);
    DeckSentence sentence = seen;
    TRY(about, event_about(context, sent));
    if (const auto problem = read_fields(sent, about, sentence); !problem.empty())
        return show_deck(context, {seen.id, sent, opened, welcome_problem(context, problem), {}}, seen.id);
    if (sentence == seen) return redirect("/deck#" + seen.id);
    TRY(put, context.write([&](store::Store& writing) { return writing.put_sentence(sentence, seen); }));
    if (!put) return change_sentence(context);
    TRY_VOID(note(context, "sentence_changed " + sentence.id));
    return redirect("/deck#" + sentence.id);
}

Answer remove_sentence(Context& context) {
    return set_removed(context, true);
}

Answer put_sentence_back(Context& context) {
    return set_removed(context, false);
}

namespace {

// What kiosks say, as far as the hub knows: the seasons that organizers made, Pettan's own deck.
class Teller {
public:
    static base::Result<Teller> make(Context& context, const attendance::Event& event, const std::string& lang) {
        Teller teller(event, lang);
        TRY(deck, office::deck(context.store));
        teller.m_deck = attendance::deck_in(lang, deck.said, deck::shipped(lang));
        for (const DeckSentence& sentence : deck.said)
            teller.m_own.insert(sentence.id);
        for (const std::string_view about : {std::string_view(event.id.value), attendance::every_event}) {
            TRY(prompts, office::prompts_about(context.store, about));
            teller.m_prompts.insert(teller.m_prompts.end(), prompts.said.begin(), prompts.said.end());
        }
        TRY(rows, office::seasons(context.store));
        for (const wire::SeasonRow& row : rows)
            teller.m_seasons.push_back(row.season);
        return teller;
    }

    struct Said {
        std::string text;
        std::string_view whose;  // a message's key
    };
    Said to(const office::ExpectedGuest& guest) const {
        const auto season = [this](WallTime at) { return attendance::season_at({}, {}, m_seasons, at, m_zone); };
        const auto card = attendance::stamp_card(season(guest.visits.back().at), guest.visits);
        if (attendance::choose_greeting(guest.visits, card) == attendance::Greeting::full_card)
            return {"", "deck.full_card"};
        if (const auto* prompt = attendance::choose_prompt(m_prompts, m_lang, m_event.id, card.count))
            return {prompt->text, "deck.from_prompt"};
        const auto occasions = attendance::occasions_of(guest.visits, season, m_zone);
        const auto* sentence = attendance::choose_sentence(m_deck, guest.person.id, occasions);
        if (sentence == nullptr) return {"", "deck.from_screen"};
        return {sentence->text, m_own.contains(sentence->id) ? "deck.from_own" : "deck.from_along"};
    }

private:
    Teller(const attendance::Event& event, const std::string& lang) : m_event(event), m_lang(lang) {}

    attendance::Event m_event;
    std::string m_lang;
    attendance::Zone m_zone{office::zone_offset};
    std::vector<attendance::Sentence> m_deck;
    std::set<std::string> m_own;
    std::vector<attendance::Prompt> m_prompts;
    std::vector<attendance::Season> m_seasons;
};

Html preview_table(const Context& context, const std::vector<office::ExpectedGuest>& guests, const Teller& teller,
                   const std::string& lang) {
    Html rows;
    for (const office::ExpectedGuest& guest : guests) {
        const auto said = teller.to(guest);
        rows.add(el("tr", {},
                    {el("td", {{"class", "who"}},
                        {link("quiet", "/people/" + url_encoded(guest.person.id.value),
                              {person_name(guest.person, context.t("people.no_name"))})}),
                     el("td", {{"class", "second"}},
                        {context.t("deck.visit_n", {{"n", static_cast<std::int64_t>(guest.visits.size())}})}),
                     el("td", {{"lang", lang}, {"dir", "auto"}}, {said.text}),
                     el("td", {{"class", "second"}}, {context.t(said.whose)}),
                     el("td", {}, {guest.is_there ? mark("good", context.t("deck.is_there")) : Html()})}));
    }
    Html head;
    for (const std::string_view key : {"table.name", "deck.column_visit", "deck.column_said", "deck.column_whose", ""})
        head.add(el("th", {{"scope", "col"}}, {key.empty() ? std::string() : context.t(key)}));
    return box("scroll", {el("table", {{"class", "preview"}},
                             {el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {rows})})});
}

}  // namespace

Answer deck_preview(Context& context) {
    const std::string asked = context.query("event");
    std::optional<attendance::Event> event;
    if (asked.empty()) {
        TRY(found, office::event_of_the_moment(context.store, context.now));
        event = found;
    } else {
        TRY(found, office::find_event(context.store, attendance::EventId{asked}));
        if (!found) return base::fail(base::ErrorCode::not_found, "there is no such event");
        event = found;
    }
    const std::string wanted = context.query("lang");
    const std::string lang = words::is_language(wanted) ? wanted : std::string(context.words->lang());
    Html body;
    if (!event) {
        body = box("empty", {el("p", {}, {context.t("today.none")})});
    } else {
        TRY(guests, office::expected_guests(context.store, *event, context.now, guests_max));
        TRY(teller, Teller::make(context, *event, lang));
        const Html cut = guests.size() == guests_max
                             ? el("p", {{"class", "hint pad"}},
                                  {context.t("deck.cut", {{"n", static_cast<std::int64_t>(guests_max)}})})
                             : Html();
        body = guests.empty() ? box("empty", {el("p", {}, {context.t("deck.nobody")})})
                              : all({preview_table(context, guests, teller, lang), cut});
    }
    Html languages;
    for (const words::Language& language : words::languages())
        languages.add(language.code == lang
                          ? el("b", {{"lang", language.code}}, {language.own_name})
                          : el("a",
                               {{"class", "plain"},
                                {"lang", language.code},
                                {"href", "/deck/tonight?lang=" + std::string(language.code) +
                                             (event ? "&event=" + url_encoded(event->id.value) : "")}},
                               {language.own_name}));
    return page(context, {.title = context.t("deck.preview"),
                          .subtitle = event ? event->title : std::string(),
                          .section = Section::settings,
                          .actions = link("button", "/deck", {context.t("deck.title")}),
                          .body = box("panel", {el("p", {{"class", "hint"}}, {context.t("deck.preview_lead")}),
                                                box("languages pad", {languages}), body}),
                          .status = 200,
                          .focal = {}});
}

}  // namespace web
