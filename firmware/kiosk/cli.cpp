#include "kiosk/cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "base/nearest_word.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "base/version.h"
#include "sheet/guest_list.h"
#include "words/languages.h"

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

// Of a card, or of a code that is scanned in its place.
attendance::CardUid checked_uid_or_code(const std::string& text) {
    const auto uid = attendance::CardUid::from_text(text);
    return uid && uid->is_code() ? *uid : checked_uid(text);
}

// One command: its options, and how their values become an Invocation. Owns what the options are read into.
class Parser {
public:
    explicit Parser(std::string name) : m_app("", "pettan-kiosk " + name) {
        text("--config", m_config, "configuration file (else /etc/pettan/pettan.toml, if there is one)")
            ->type_name("FILE");
        text("--data", m_data, "data folder")->type_name("DIR");
        m_app.set_version_flag("--version", fmt::format("pettan-kiosk {}", base::version()));
    }

    void about(const char* what, const std::string& examples) {
        m_app.description(what);
        m_app.footer("Examples:\n" + examples);
    }
    // A value that lives as long as the parser, for an option to be read into.
    template <typename T = std::string>
    T& value() {
        auto owned = std::make_shared<T>();
        m_values.push_back(owned);
        return *owned;
    }
    // An option or, without leading hyphens, a word in its place. An option that is given twice: the last one counts.
    CLI::Option* text(const char* name, std::string& into, const char* what) {
        auto* option = m_app.add_option(name, into, what)->type_name("TEXT");
        return *name == '-' ? option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast) : option;
    }
    CLI::Option* choice(const char* name, std::string& into, const char* what, std::vector<std::string> words) {
        return text(name, into, what)->check(CLI::IsMember(std::move(words)))->type_name("WORD");
    }
    CLI::App& app() { return m_app; }
    const CLI::App& app() const { return m_app; }

    // `build` makes the command of the values, once they are there; it may refuse.
    void makes(std::function<Command()> build) { m_build = std::move(build); }

    // `words` are what is left without the command's name, in any order.
    Parsed parse(Words words) {
        try {
            std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
            m_app.parse(std::move(words));
            return Invocation{m_config, m_data, m_build()};
        } catch (const CLI::CallForHelp&) {
            return Reply{0, m_app.help()};
        } catch (const CLI::CallForVersion& version) {
            return Reply{0, std::string(version.what()) + "\n"};
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
    std::vector<std::shared_ptr<void>> m_values;
    std::function<Command()> m_build;
};

void declare_run(Parser& parser) {
    parser.about("Pettan, a check-in kiosk: a tapped card becomes a stamp.",
                 "  pettan-kiosk --reader pn532_uart:/dev/ttyUSB0:115200\n"
                 "  pettan-kiosk --reader sim --video window --size 1280x800 --lang en\n\n");
    std::string &reader = parser.value(), &video = parser.value(), &size = parser.value(), &lang = parser.value(),
                &event = parser.value(), &trace = parser.value(), &screenshots = parser.value();
    double& exit_after_s = parser.value<double>();
    auto* reader_given = parser.text("--reader", reader, "connection string of a reader, sim or none");
    reader_given->type_name("CONNSTRING");
    parser.choice("--video", video, "how to show", {"auto", "fullscreen", "window", "offscreen"});
    parser.text("--size", size, "in pixels, such as 1280x800")->type_name("WxH");
    parser.choice("--lang", lang, "language of the screen", words::language_codes());
    parser.text("--event", event, "open this event at the start, as event open does")->type_name("ID");
    parser.text("--trace", trace, "append JSON lines of what happens")->type_name("FILE");
    parser.text("--screenshots", screenshots, "a picture of each scene, for tests")->type_name("DIR");
    auto* exit_given = parser.app()
                           .add_option("--exit-after", exit_after_s, "stop by itself after so many seconds")
                           ->type_name("SECONDS")
                           ->check(CLI::Range(0.0, 1e6));
    parser.makes([&, reader_given, exit_given]() -> Command {
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

void declare_event_add(Parser& parser) {
    parser.about("Adds a meetup and prints its id.",
                 "  pettan-kiosk event add '第12回 もくもく会' --starts 2026-07-21T19:00:00+09:00 "
                 "--ends 2026-07-21T22:00:00+09:00 --venue 渋谷\n");
    std::string &title = parser.value(), &starts = parser.value(), &ends = parser.value(), &venue = parser.value(),
                &id = parser.value();
    parser.text("TITLE", title, "as it stands on the screen; a number in it becomes the square's label")->required();
    parser.text("--starts", starts, "when the door opens")->type_name("RFC3339")->required();
    parser.text("--ends", ends, "when it closes")->type_name("RFC3339")->required();
    parser.text("--venue", venue, "where");
    parser.text("--id", id, "an id of your own (else one is made)")->type_name("ID");
    parser.makes([&]() -> Command {
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

void declare_event_list(Parser& parser) {
    parser.about("Lists all meetups, by their start.", "  pettan-kiosk event list --format json\n");
    std::string& format = parser.value();
    parser.choice("--format", format, "text for people, json for programs", {"text", "json"});
    parser.makes([&]() -> Command { return EventList{list_format(format)}; });
}

void declare_event_open(Parser& parser) {
    parser.about(
        "Opens a meetup whatever its hours: until another one begins, else until six hours after its end. Where the "
        "clock "
        "cannot be believed, for 18 hours of running.",
        "  pettan-kiosk event open meetup-12\n");
    std::string& id = parser.value();
    parser.text("ID", id, "the meetup's id (see event list)")->required();
    parser.makes([&]() -> Command { return EventOpen{{needed_text("ID", id)}}; });
}

void declare_event_edit(Parser& parser) {
    parser.about("Corrects a meetup; what is not named stays as it is.",
                 "  pettan-kiosk event edit meetup-12 --ends 2026-07-21T22:30:00+09:00\n");
    std::string &id = parser.value(), &title = parser.value(), &starts = parser.value(), &ends = parser.value(),
                &venue = parser.value();
    parser.text("ID", id, "the meetup's id (see event list)")->required();
    auto* title_given = parser.text("--title", title, "as it stands on the screen");
    auto* starts_given = parser.text("--starts", starts, "when the door opens")->type_name("RFC3339");
    auto* ends_given = parser.text("--ends", ends, "when it closes")->type_name("RFC3339");
    auto* venue_given = parser.text("--venue", venue, "where");
    parser.makes([&, title_given, starts_given, ends_given, venue_given]() -> Command {
        EventEdit command;
        command.id.value = needed_text("ID", id);
        if (title_given->count() > 0) command.title = needed_text("--title", title);
        if (venue_given->count() > 0) command.venue = checked_text("--venue", venue);
        if (starts_given->count() > 0) command.starts = checked_time("--starts", starts);
        if (ends_given->count() > 0) command.ends = checked_time("--ends", ends);
        if (!command.title && !command.venue && !command.starts && !command.ends)
            refuse("name what is to change: --title, --starts, --ends or --venue");
        return command;
    });
}

void declare_person_add(Parser& parser) {
    parser.about("Adds a person and prints their id.",
                 "  pettan-kiosk person add '髙橋 さくら' --nickname さくら --reading 'たかはし さくら' --lang ja\n");
    std::string &name = parser.value(), &nickname = parser.value(), &reading = parser.value(), &lang = parser.value(),
                &id = parser.value();
    parser.text("NAME", name, "as the person writes it; kept byte for byte")->required();
    parser.text("--nickname", nickname, "what the screen shows (else a part of the name)");
    parser.text("--reading", reading, "in kana, for search")->type_name("KANA");
    parser.choice("--lang", lang, "the person's language", words::language_codes());
    parser.text("--id", id, "an id of your own (else one is made)")->type_name("ID");
    parser.makes([&]() -> Command {
        PersonAdd command;
        command.person.id.value = checked_id("--id", id);
        command.person.name = needed_text("NAME", name);
        command.person.nickname = checked_text("--nickname", nickname);
        command.person.reading = checked_text("--reading", reading);
        command.person.lang = lang;
        return command;
    });
}

void declare_person_bind(Parser& parser) {
    parser.about(
        "Says whose a card is; its stamps that are nobody's yet follow. A card that is somebody else's stays theirs, "
        "but "
        "with --take. A QR code or barcode that is scanned in place of a card is code:TEXT.",
        "  pettan-kiosk person bind sakura 04a1b2c3d4e5f6\n"
        "  pettan-kiosk person bind sakura code:MEMBER-0042\n");
    std::string &person = parser.value(), &uid = parser.value();
    bool& take = parser.value<bool>();
    parser.text("PERSON", person, "the person's id (see person list)")->required();
    parser.text("UIDHEX", uid, "the card's number in hexadecimal")->required();
    parser.app().add_flag("--take", take, "also from somebody else, who keeps the stamps so far");
    parser.makes([&]() -> Command {
        return PersonBind{{needed_text("PERSON", person)}, checked_uid_or_code(uid), take};
    });
}

void declare_person_unbind(Parser& parser) {
    parser.about(
        "A card is nobody's from now on; its stamps so far stay with whose it was, and the next holder begins anew.",
        "  pettan-kiosk person unbind 04a1b2c3d4e5f6\n"
        "  pettan-kiosk person unbind 04a1b2c3d4e5f6 --mistake\n");
    std::string& card = parser.value();
    bool& mistake = parser.value<bool>();
    parser.text("CARD", card, "its number in hexadecimal, or its id as exports show it")->required();
    parser.app().add_flag("--mistake", mistake, "it was bound by mistake: its stamps go back to the card");
    parser.makes([&]() -> Command { return PersonUnbind{needed_text("CARD", card), mistake}; });
}

void declare_person_edit(Parser& parser) {
    parser.about("Corrects a person's names; what is not named stays as it is.",
                 "  pettan-kiosk person edit sakura --name '髙橋 さくら' --nickname さくら\n");
    std::string &person = parser.value(), &name = parser.value(), &nickname = parser.value(), &reading = parser.value(),
                &lang = parser.value();
    parser.text("PERSON", person, "the person's id (see person list)")->required();
    auto* name_given = parser.text("--name", name, "as the person writes it; kept byte for byte");
    auto* nickname_given = parser.text("--nickname", nickname, "what the screen shows; '' for none");
    auto* reading_given = parser.text("--reading", reading, "in kana, for search")->type_name("KANA");
    auto* lang_given = parser.choice("--lang", lang, "the person's language", words::language_codes());
    parser.makes([&, name_given, nickname_given, reading_given, lang_given]() -> Command {
        PersonEdit command;
        command.person.value = needed_text("PERSON", person);
        if (name_given->count() > 0) command.name = needed_text("--name", name);
        if (nickname_given->count() > 0) command.nickname = checked_text("--nickname", nickname);
        if (reading_given->count() > 0) command.reading = checked_text("--reading", reading);
        if (lang_given->count() > 0) command.lang = lang;
        if (!command.name && !command.nickname && !command.reading && !command.lang)
            refuse("name what is to change: --name, --nickname, --reading or --lang");
        return command;
    });
}

void declare_person_merge(Parser& parser) {
    parser.about("Two entries of one person become one: the first is counted under the second.",
                 "  pettan-kiosk person merge sakura-2 sakura\n");
    std::string &person = parser.value(), &into = parser.value();
    parser.text("PERSON", person, "who is counted under the other (see person list)")->required();
    parser.text("INTO", into, "who stays")->required();
    parser.makes([&]() -> Command {
        return PersonMerge{{needed_text("PERSON", person)}, {needed_text("INTO", into)}};
    });
}

void declare_person_part(Parser& parser) {
    parser.about("Undoes a merge: the person stands alone again, with their own stamps and cards.",
                 "  pettan-kiosk person part sakura-2\n");
    std::string& person = parser.value();
    parser.text("PERSON", person, "who was merged into somebody")->required();
    parser.makes([&]() -> Command { return PersonPart{{needed_text("PERSON", person)}}; });
}

void declare_person_erase(Parser& parser) {
    parser.about(
        "Erases a person's names, and those of whoever was merged into them. Stamps stay as counts. It cannot be "
        "undone, "
        "and does not reach exports and backups that were made before.",
        "  pettan-kiosk person erase sakura --yes\n");
    std::string& person = parser.value();
    bool& sure = parser.value<bool>();
    parser.text("PERSON", person, "the person's id (see person list)")->required();
    parser.app().add_flag("--yes", sure, "needed, since it cannot be undone");
    parser.makes([&]() -> Command {
        if (!sure) refuse("erasing cannot be undone; if you are sure add --yes");
        return PersonErase{{needed_text("PERSON", person)}, sure};
    });
}

void declare_person_list(Parser& parser) {
    parser.about("Lists all people.", "  pettan-kiosk person list --format json\n");
    std::string& format = parser.value();
    parser.choice("--format", format, "text for people, json for programs", {"text", "json"});
    parser.makes([&]() -> Command { return PersonList{list_format(format)}; });
}

std::filesystem::path checked_file(const std::string& file) {
    if (file.empty()) refuse("FILE is empty; name one");
    return file;
}

void declare_import(Parser& parser) {
    parser.about(
        "Takes people from a guest list: CSV, TSV or semicolons, in UTF-8, Shift_JIS (CP932), Windows-1252 or UTF-16, "
        "with a header. Says what changes and, on a terminal, asks before it writes; else it writes what is certain "
        "and lists what it left out and why. Importing again updates, and takes off who does not come any more.",
        "  pettan-kiosk import guests.csv\n"
        "  pettan-kiosk import peatix.csv --coming 'コンビニ/ATM支払い待ち'\n"
        "with a header such as: person_id,name,nickname,reading,lang,card_uid  or  氏名,フリガナ,ニックネーム\n");
    Import& command = parser.value<Import>();
    std::string& file = parser.value();
    parser.text("FILE", file, "the list")->type_name("FILE")->required();
    parser.app()
        .add_option("--coming", command.coming, "whose status is VALUE comes too (may be given again)")
        ->type_name("VALUE")
        ->allow_extra_args(false);
    parser.app().add_flag("--strict", command.strict, "write nothing if anything is doubtful, and exit with 1");
    parser.makes([&]() -> Command {
        command.file = checked_file(file);
        for (std::string& value : command.coming)
            value = checked_text("--coming", value);
        return command;
    });
}

void declare_export(Parser& parser) {
    parser.about(
        "Writes the attendance list: one row a stamp, repeats and voids marked. An XLSX begins with a sheet for "
        "people: who came, and of a single meetup who was on a guest list and did not.",
        "  pettan-kiosk export --format xlsx -o july.xlsx\n"
        "  pettan-kiosk export --event meetup-12 --format csv > meetup-12.csv\n");
    std::string &event = parser.value(), &format = parser.value(), &output = parser.value(), &lang = parser.value();
    auto* event_given = parser.text("--event", event, "of this meetup only")->type_name("ID");
    parser.choice("--format", format, "csv (for programs), xlsx (for Excel) or json", {"csv", "xlsx", "json"})
        ->required();
    parser.text("-o,--output", output, "a file (else standard output); replaced as a whole")->type_name("FILE");
    parser.choice("--lang", lang, "of the sheet for people in an XLSX (else the screen's)", words::language_codes());
    parser.makes([&, event_given]() -> Command {
        Export command;
        command.lang = lang;
        if (event_given->count() > 0) command.event = attendance::EventId{needed_text("--event", event)};
        command.format = format == "xlsx"   ? ExportFormat::xlsx
                         : format == "json" ? ExportFormat::json
                                            : ExportFormat::csv;
        command.output = output == "-" ? "" : output;
        return command;
    });
}

void declare_backup(Parser& parser) {
    parser.about("Writes the whole store into one file. It holds names and the key of all card ids: keep it secret.",
                 "  pettan-kiosk backup /media/usb/pettan-2026-07-21.db\n");
    std::string& file = parser.value();
    parser.text("FILE", file, "a new file")->type_name("FILE")->required();
    parser.makes([&]() -> Command { return Backup{checked_file(file)}; });
}

void declare_restore(Parser& parser) {
    parser.about("Puts a backup in place of the store; what was there is set aside, not deleted.",
                 "  pettan-kiosk restore /media/usb/pettan-2026-07-21.db\n");
    std::string& file = parser.value();
    parser.text("FILE", file, "a file that backup wrote")->type_name("FILE")->required();
    parser.makes([&]() -> Command { return Restore{checked_file(file)}; });
}

void declare_enrol(Parser& parser) {
    parser.about(
        "Joins a hub, so that this kiosk's stamps reach it and what other kiosks and organizers do comes here. "
        "The code is made on the hub with pettan-hub enrol-code and is good for 15 minutes. Kiosk and hub prove to "
        "each "
        "other that they know it before the kiosk says anything else. Enrolling again keeps this kiosk's number.",
        "  pettan-kiosk enrol https://hub.example.org:8443 ABCD-EFGH\n"
        "  pettan-kiosk enrol https://192.168.10.2:8443 ABCD-EFGH --pin sha256//47DEQpj8HBSa... --name door\n");
    std::string &url = parser.value(), &code = parser.value(), &pin = parser.value(), &name = parser.value();
    parser.text("URL", url, "the hub's address; without a scheme: https")->required();
    parser.text("CODE", code, "case, spaces and hyphens do not matter")->required();
    parser.text("--pin", pin, "the hub's pin as it prints it, in addition: the code already proves who is who")
        ->type_name("PIN");
    parser.text("--name", name, "what staff call this kiosk (else the machine's name)");
    parser.makes([&]() -> Command {
        return Enrol{needed_text("URL", url), needed_text("CODE", code), pin, checked_text("--name", name)};
    });
}

void declare_gallery(Parser& parser) {
    parser.about("Draws every screen with ordinary, hard and empty data, as PNG files.",
                 "  pettan-kiosk gallery --out pictures\n"
                 "  pettan-kiosk gallery --out pictures --size 800x480 --lang en --screen welcome\n"
                 "  pettan-kiosk gallery --out pictures --pack space\n");
    std::string &folder = parser.value(), &size = parser.value(), &lang = parser.value(), &only = parser.value(),
                &pack = parser.value();
    parser.text("--out", folder, "folder for the pictures; made if it is missing")->type_name("DIR")->required();
    parser.text("--size", size, "one size instead of the four")->type_name("WxH");
    parser.choice("--lang", lang, "one language instead of all", words::language_codes());
    parser.text("--screen", only, "one screen, by the first word of its pictures' names")->type_name("NAME");
    parser.text("--pack", pack, "a pack's name, or a folder with a / in its path (else the configured one)")
        ->type_name("NAME|DIR");
    parser.makes([&]() -> Command {
        Gallery command{needed_text("--out", folder), screen_size_from(size), std::nullopt, only, pack};
        if (!size.empty() && !command.size) refuse("--size takes WIDTHxHEIGHT in pixels, from 320x240 to 7680x4320");
        if (!lang.empty()) command.lang = lang;
        return command;
    });
}

void declare_pin_set(Parser& parser) {
    parser.about(
        "Sets the PIN of the staff's screens, 4 to 12 digits: asked for twice at a terminal and not shown, or "
        "one line of standard input.",
        "  pettan-kiosk pin set\n"
        "  pettan-kiosk pin set < /run/credentials/pettan.service/pin\n");
    parser.makes([&]() -> Command { return PinSet{}; });
}

void declare_staff_add(Parser& parser) {
    parser.about("A card opens the staff's screens from now on; prints its id.",
                 "  pettan-kiosk staff add 04a1b2c3d4e5f6\n");
    std::string& uid = parser.value();
    parser.text("UIDHEX", uid, "the card's number in hexadecimal")->required();
    parser.makes([&]() -> Command { return StaffAdd{checked_uid(uid)}; });
}

void declare_staff_remove(Parser& parser) {
    parser.about("A card opens the staff's screens no longer.", "  pettan-kiosk staff remove 04a1b2c3d4e5f6\n");
    std::string& card = parser.value();
    parser.text("CARD", card, "its number in hexadecimal, or its id (see staff list)")->required();
    parser.makes([&]() -> Command { return StaffRemove{needed_text("CARD", card)}; });
}

void declare_staff_list(Parser& parser) {
    parser.about("Lists the ids of the cards that open the staff's screens.", "  pettan-kiosk staff list\n");
    parser.makes([&]() -> Command { return StaffList{}; });
}

void declare_doctor(Parser& parser) {
    parser.about("Checks this kiosk: a line each with ok, warn or fail, and what to do. Status 1 if one fails.",
                 "  pettan-kiosk doctor\n");
    parser.makes([&]() -> Command { return Doctor{}; });
}

void declare_support(Parser& parser) {
    parser.about(
        "Writes a text for whoever helps: versions, machine, doctor, settings, counts, the log's end. It holds no\n"
        "names, no card numbers and no secrets; read it before you send it.",
        "  pettan-kiosk support pettan-support.txt\n");
    std::string& file = parser.value();
    parser.text("FILE", file, "a new file")->type_name("FILE")->required();
    parser.makes([&]() -> Command { return Support{checked_file(file)}; });
}

struct CommandEntry {
    const char* name;  // one word or two
    void (*declare)(Parser&);
};
constexpr std::array commands{
    CommandEntry{"run", declare_run},
    CommandEntry{"event add", declare_event_add},
    CommandEntry{"event list", declare_event_list},
    CommandEntry{"event open", declare_event_open},
    CommandEntry{"event edit", declare_event_edit},
    CommandEntry{"person add", declare_person_add},
    CommandEntry{"person bind", declare_person_bind},
    CommandEntry{"person unbind", declare_person_unbind},
    CommandEntry{"person edit", declare_person_edit},
    CommandEntry{"person merge", declare_person_merge},
    CommandEntry{"person part", declare_person_part},
    CommandEntry{"person erase", declare_person_erase},
    CommandEntry{"person list", declare_person_list},
    CommandEntry{"import", declare_import},
    CommandEntry{"export", declare_export},
    CommandEntry{"backup", declare_backup},
    CommandEntry{"restore", declare_restore},
    CommandEntry{"pin set", declare_pin_set},
    CommandEntry{"staff add", declare_staff_add},
    CommandEntry{"staff list", declare_staff_list},
    CommandEntry{"staff remove", declare_staff_remove},
    CommandEntry{"enrol", declare_enrol},
    CommandEntry{"doctor", declare_doctor},
    CommandEntry{"support", declare_support},
    CommandEntry{"gallery", declare_gallery},
};

// All commands, declared. Answers what concerns more than one of them.
class CommandSet {
public:
    CommandSet() {
        for (const CommandEntry& entry : commands) {
            m_parsers.push_back(std::make_unique<Parser>(entry.name));
            entry.declare(*m_parsers.back());
        }
        m_parsers.front()->app().footer(m_parsers.front()->app().get_footer() + "\n" + overview());
    }

    Parser* find(const std::string& name) {
        for (std::size_t i = 0; i < commands.size(); ++i)
            if (name == commands[i].name) return m_parsers[i].get();
        return nullptr;
    }

    // Whether a command's name needs a second word after this one.
    static bool is_group(const std::string& word) {
        return std::any_of(commands.begin(), commands.end(), [&](const CommandEntry& entry) {
            return std::string_view(entry.name).starts_with(word + " ");
        });
    }

    // Whether the word is an option of some command and the word after it is its value. An option has the same form in
    // all commands: a test holds that.
    bool takes_next(const std::string& word) const {
        return std::any_of(m_parsers.begin(), m_parsers.end(), [&](const auto& parser) {
            const auto* option = parser->app().get_option_no_throw(word);
            return option != nullptr && option->get_items_expected_min() > 0;
        });
    }

    std::vector<std::string> options_with_two_forms() const {
        std::map<std::string, bool> takes_value;
        std::vector<std::string> found;
        for (const auto& parser : m_parsers)
            for (const auto* option : parser->app().get_options()) {
                const bool takes = option->get_items_expected_min() > 0;
                for (const auto& name : option->get_lnames())
                    if (takes_value.emplace(name, takes).first->second != takes) found.push_back(name);
            }
        return found;
    }

    // A line for each command: its name, what must be given, and what it is for.
    std::string overview() const {
        std::string text = "Commands:\n";
        for (std::size_t i = 0; i < commands.size(); ++i) {
            std::string call = commands[i].name;
            for (const auto* option : m_parsers[i]->app().get_options()) {
                if (!option->get_required()) continue;
                call += " " + option->get_name();
                if (!option->get_positional()) call += " " + option->get_type_name();
            }
            text += fmt::format("  {}\n      {}\n", call, m_parsers[i]->app().get_description());
        }
        return text + "Each explains itself with --help.\n";
    }

private:
    std::vector<std::unique_ptr<Parser>> m_parsers;
};

// Where the first word stands that is neither an option nor an option's value; the end if there is none. The commands'
// names are taken off here and not by CLI11's subcommands, which take a title "list" for a command and know no option
// before its command.
Words::iterator next_name(const CommandSet& set, Words& words, Words::iterator from) {
    for (auto word = from; word != words.end(); ++word) {
        if (!word->starts_with('-')) return word;
        if (set.takes_next(*word) && std::next(word) != words.end()) ++word;
    }
    return words.end();
}

Reply unknown_command(const std::string& name) {
    std::vector<std::string> known;
    for (const CommandEntry& entry : commands)
        known.emplace_back(entry.name);
    return Reply{2, fmt::format("unknown command '{}'; did you mean '{}'? (see pettan-kiosk --help)",
                                base::clean_for_display(name), base::nearest_word(name, known))};
}

bool has(const Words& words, std::initializer_list<std::string_view> wanted) {
    return std::find_first_of(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

// The second word of a group's command that is right whenever one is needed as an example.
std::string example_of(const std::string& group) {
    std::string example;
    for (const CommandEntry& entry : commands)
        if (std::string_view name = entry.name;
            name.starts_with(group + " ") && (example.empty() || name.ends_with("list")))
            example = name;
    return example;
}

}  // namespace

std::vector<std::string> options_with_two_forms() {
    return CommandSet().options_with_two_forms();
}

std::variant<Invocation, Reply> parse_command_line(std::span<const std::string> given) {
    CommandSet set;
    Words words(given.begin(), given.end());
    const auto first = next_name(set, words, words.begin());
    if (first == words.end()) return set.find("run")->parse(std::move(words));
    std::string name = *first;
    const auto rest = words.erase(first);
    if (CommandSet::is_group(name)) {
        const auto second = next_name(set, words, rest);
        if (second == words.end() && has(words, {"-h", "--help"})) return Reply{0, set.overview()};
        if (second == words.end())
            return Reply{2, fmt::format("{} needs a second word, such as '{}' (see pettan-kiosk --help)", name,
                                        example_of(name))};
        name += " " + *second;
        words.erase(second);
    }
    Parser* command = set.find(name);
    return command != nullptr ? command->parse(std::move(words)) : unknown_command(name);
}

}  // namespace kiosk
