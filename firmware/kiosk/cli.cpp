#include "kiosk/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "base/nearest_word.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "sheet/guest_list.h"

namespace kiosk {
namespace {

using Parsed = std::variant<Invocation, Reply>;
using Words = std::vector<std::string>;

// What a value was refused for; turned into a Reply with status 2.
struct Usage {
    std::string what;
};

[[noreturn]] void refuse(std::string what) {
    throw Usage{std::move(what)};
}

std::string checked_text(const char* option, const std::string& text) {
    if (!base::is_valid_utf8(text))
        refuse(fmt::format("{} is not valid UTF-8; set a UTF-8 locale in the terminal", option));
    if (text.size() > attendance::text_bytes_max)
        refuse(fmt::format("{} is {} bytes long; {} are the most, so shorten it", option, text.size(),
                           attendance::text_bytes_max));
    return text;
}

std::string needed_text(const char* option, const std::string& text) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) refuse(fmt::format("{} is empty; write one", option));
    return checked_text(option, text);
}

std::string checked_id(const char* option, const std::string& id) {
    if (!id.empty() && !sheet::is_plain_id(id))
        refuse(
            fmt::format("{} takes up to 64 letters, digits, dots, - and _, and begins with a letter or digit", option));
    return id;
}

attendance::WallTime checked_time(const char* option, const std::string& text) {
    const auto time = base::parse_rfc3339(text);
    if (!time)
        refuse(fmt::format("{} takes a time with its offset, such as 2026-07-21T19:00:00+09:00, not '{}'", option,
                           base::clean_for_display(text)));
    return *time;
}

attendance::CardUid checked_uid(std::string hex) {
    std::erase_if(hex, [](char c) { return c == ':' || c == '-' || c == ' '; });
    const auto uid = attendance::CardUid::from_hex(hex);
    if (!uid) refuse("UIDHEX takes 4, 7, 8 or 10 bytes in hexadecimal, such as 04a1b2c3d4e5f6");
    return *uid;
}

// One command: its options, and how the values become an Invocation. `words` are what follows, in any order.
class Parser {
public:
    Parser(const char* name, const char* what, const char* examples)
        : m_app(what, name == nullptr ? "pettan-kiosk" : fmt::format("pettan-kiosk {}", name)) {
        m_app.footer(fmt::format("Examples:\n{}", examples));
        text("--config", m_config, "configuration file (else /etc/pettan/pettan.toml, if there is one)")
            ->type_name("FILE");
        text("--data", m_data, "data folder")->type_name("DIR");
    }

    CLI::Option* text(const char* name, std::string& into, const char* what) {
        return m_app.add_option(name, into, what)->type_name("TEXT");
    }
    CLI::Option* choice(const char* name, std::string& into, const char* what, std::vector<std::string> words) {
        return text(name, into, what)->check(CLI::IsMember(std::move(words)))->type_name("WORD");
    }
    CLI::App& app() { return m_app; }

    // `build` makes the command of the values, once they are there; it may refuse.
    template <typename Build>
    Parsed parse(Words words, Build build) {
        try {
            std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
            m_app.parse(std::move(words));
            return Invocation{m_config, m_data, build()};
        } catch (const CLI::CallForHelp&) {
            return Reply{0, m_app.help()};
        } catch (const CLI::ParseError& error) {
            return usage(error.what());
        } catch (const Usage& error) {
            return usage(error.what);
        }
    }

private:
    Reply usage(std::string what) const {
        std::replace(what.begin(), what.end(), '\n', ' ');
        return Reply{2, fmt::format("{} (see {} --help)", base::clean_for_display(what), m_app.get_name())};
    }

    CLI::App m_app;
    std::string m_config;
    std::string m_data;
};

constexpr const char* overview = R"(Commands:
  run                                   the kiosk itself (the default)
  event add TITLE --starts T --ends T   a new meetup; prints its id
  event list                            all meetups
  event open ID                         open one whatever its hours
  person add NAME                       a new person; prints their id
  person bind PERSON UIDHEX             a card belongs to a person
  person list                           all people
  import FILE.csv                       people from a guest list
  export --format csv|xlsx|json         the attendance list
  backup FILE, restore FILE             the whole store as one file (keep it secret)
  pin set                               the PIN of the staff's screens
  staff add UIDHEX                      a card that opens the staff's screens
  staff list, staff remove CARD         those cards
  enrol URL CODE                        join a hub, with a code from pettan-hub enrol-code
  doctor                                what is well and what is not
  gallery --out DIR                     a picture of every screen
Each explains itself with --help.
)";

Parsed parse_run(Words words) {
    Parser parser(nullptr, "Pettan, a check-in kiosk: a tapped card becomes a stamp.",
                  "  pettan-kiosk --reader pn532_uart:/dev/ttyUSB0:115200\n"
                  "  pettan-kiosk --reader sim --video window --size 1280x800 --lang en\n\n");
    parser.app().footer(parser.app().get_footer() + overview);
    std::string reader, video, size, lang, event, trace, screenshots;
    double exit_after_s = 0;
    auto* reader_given = parser.text("--reader", reader, "libnfc connection string, sim or none");
    reader_given->type_name("CONNSTRING");
    parser.choice("--video", video, "how to show", {"auto", "fullscreen", "window", "offscreen"});
    parser.text("--size", size, "in pixels, such as 1280x800")->type_name("WxH");
    parser.choice("--lang", lang, "language of the screen", {"ja", "en"});
    parser.text("--event", event, "open this event whatever its hours")->type_name("ID");
    parser.text("--trace", trace, "append JSON lines of what happens")->type_name("FILE");
    parser.text("--screenshots", screenshots, "a picture of each scene, for tests")->type_name("DIR");
    auto* exit_given = parser.app()
                           .add_option("--exit-after", exit_after_s, "stop by itself after so many seconds")
                           ->type_name("SECONDS")
                           ->check(CLI::Range(0.0, 1e6));
    return parser.parse(std::move(words), [&]() -> Command {
        RunOptions options;
        if (reader_given->count() > 0) options.reader = needed_text("--reader", reader);
        options.video = video_from(video);
        options.size = screen_size_from(size);
        if (!size.empty() && !options.size) refuse("--size takes WIDTHxHEIGHT in pixels, from 320x240 to 7680x4320");
        if (!lang.empty()) options.lang = lang;
        if (!event.empty()) options.event = attendance::EventId{checked_text("--event", event)};
        options.trace = trace;
        options.screenshots = screenshots;
        if (exit_given->count() > 0)
            options.exit_after = std::chrono::milliseconds(static_cast<std::int64_t>(exit_after_s * 1000));
        return options;
    });
}

Parsed parse_event_add(Words words) {
    Parser parser("event add", "Adds a meetup and prints its id.",
                  "  pettan-kiosk event add '第12回 もくもく会' --starts 2026-07-21T19:00:00+09:00 "
                  "--ends 2026-07-21T22:00:00+09:00 --venue 渋谷\n");
    std::string title, starts, ends, venue, id;
    parser.text("TITLE", title, "as it stands on the screen; a number in it becomes the square's label")->required();
    parser.text("--starts", starts, "when the door opens")->type_name("RFC3339")->required();
    parser.text("--ends", ends, "when it closes")->type_name("RFC3339")->required();
    parser.text("--venue", venue, "where");
    parser.text("--id", id, "an id of your own (else one is made)")->type_name("ID");
    return parser.parse(std::move(words), [&]() -> Command {
        EventAdd command;
        command.event.title = needed_text("TITLE", title);
        command.event.venue = checked_text("--venue", venue);
        command.event.id.value = checked_id("--id", id);
        command.event.starts = checked_time("--starts", starts);
        command.event.ends = checked_time("--ends", ends);
        if (command.event.ends <= command.event.starts)
            refuse("--ends must be later than --starts; check both and their offsets");
        return command;
    });
}

ListFormat list_format(const std::string& word) {
    return word == "json" ? ListFormat::json : ListFormat::text;
}

Parsed parse_event_list(Words words) {
    Parser parser("event list", "Lists all meetups, by their start.", "  pettan-kiosk event list --format json\n");
    std::string format;
    parser.choice("--format", format, "text for people, json for programs", {"text", "json"});
    return parser.parse(std::move(words), [&]() -> Command { return EventList{list_format(format)}; });
}

Parsed parse_event_open(Words words) {
    Parser parser("event open", "Opens a meetup whatever its hours, until another one is opened.",
                  "  pettan-kiosk event open meetup-12\n");
    std::string id;
    parser.text("ID", id, "the meetup's id (see event list)")->required();
    return parser.parse(std::move(words), [&]() -> Command { return EventOpen{{needed_text("ID", id)}}; });
}

Parsed parse_person_add(Words words) {
    Parser parser("person add", "Adds a person and prints their id.",
                  "  pettan-kiosk person add '髙橋 さくら' --nickname さくら --reading 'たかはし さくら' --lang ja\n");
    std::string name, nickname, reading, lang, id;
    parser.text("NAME", name, "as the person writes it; kept byte for byte")->required();
    parser.text("--nickname", nickname, "what the screen shows (else a part of the name)");
    parser.text("--reading", reading, "in kana, for search")->type_name("KANA");
    parser.choice("--lang", lang, "the person's language", {"ja", "en"});
    parser.text("--id", id, "an id of your own (else one is made)")->type_name("ID");
    return parser.parse(std::move(words), [&]() -> Command {
        PersonAdd command;
        command.person.id.value = checked_id("--id", id);
        command.person.name = needed_text("NAME", name);
        command.person.nickname = checked_text("--nickname", nickname);
        command.person.reading = checked_text("--reading", reading);
        command.person.lang = lang;
        return command;
    });
}

Parsed parse_person_bind(Words words) {
    Parser parser("person bind", "Says whose a card is; its earlier stamps follow.",
                  "  pettan-kiosk person bind sakura 04a1b2c3d4e5f6\n");
    std::string person, uid;
    parser.text("PERSON", person, "the person's id (see person list)")->required();
    parser.text("UIDHEX", uid, "the card's number in hexadecimal")->required();
    return parser.parse(std::move(words), [&]() -> Command {
        return PersonBind{{needed_text("PERSON", person)}, checked_uid(uid)};
    });
}

Parsed parse_person_list(Words words) {
    Parser parser("person list", "Lists all people and their cards' ids.",
                  "  pettan-kiosk person list --format json\n");
    std::string format;
    parser.choice("--format", format, "text for people, json for programs", {"text", "json"});
    return parser.parse(std::move(words), [&]() -> Command { return PersonList{list_format(format)}; });
}

std::filesystem::path checked_file(const std::string& file) {
    if (file.empty()) refuse("FILE is empty; name one");
    return file;
}

Parsed parse_import(Words words) {
    Parser parser(
        "import",
        "Takes people from a guest list: CSV, TSV or semicolons, in UTF-8, Shift_JIS (CP932) or UTF-16, with a "
        "header. All of it or nothing; importing again updates.",
        "  pettan-kiosk import guests.csv\n"
        "with a header such as: id,name,nickname,reading,lang,card_uid  or  氏名,フリガナ,ニックネーム\n");
    std::string file;
    parser.text("FILE", file, "the list")->type_name("FILE")->required();
    return parser.parse(std::move(words), [&]() -> Command { return Import{checked_file(file)}; });
}

Parsed parse_export(Words words) {
    Parser parser("export", "Writes the attendance list: one row a stamp, repeats and voids marked.",
                  "  pettan-kiosk export --format xlsx -o july.xlsx\n"
                  "  pettan-kiosk export --event meetup-12 --format csv > meetup-12.csv\n");
    std::string event, format, output;
    auto* event_given = parser.text("--event", event, "of this meetup only")->type_name("ID");
    parser.choice("--format", format, "csv (for programs), xlsx (for Excel) or json", {"csv", "xlsx", "json"})
        ->required();
    parser.text("-o,--output", output, "a file (else standard output); replaced as a whole")->type_name("FILE");
    return parser.parse(std::move(words), [&]() -> Command {
        Export command;
        if (event_given->count() > 0) command.event = attendance::EventId{needed_text("--event", event)};
        command.format = format == "xlsx"   ? ExportFormat::xlsx
                         : format == "json" ? ExportFormat::json
                                            : ExportFormat::csv;
        command.output = output == "-" ? "" : output;
        return command;
    });
}

Parsed parse_backup(Words words) {
    Parser parser("backup",
                  "Writes the whole store into one file. It holds names and the key of all card ids: keep it secret.",
                  "  pettan-kiosk backup /media/usb/pettan-2026-07-21.db\n");
    std::string file;
    parser.text("FILE", file, "a new file")->type_name("FILE")->required();
    return parser.parse(std::move(words), [&]() -> Command { return Backup{checked_file(file)}; });
}

Parsed parse_restore(Words words) {
    Parser parser("restore", "Puts a backup in place of the store; what was there is set aside, not deleted.",
                  "  pettan-kiosk restore /media/usb/pettan-2026-07-21.db\n");
    std::string file;
    parser.text("FILE", file, "a file that backup wrote")->type_name("FILE")->required();
    return parser.parse(std::move(words), [&]() -> Command { return Restore{checked_file(file)}; });
}

Parsed parse_enrol(Words words) {
    Parser parser(
        "enrol",
        "Joins a hub, so that this kiosk's stamps reach it and what other kiosks and organizers do comes here. "
        "The code is made on the hub with pettan-hub enrol-code and is good for 15 minutes. Enrolling again "
        "keeps this kiosk's number.",
        "  pettan-kiosk enrol https://hub.example.org:8443 ABCD-EFGH\n"
        "  pettan-kiosk enrol https://192.168.10.2:8443 ABCD-EFGH --pin sha256//47DEQpj8HBSa... --name door\n");
    std::string url, code, pin, name;
    parser.text("URL", url, "the hub's address; without a scheme: https")->required();
    parser.text("CODE", code, "case, spaces and hyphens do not matter")->required();
    parser.text("--pin", pin, "the hub's pin as it prints it (else whoever answers first is believed)")
        ->type_name("PIN");
    parser.text("--name", name, "what staff call this kiosk (else the machine's name)");
    return parser.parse(std::move(words), [&]() -> Command {
        return Enrol{needed_text("URL", url), needed_text("CODE", code), pin, checked_text("--name", name)};
    });
}

Parsed parse_gallery(Words words) {
    Parser parser("gallery", "Draws every screen with ordinary, hard and empty data, as PNG files.",
                  "  pettan-kiosk gallery --out pictures\n"
                  "  pettan-kiosk gallery --out pictures --size 800x480 --lang en --screen welcome\n"
                  "  pettan-kiosk gallery --out pictures --pack space\n");
    std::string folder, size, lang, only, pack;
    parser.text("--out", folder, "folder for the pictures; made if it is missing")->type_name("DIR")->required();
    parser.text("--size", size, "one size instead of the four")->type_name("WxH");
    parser.choice("--lang", lang, "one language instead of both", {"ja", "en"});
    parser.text("--screen", only, "one screen, by the first word of its pictures' names")->type_name("NAME");
    parser.text("--pack", pack, "a pack's name, or a folder with a / in its path (else the configured one)")
        ->type_name("NAME|DIR");
    return parser.parse(std::move(words), [&]() -> Command {
        Gallery command{needed_text("--out", folder), screen_size_from(size), std::nullopt, only, pack};
        if (!size.empty() && !command.size) refuse("--size takes WIDTHxHEIGHT in pixels, from 320x240 to 7680x4320");
        if (!lang.empty()) command.lang = lang;
        return command;
    });
}

Parsed parse_pin_set(Words words) {
    Parser parser(
        "pin set",
        "Sets the PIN of the staff's screens, 4 to 12 digits: asked for twice at a terminal and not shown, or "
        "one line of standard input.",
        "  pettan-kiosk pin set\n"
        "  pettan-kiosk pin set < /run/credentials/pettan.service/pin\n");
    return parser.parse(std::move(words), [&]() -> Command { return PinSet{}; });
}

Parsed parse_staff_add(Words words) {
    Parser parser("staff add", "A card opens the staff's screens from now on; prints its id.",
                  "  pettan-kiosk staff add 04a1b2c3d4e5f6\n");
    std::string uid;
    parser.text("UIDHEX", uid, "the card's number in hexadecimal")->required();
    return parser.parse(std::move(words), [&]() -> Command { return StaffAdd{checked_uid(uid)}; });
}

Parsed parse_staff_remove(Words words) {
    Parser parser("staff remove", "A card opens the staff's screens no longer.",
                  "  pettan-kiosk staff remove 04a1b2c3d4e5f6\n");
    std::string card;
    parser.text("CARD", card, "its number in hexadecimal, or its id (see staff list)")->required();
    return parser.parse(std::move(words), [&]() -> Command { return StaffRemove{needed_text("CARD", card)}; });
}

Parsed parse_staff_list(Words words) {
    Parser parser("staff list", "Lists the ids of the cards that open the staff's screens.",
                  "  pettan-kiosk staff list\n");
    return parser.parse(std::move(words), [&]() -> Command { return StaffList{}; });
}

Parsed parse_doctor(Words words) {
    Parser parser("doctor",
                  "Checks this kiosk: a line each with ok, warn or fail, and what to do. Status 1 if one fails.",
                  "  pettan-kiosk doctor\n");
    return parser.parse(std::move(words), [&]() -> Command { return Doctor{}; });
}

struct Entry {
    const char* name;  // one word or two
    Parsed (*parse)(Words);
};
constexpr std::array<Entry, 18> commands{{{"run", parse_run},
                                          {"event add", parse_event_add},
                                          {"event list", parse_event_list},
                                          {"event open", parse_event_open},
                                          {"person add", parse_person_add},
                                          {"person bind", parse_person_bind},
                                          {"person list", parse_person_list},
                                          {"import", parse_import},
                                          {"export", parse_export},
                                          {"backup", parse_backup},
                                          {"restore", parse_restore},
                                          {"enrol", parse_enrol},
                                          {"doctor", parse_doctor},
                                          {"pin set", parse_pin_set},
                                          {"staff add", parse_staff_add},
                                          {"staff remove", parse_staff_remove},
                                          {"staff list", parse_staff_list},
                                          {"gallery", parse_gallery}}};

bool takes_value(const std::string& word) {
    static constexpr std::array<std::string_view, 13> options{
        "--out",  "--screen", "--pack",  "--config", "--data",        "--reader",    "--video",
        "--size", "--lang",   "--event", "--trace",  "--screenshots", "--exit-after"};
    return std::find(options.begin(), options.end(), word) != options.end();
}

// Where the first word stands that is neither an option nor an option's value; the end if there is none. The commands'
// names are taken off here and not by CLI11's subcommands, which would take a title "list" for a command.
Words::iterator next_name(Words& words, Words::iterator from) {
    for (auto word = from; word != words.end(); ++word) {
        if (!word->starts_with('-')) return word;
        if (takes_value(*word) && std::next(word) != words.end()) ++word;
    }
    return words.end();
}

Reply unknown_command(const std::string& name) {
    std::vector<std::string> known;
    for (const Entry& command : commands)
        known.emplace_back(command.name);
    return Reply{2, fmt::format("unknown command '{}'; did you mean '{}'? (see pettan-kiosk --help)",
                                base::clean_for_display(name), base::nearest_word(name, known))};
}

bool is_help(const Words& words) {
    return std::any_of(words.begin(), words.end(),
                       [](const std::string& word) { return word == "-h" || word == "--help"; });
}

}  // namespace

std::variant<Invocation, Reply> parse_command_line(std::span<const std::string> given) {
    Words words(given.begin(), given.end());
    const auto first = next_name(words, words.begin());
    if (first == words.end()) return parse_run(std::move(words));
    std::string name = *first;
    auto rest = words.erase(first);
    if (name == "event" || name == "person" || name == "pin" || name == "staff") {
        const auto second = next_name(words, rest);
        if (second == words.end() && is_help(words)) return Reply{0, overview};
        if (second == words.end())
            return Reply{2, fmt::format("{0} needs a second word, such as '{0} {1}' (see pettan-kiosk --help)", name,
                                        name == "pin" ? "set" : "list")};
        name += " " + *second;
        words.erase(second);
    }
    for (const Entry& command : commands)
        if (name == command.name) return command.parse(std::move(words));
    return unknown_command(name);
}

}  // namespace kiosk
