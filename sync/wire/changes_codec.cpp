#include <nlohmann/json.hpp>

#include "wire/codec.h"
#include "wire/entry_row.h"
#include "wire/json_text.h"
#include "wire/json_value.h"
#include "wire/object_codec.h"

namespace wire {
namespace {

using attendance::CardId;
using attendance::DeckSentence;
using attendance::EventId;
using attendance::id_bytes_max;
using attendance::Merge;
using attendance::PersonId;
using attendance::Presence;
using attendance::text_bytes_max;
using nlohmann::json;

constexpr std::size_t items_max = 100'000;
constexpr std::size_t cursor_bytes_max = 100;
constexpr std::size_t card_keys_max = 1000;
constexpr std::size_t languages_max = 100;  // of one sentence

json to_value(const CardOwner& card) {
    json value{{"card", card.card.value}, {"version", card.version}};
    if (card.person) value["person"] = card.person->value;
    return value;
}
json to_value(const SameCard& same) {
    return {{"card", same.card.value}, {"into", same.stands_for.value}};
}
json to_value(const Merge& merge) {
    return {{"person", merge.person.value}, {"into", merge.into ? json(merge.into->value) : json()}};
}
json to_value(const SeasonRow& row) {
    return {{"id", row.id},
            {"name", row.season.name},
            {"first_us", row.season.first.time_since_epoch().count()},
            {"end_us", row.season.end.time_since_epoch().count()},
            {"squares", row.season.squares},
            {"removed", row.removed}};
}
json to_value(const Prompt& prompt) {
    return {{"id", prompt.id}, {"lang", prompt.lang}, {"text", prompt.text}, {"removed", prompt.removed}};
}
json to_value(const DeckSentence& sentence) {
    json texts = json::array();
    for (const DeckSentence::Text& text : sentence.texts)
        texts.push_back({{"lang", text.lang}, {"text", text.text}});
    json value{{"id", sentence.id},
               {"when", sentence.when},
               {"weight", sentence.weight},
               {"texts", texts},
               {"removed", sentence.removed}};
    if (sentence.event) value["event"] = sentence.event->value;
    if (!sentence.first_day.empty()) value["first_day"] = sentence.first_day;
    if (!sentence.last_day.empty()) value["last_day"] = sentence.last_day;
    return value;
}
json to_value(const PresenceRow& row) {
    const Presence& presence = row.presence;
    json value{{"event", presence.event.value}};
    if (const auto* person = std::get_if<PersonId>(&presence.subject)) value["person"] = person->value;
    if (const auto* card = std::get_if<CardId>(&presence.subject)) value["card"] = card->value;
    if (row.removed) {
        value["removed"] = true;
        return value;
    }
    value["stamp"] = ref_to_json(presence.stamp);
    value["at_us"] = presence.at.time_since_epoch().count();
    value["quality"] = static_cast<int>(presence.quality);
    value["source"] = static_cast<int>(presence.source);
    return value;
}
json to_value(const attendance::Person& person) {
    return person_to_json(person);
}
json to_value(const attendance::Event& event) {
    return event_to_json(event);
}

CardOwner read_free_card(const JsonValue& value) {
    return {CardId{value.member("card").text(1, id_bytes_max)}, std::nullopt,
            value.member("version").integer(0, number_max)};
}
CardOwner read_card(const JsonValue& value) {
    CardOwner card = read_free_card(value);
    card.person = PersonId{value.member("person").text(1, id_bytes_max)};
    return card;
}
SameCard read_same_card(const JsonValue& value) {
    return {CardId{value.member("card").text(1, id_bytes_max)}, CardId{value.member("into").text(1, id_bytes_max)}};
}
Merge read_merge(const JsonValue& value) {
    Merge merge{PersonId{value.member("person").text(1, id_bytes_max)}, std::nullopt};
    if (const auto into = value.member("into"); !into.absent()) merge.into = PersonId{into.text(1, id_bytes_max)};
    return merge;
}
SeasonRow read_season(const JsonValue& value) {
    SeasonRow row;
    row.id = value.member("id").text(1, id_bytes_max);
    row.season.name = value.member("name").text(0, text_bytes_max);
    row.season.first = read_wall(value.member("first_us"));
    row.season.end = read_wall(value.member("end_us"));
    row.season.squares =
        static_cast<int>(value.member("squares").integer(attendance::squares_min, attendance::squares_max));
    row.removed = value.member("removed").boolean_or(false);
    return row;
}
Prompt read_prompt(const JsonValue& value) {
    return {value.member("id").text(1, id_bytes_max), value.member("lang").text_or_empty(id_bytes_max),
            value.member("text").text_or_empty(text_bytes_max), value.member("removed").boolean_or(false)};
}
DeckSentence read_sentence(const JsonValue& value) {
    DeckSentence sentence;
    sentence.id = value.member("id").text(1, id_bytes_max);
    if (const auto event = value.member("event"); !event.absent())
        sentence.event = EventId{event.text(1, id_bytes_max)};
    sentence.when = value.member("when").text_or_empty(text_bytes_max);
    sentence.weight = value.member("weight").integer_or(1, 1, attendance::weight_max);
    sentence.first_day = value.member("first_day").text_or_empty(id_bytes_max);
    sentence.last_day = value.member("last_day").text_or_empty(id_bytes_max);
    if (const auto texts = value.member("texts"); !texts.absent() && texts.must_be_array(languages_max))
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const JsonValue text = texts.item(i);
            if (!text.must_be_object()) break;
            sentence.texts.push_back(
                {text.member("lang").text_or_empty(id_bytes_max), text.member("text").text_or_empty(text_bytes_max)});
        }
    sentence.removed = value.member("removed").boolean_or(false);
    return sentence;
}
PresenceRow read_presence(const JsonValue& value) {
    PresenceRow row;
    Presence& presence = row.presence;
    presence.event = EventId{value.member("event").text(1, id_bytes_max)};
    const auto person = value.member("person");
    const auto card = value.member("card");
    if (person.absent() == card.absent()) value.wrong("has either a person or a card");
    if (!person.absent())
        presence.subject = PersonId{person.text(1, id_bytes_max)};
    else
        presence.subject = CardId{card.text(1, id_bytes_max)};
    row.removed = value.member("removed").boolean_or(false);
    if (row.removed) return row;
    presence.stamp = read_ref(value.member("stamp"));
    presence.at = read_wall(value.member("at_us"));
    presence.quality = read_quality(value.member("quality"));
    const auto source = attendance::source_from(value.member("source").integer(1, number_max));
    // A source that a newer hub knows: the presence matters more than how it came about.
    presence.source = source.value_or(attendance::Source::command);
    return row;
}

// How a list is named in the message, and how one thing of it is read.
template <typename T>
struct ListFormat {
    const char* name;
    T (*read)(const JsonValue&);
};
constexpr ListFormat<attendance::Person> format_of(const std::vector<attendance::Person>&) {
    return {"persons", read_person};
}
constexpr ListFormat<attendance::Event> format_of(const std::vector<attendance::Event>&) {
    return {"events", read_event};
}
constexpr ListFormat<SeasonRow> format_of(const std::vector<SeasonRow>&) {
    return {"seasons", read_season};
}
constexpr ListFormat<Prompt> format_of(const std::vector<Prompt>&) {
    return {"prompts", read_prompt};
}
constexpr ListFormat<DeckSentence> format_of(const std::vector<DeckSentence>&) {
    return {"sentences", read_sentence};
}
constexpr ListFormat<SameCard> format_of(const std::vector<SameCard>&) {
    return {"carried", read_same_card};
}
constexpr ListFormat<CardOwner> format_of(const std::vector<CardOwner>&) {
    return {"cards", read_card};
}
constexpr ListFormat<Merge> format_of(const std::vector<Merge>&) {
    return {"merges", read_merge};
}
constexpr ListFormat<PresenceRow> format_of(const std::vector<PresenceRow>&) {
    return {"presences", read_presence};
}

// Kiosks that do not know of cards that are nobody's any more would refuse one in the list of the others.
constexpr const char* free_cards_name = "free_cards";
template <typename T>
const char* list_name_of(const T&, const char* name) {
    return name;
}
const char* list_name_of(const CardOwner& card, const char* name) {
    return card.person ? name : free_cards_name;
}

template <typename T>
void write_list(json& message, const std::vector<T>& things) {
    const char* name = format_of(things).name;
    message[name] = json::array();
    for (const T& thing : things)
        message[list_name_of(thing, name)].push_back(to_value(thing));
}

template <typename T>
void read_list(const JsonValue& list, std::vector<T>& things, T (*read)(const JsonValue&)) {
    if (list.absent() || !list.must_be_array(items_max)) return;
    things.reserve(things.size() + list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonValue item = list.item(i);
        if (!item.must_be_object()) return;
        things.push_back(read(item));
    }
}

void read_card_keys(const JsonValue& value, Changes& changes) {
    if (value.absent() || !value.must_be_object()) return;
    const JsonValue keys = value.member("keys");
    if (!keys.must_be_array(card_keys_max)) return;
    for (std::size_t i = 0; i < keys.size(); ++i)
        changes.card_keys.push_back(read_hex(keys.item(i)));
    changes.card_keys_mark = value.member("mark").text(1, cursor_bytes_max);
}

}  // namespace

std::string to_json(const Changes& changes) {
    json message{{"cursor", changes.cursor},
                 {"more", changes.more},
                 {"generation", changes.generation},
                 {"server_ms", changes.server_ms},
                 {"acked", {{"epoch", changes.acked_epoch}, {"seq", changes.acked_seq}}},
                 {free_cards_name, json::array()}};
    attendance::for_each_change_list([&](auto list) { write_list(message, changes.*list); });
    if (!changes.card_keys.empty())
        message["card_keys"] = {{"mark", changes.card_keys_mark}, {"keys", changes.card_keys}};
    return json_text(message);
}

base::Result<Changes> parse_changes(std::string_view text) {
    return read_json(text, reply_bytes_max, [](const JsonValue& root) {
        Changes changes;
        changes.cursor = root.member("cursor").text(1, cursor_bytes_max);
        changes.more = root.member("more").boolean();
        changes.generation = root.member("generation").integer(0, number_max);
        changes.server_ms = root.member("server_ms").integer(0, number_max);
        const JsonValue acked = root.member("acked");
        changes.acked_epoch = acked.member("epoch").integer(0, number_max);
        changes.acked_seq = acked.member("seq").integer(0, number_max);
        read_card_keys(root.member("card_keys"), changes);
        attendance::for_each_change_list([&](auto list) {
            const auto format = format_of(changes.*list);
            read_list(root.member(format.name), changes.*list, format.read);
        });
        read_list(root.member(free_cards_name), changes.cards, read_free_card);
        return changes;
    });
}

}  // namespace wire
