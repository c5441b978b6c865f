#include "sim/control.h"

#include <fmt/core.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/utf8.h"

namespace sim {
namespace {

using nlohmann::json;
using Words = std::vector<std::string_view>;
using base::ErrorCode;

Words split(std::string_view line) {
    Words words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
        if (end > 0) words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

base::Result<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return base::fail(ErrorCode::bad_input, fmt::format("\"{}\" is no number", text));
    return value;
}

base::Unexpected usage(std::string_view form) {
    return base::fail(ErrorCode::bad_input, fmt::format("usage: {}", form));
}

using Reply = base::Result<json>;
constexpr auto done = [] { return json::object(); };

Reply place(Table& table, const Words& words) {
    if (words.size() < 2 || words.size() > 3) return usage("place NAME [ID]");
    const std::string_view id = words.size() == 3 ? words[2] : words[1];
    TRY(handle, table.place(words[1], id));
    return json{{"id", id}, {"handle", handle}};
}

Reply remove(Table& table, const Words& words) {
    if (words.size() > 2) return usage("remove [ID]");
    if (words.size() == 1) {
        table.remove_all();
        return done();
    }
    if (!table.remove(words[1]))
        return base::fail(ErrorCode::not_found, fmt::format("nothing lies there as \"{}\"", words[1]));
    return done();
}

Reply tap(Table& table, const Words& words) {
    if (words.size() < 2 || words.size() > 3) return usage("tap NAME [MS]");
    int stay_ms = 600;
    if (words.size() == 3) {
        TRY(given, number(words[2]));
        stay_ms = given;
    }
    TRY(handle, table.tap(words[1], std::chrono::milliseconds(stay_ms)));
    return json{{"handle", handle}};
}

Reply list(Table& table, const Words&) {
    json cards = json::array();
    for (const SampleCard& card : table.cards()) {
        json one = {{"name", card.name}, {"title", card.title}, {"kind", to_string(card.tag.kind)}};
        if (card.key != '\0') one["key"] = std::string(1, card.key);
        cards.push_back(std::move(one));
    }
    return json{{"cards", cards}, {"placed", table.placed()}, {"plugged", table.reader().plugged()}};
}

Reply counters(Table& table, const Words&) {
    const Counters counted = table.reader().counters();
    return json{{"port_opens", counted.port_opens},
                {"commands", counted.commands},
                {"selects", counted.selects},
                {"exchanges", counted.exchanges}};
}

Reply tear(Table& table, const Words& words) {
    if (words.size() != 2) return usage("tear EXCHANGES");
    TRY(exchanges, number(words[1]));
    table.reader().tear_after(exchanges);
    return done();
}

Reply fault(Table& table, const Words& words) {
    static constexpr std::string_view form =
        "fault none|brown-out|mute|no-ack|garbage|truncated|bad-checksum|status-80 [COMMANDS [SKIP]], or fault late MS "
        "[COMMANDS [SKIP]]";
    if (words.size() < 2) return usage(form);
    if (words[1] == "none") return table.reader().clear_fault(), done();
    if (words[1] == "brown-out") return table.reader().brown_out(), done();
    const std::optional<FaultKind> kind = fault_kind_from(words[1]);
    if (!kind) return usage(form);
    Fault fault{*kind};
    Words rest(words.begin() + 2, words.end());
    if (*kind == FaultKind::late) {
        if (rest.empty()) return usage(form);
        TRY(delay_ms, number(rest[0]));
        fault.delay = std::chrono::milliseconds(delay_ms);
        rest.erase(rest.begin());
    }
    if (rest.size() > 2) return usage(form);
    if (!rest.empty()) {
        TRY(commands, number(rest[0]));
        fault.commands = commands;
    }
    if (rest.size() == 2) {
        TRY(skip, number(rest[1]));
        fault.skip = skip;
    }
    table.reader().set_fault(fault);
    return done();
}

Reply unplug(Table& table, const Words&) {
    table.reader().unplug();
    return done();
}

Reply replug(Table& table, const Words&) {
    TRY_VOID(table.reader().replug());
    return done();
}

Reply uart(Table& table, const Words& words) {
    if (words.size() != 2 || (words[1] != "on" && words[1] != "off")) return usage("uart on|off");
    table.reader().set_uart_time(words[1] == "on");
    return done();
}

Reply help(Table& table, const Words& words);

struct Command {
    std::string_view name;
    Reply (*run)(Table&, const Words&);
    std::string_view help;
};

constexpr Command commands[] = {
    {"place", place, "place NAME [ID]: lay a card on the reader; a name of the list, uid:HEX, random, or a card file"},
    {"remove", remove, "remove [ID]: take it away, or all"},
    {"tap", tap, "tap NAME [MS]: lay it on for that long (600)"},
    {"list", list, "list: the sample cards, and what lies on the reader"},
    {"tear", tear, "tear N: the cards leave at the exchange after N more"},
    {"fault", fault, "fault KIND [ARGS]: see `fault` for the kinds; fault none ends it"},
    {"unplug", unplug, "unplug: the device disappears"},
    {"replug", replug, "replug: it is back at the same path"},
    {"uart", uart, "uart on|off: take the time that a 115200 baud line and the radio take"},
    {"counters", counters, "counters: port opens, commands, selections, exchanges"},
    {"help", help, "help: this list"},
};

Reply help(Table&, const Words&) {
    json lines = json::array();
    for (const Command& command : commands)
        lines.push_back(command.help);
    return json{{"help", lines}};
}

Reply run(Table& table, std::string_view line) {
    if (line.size() > control_line_bytes_max) return base::fail(ErrorCode::bad_input, "the line is too long");
    if (!base::is_valid_utf8(line)) return base::fail(ErrorCode::bad_input, "the line is not UTF-8");
    const Words words = split(line);
    if (words.empty()) return base::fail(ErrorCode::bad_input, "no command; try help");
    for (const Command& command : commands)
        if (command.name == words[0]) return command.run(table, words);
    return base::fail(ErrorCode::bad_input, fmt::format("\"{}\" is no command; try help", words[0]));
}

}  // namespace

std::string control(Table& table, std::string_view line) {
    const Reply reply = run(table, line);
    json object = reply ? *reply : json{{"error", reply.error().message}};
    object["ok"] = reply.has_value();
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace sim
