#include <nlohmann/json.hpp>

#include "wire/codec.h"
#include "wire/entry_row.h"
#include "wire/json_text.h"
#include "wire/json_value.h"
#include "wire/object_codec.h"

namespace wire {
namespace {

using attendance::CardId;
using attendance::EventId;
using attendance::id_bytes_max;
using attendance::PersonId;
using attendance::Presence;
using attendance::text_bytes_max;
using nlohmann::json;

constexpr std::size_t items_max = 100'000;
constexpr std::size_t cursor_bytes_max = 100;
constexpr std::size_t card_keys_max = 1000;

json to_value(const CardOwner& card) {
    json value{{"card", card.card.value}, {"version", card.version}};
    if (card.person) value["person"] = card.person->value;
    return value;
}
json to_value(const CarriedCard& carried) {
    return {{"card", carried.card.value}, {"into", carried.into.value}};
}
json to_value(const MergedPerson& merged) {
    return {{"person", merged.person.value}, {"into", merged.into ? json(merged.into->value) : json()}};
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

template <typename T>
json list_to_json(const std::vector<T>& items) {
    json list = json::array();
    for (const T& item : items)
        list.push_back(to_value(item));
    return list;
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
CarriedCard read_carried(const JsonValue& value) {
    return {CardId{value.member("card").text(1, id_bytes_max)}, CardId{value.member("into").text(1, id_bytes_max)}};
}
MergedPerson read_merge(const JsonValue& value) {
    MergedPerson merged{PersonId{value.member("person").text(1, id_bytes_max)}, std::nullopt};
    if (const auto into = value.member("into"); !into.absent()) merged.into = PersonId{into.text(1, id_bytes_max)};
    return merged;
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

template <typename T>
void read_list(const JsonValue& list, std::vector<T>& items, T (*read)(const JsonValue&)) {
    if (list.absent() || !list.must_be_array(items_max)) return;
    items.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonValue item = list.item(i);
        if (!item.must_be_object()) return;
        items.push_back(read(item));
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

// Kiosks that do not know of cards that are nobody's any more would refuse one in the list of the others.
std::string to_json(const Changes& changes) {
    std::vector<CardOwner> owned;
    std::vector<CardOwner> free;
    for (const CardOwner& card : changes.cards)
        (card.person ? owned : free).push_back(card);
    json message{{"cursor", changes.cursor},
                 {"more", changes.more},
                 {"generation", changes.generation},
                 {"server_ms", changes.server_ms},
                 {"acked", {{"epoch", changes.acked_epoch}, {"seq", changes.acked_seq}}},
                 {"persons", list_to_json(changes.people)},
                 {"carried", list_to_json(changes.carried)},
                 {"cards", list_to_json(owned)},
                 {"free_cards", list_to_json(free)},
                 {"merges", list_to_json(changes.merges)},
                 {"events", list_to_json(changes.events)},
                 {"seasons", list_to_json(changes.seasons)},
                 {"prompts", list_to_json(changes.prompts)},
                 {"presences", list_to_json(changes.presences)}};
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
        read_list(root.member("persons"), changes.people, read_person);
        read_card_keys(root.member("card_keys"), changes);
        read_list(root.member("carried"), changes.carried, read_carried);
        read_list(root.member("cards"), changes.cards, read_card);
        read_list(root.member("free_cards"), changes.cards, read_free_card);
        read_list(root.member("merges"), changes.merges, read_merge);
        read_list(root.member("events"), changes.events, read_event);
        read_list(root.member("seasons"), changes.seasons, read_season);
        read_list(root.member("prompts"), changes.prompts, read_prompt);
        read_list(root.member("presences"), changes.presences, read_presence);
        return changes;
    });
}

}  // namespace wire
