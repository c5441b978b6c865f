#include "kiosk/cli.h"

#include "base/time_text.h"
#include "testing/catch.h"
#include "testing/child.h"

using namespace kiosk;
using namespace std::chrono_literals;

using Words = std::vector<std::string>;

template <typename C>
static C command(const Words& words) {
    const auto parsed = parse_command_line(words);
    if (const auto* reply = std::get_if<Reply>(&parsed)) FAIL(reply->text);
    return std::get<C>(std::get<Invocation>(parsed).command);
}

static Reply reply(const Words& words) {
    const auto parsed = parse_command_line(words);
    REQUIRE(std::holds_alternative<Reply>(parsed));
    const Reply given = std::get<Reply>(parsed);
    if (given.status != 0) CHECK(given.text.find('\n') == std::string::npos);
    return given;
}

static std::string refusal(const Words& words) {
    const Reply given = reply(words);
    CHECK(given.status == 2);
    return given.text;
}

TEST_CASE("without a command it is run, with all its options") {
    CHECK_FALSE(command<RunOptions>({}).reader);
    const auto options = command<RunOptions>({"--reader", "pn532_uart:/dev/ttyUSB0:115200", "--video", "offscreen",
                                              "--size", "800x480", "--lang", "en", "--event", "e1", "--trace",
                                              "t.jsonl", "--screenshots", "pics", "--exit-after", "1.5"});
    CHECK(options.reader == "pn532_uart:/dev/ttyUSB0:115200");
    CHECK(options.video == Video::offscreen);
    CHECK(options.size == ScreenSize{800, 480});
    CHECK(options.lang == "en");
    CHECK(options.event->value == "e1");
    CHECK(options.trace == "t.jsonl");
    CHECK(options.screenshots == "pics");
    CHECK(options.exit_after == 1500ms);
    CHECK(command<RunOptions>({"run", "--reader", "sim"}).reader == "sim");
    CHECK(command<RunOptions>({"--reader=none", "run"}).reader == "none");
}

TEST_CASE("the options --data and --config stand before or after the command") {
    for (const Words& words :
         {Words{"--data", "D", "--config", "C", "event", "list"},
          Words{"event", "--data", "D", "list", "--config", "C"}, Words{"event", "list", "--config=C", "--data=D"},
          Words{"--data", "D", "--config", "C"}, Words{"run", "--data", "D", "--config", "C"}}) {
        const auto parsed = parse_command_line(words);
        REQUIRE(std::holds_alternative<Invocation>(parsed));
        CHECK(std::get<Invocation>(parsed).data == "D");
        CHECK(std::get<Invocation>(parsed).config == "C");
    }
}

TEST_CASE("options of a command stand before its name too") {
    CHECK(command<EventList>({"--format", "json", "event", "list"}).format == ListFormat::json);
    CHECK(command<EventList>({"event", "--format", "json", "list"}).format == ListFormat::json);
    CHECK(command<EventList>({"--format=json", "event", "list"}).format == ListFormat::json);
    CHECK(command<Export>({"-o", "a.csv", "--format", "csv", "export"}).output == "a.csv");
    CHECK(command<Enrol>({"--pin", "sha256//x", "enrol", "--name", "door", "u", "c"}).key_pin == "sha256//x");
    CHECK(command<PersonAdd>({"--nickname", "list", "person", "add", "run"}).person.name == "run");
}

TEST_CASE("an option has the same form in every command, so that it can stand before the command's name") {
    CHECK(options_with_two_forms().empty());
}

TEST_CASE("of an option that is given twice the last one counts") {
    CHECK(command<RunOptions>({"--lang", "ja", "--reader", "sim", "--lang", "en"}).lang == "en");
    CHECK(command<EventList>({"--format", "json", "event", "list", "--format", "text"}).format == ListFormat::text);
    const auto parsed = parse_command_line(Words{"--data", "A", "event", "list", "--data", "B"});
    CHECK(std::get<Invocation>(parsed).data == "B");
}

TEST_CASE("the option --version is one of the program and of each command") {
    CHECK_THAT(reply({"--version"}).text, contains("pettan-kiosk 0."));
    CHECK_THAT(reply({"event", "list", "--version"}).text, contains("pettan-kiosk 0."));
}

TEST_CASE("event add takes its texts byte for byte and its times with their offset") {
    const auto event = command<EventAdd>({"event", "add", "第12回 もくもく会", "--starts", "2026-07-21T19:00:00+09:00",
                                          "--ends", "2026-07-21T13:00:00Z", "--venue", "渋谷", "--id", "e12"})
                           .event;
    CHECK(event.title == "第12回 もくもく会");
    CHECK(event.venue == "渋谷");
    CHECK(event.id.value == "e12");
    CHECK(event.ends - event.starts == 3h);
}

TEST_CASE("a title that is also a command's name is a title") {
    for (const std::string title : {"list", "run", "event", "export"})
        CHECK(command<EventAdd>(
                  {"event", "add", title, "--starts", "2026-07-21T19:00:00Z", "--ends", "2026-07-21T20:00:00Z"})
                  .event.title == title);
    CHECK(command<PersonAdd>({"person", "add", "--", "-san"}).person.name == "-san");
}

TEST_CASE("the other commands take their words") {
    CHECK(command<EventOpen>({"event", "open", "e1"}).id.value == "e1");
    CHECK(command<EventList>({"event", "list"}).format == ListFormat::text);
    CHECK(command<EventList>({"event", "list", "--format", "json"}).format == ListFormat::json);
    const auto person = command<PersonAdd>({"person", "add", "辻󠄀", "--nickname", "つじ", "--reading", "つじ",
                                            "--lang", "ja", "--id", "p1"})
                            .person;
    CHECK(person.name == "辻󠄀");
    CHECK(person.nickname == "つじ");
    CHECK(person.lang == "ja");
    CHECK(person.version == 1);
    CHECK(command<PersonBind>({"person", "bind", "p1", "04:A1:B2:C3"}).uid.hex() == "04a1b2c3");
    CHECK(command<PersonList>({"person", "list", "--format", "json"}).format == ListFormat::json);
    CHECK(command<Import>({"import", "guests.csv"}).file == "guests.csv");
    CHECK_FALSE(command<Import>({"import", "guests.csv"}).strict);
    const auto import =
        command<Import>({"import", "--coming", "参加", "guests.csv", "--coming", "支払い待ち", "--strict"});
    CHECK(import.file == "guests.csv");
    CHECK(import.coming == Words{"参加", "支払い待ち"});
    CHECK(import.strict);
    const auto list = command<Export>({"export", "--event", "e1", "--format", "xlsx", "-o", "a.xlsx"});
    CHECK(list.event->value == "e1");
    CHECK(list.format == ExportFormat::xlsx);
    CHECK(list.output == "a.xlsx");
    CHECK(command<Export>({"export", "--format", "json", "-o", "-"}).output.empty());
    CHECK(command<Backup>({"backup", "b.db"}).file == "b.db");
    CHECK(command<Restore>({"restore", "b.db"}).file == "b.db");
    command<Doctor>({"doctor"});
    CHECK(command<Support>({"support", "s.txt"}).file == "s.txt");
}

// The words of a line as a shell takes them, without its comment; "|" and ">" end it.
static Words shell_words(std::string_view line) {
    Words words;
    std::string word;
    bool is_quoted = false;
    bool is_word = false;
    const auto end_word = [&] {
        if (is_word) words.push_back(std::exchange(word, ""));
        is_word = false;
    };
    for (const char c : line) {
        if (c == '"' || c == '\'') {
            is_quoted = !is_quoted;
            is_word = true;
        } else if (!is_quoted && (c == '#' || c == '|' || c == '<' || c == '>' || c == ' ')) {
            end_word();
            if (c != ' ') break;
        } else {
            word += c;
            is_word = true;
        }
    }
    end_word();
    return words;
}

// Every line of the text that is a command of pettan-kiosk is understood; how many there were.
static int understood(const std::string& text) {
    int commands = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto words = shell_words(line);
        if (words.empty() || words[0] != "pettan-kiosk") continue;
        INFO(line);
        const auto parsed = parse_command_line(std::span(words).subspan(1));
        if (const auto* refused = std::get_if<Reply>(&parsed)) CHECK(refused->status == 0);
        ++commands;
    }
    return commands;
}

TEST_CASE("every command that the README shows is understood") {
    CHECK(understood(testing::slurp(PETTAN_README)) >= 6);
}

TEST_CASE("help is not a fault and shows examples, each of which is understood") {
    CHECK(reply({"--help"}).status == 0);
    CHECK_THAT(reply({"--help"}).text, contains("event add TITLE") && contains("--reader"));
    CHECK_THAT(reply({"event", "--help"}).text, contains("event open ID"));
    for (const Words& words : {Words{"event", "add"},    Words{"event", "list"},   Words{"event", "open"},
                               Words{"person", "add"},   Words{"person", "bind"},  Words{"person", "unbind"},
                               Words{"person", "edit"},  Words{"person", "merge"}, Words{"person", "part"},
                               Words{"person", "erase"}, Words{"event", "edit"},   Words{"person", "list"},
                               Words{"import"},          Words{"export"},          Words{"backup"},
                               Words{"restore"},         Words{"doctor"},          Words{"run"},
                               Words{"enrol"},           Words{"gallery"},         Words{"pin", "set"},
                               Words{"staff", "add"}}) {
        Words asked = words;
        asked.push_back("--help");
        CHECK(reply(asked).status == 0);
        CHECK_THAT(reply(asked).text, contains("Examples:") && contains("--data"));
        CHECK(understood(reply(asked).text) >= 1);
    }
}

TEST_CASE("wrong words are refused with one line") {
    CHECK_THAT(refusal({"exprot"}), contains("did you mean 'export'?"));
    CHECK_THAT(refusal({"event"}), contains("event needs a second word"));
    CHECK_THAT(refusal({"event", "lst"}), contains("did you mean 'event list'?"));
    CHECK_THAT(refusal({"event", "list", "--reader", "sim"}), contains("--reader"));
    CHECK_THAT(refusal({"event", "list", "--format", "xml"}), contains("xml"));
    CHECK_THAT(refusal({"export"}), contains("--format is required"));
    CHECK_THAT(refusal({"import"}), contains("FILE is required"));
    CHECK_THAT(refusal({"import", ""}), contains("FILE"));
    CHECK_THAT(refusal({"--video", "mirror"}), contains("--video"));
    CHECK_THAT(refusal({"--size", "big"}), contains("--size takes WIDTHxHEIGHT"));
    CHECK_THAT(refusal({"--lang", "de"}), contains("--lang"));
    CHECK_THAT(refusal({"--exit-after", "soon"}), contains("--exit-after"));
    CHECK_THAT(refusal({"--reader", ""}), contains("--reader"));
    CHECK_THAT(refusal({"person", "add", "a", "b"}), contains("b"));
}

static Words event_words(std::string title, std::string starts, std::string ends) {
    return {"event", "add", std::move(title), "--starts", std::move(starts), "--ends", std::move(ends)};
}

TEST_CASE("an event's texts and times are checked") {
    const std::string noon = "2026-07-21T12:00:00Z", one = "2026-07-21T13:00:00Z";
    CHECK_THAT(refusal(event_words("a", one, noon)), contains("--ends must be later than --starts"));
    CHECK_THAT(refusal(event_words("a", noon, noon)), contains("--ends must be later"));
    command<EventAdd>(event_words("a", noon, "2026-07-21T12:00:01Z"));
    CHECK_THAT(refusal(event_words("a", "yesterday", one)), contains("--starts takes a time with its offset"));
    CHECK_THAT(refusal(event_words("a", noon, "2026-07-21T13:00:00")), contains("--ends takes a time with its offset"));
    CHECK_THAT(refusal(event_words("", noon, one)), contains("TITLE is empty"));
    CHECK_THAT(refusal(event_words(" \t", noon, one)), contains("TITLE is empty"));
    CHECK_THAT(refusal(event_words("a\xFF", noon, one)), contains("TITLE is not valid UTF-8"));
    command<EventAdd>(event_words(std::string(400, 'a'), noon, one));
    CHECK_THAT(refusal(event_words(std::string(401, 'a'), noon, one)), contains("TITLE is 401 bytes long"));
    Words with_id = event_words("a", noon, one);
    with_id.insert(with_id.end(), {"--id", "no spaces"});
    CHECK_THAT(refusal(with_id), contains("--id takes up to 64 letters"));
}

TEST_CASE("a person's texts and a card's number are checked") {
    CHECK_THAT(refusal({"person", "add", ""}), contains("NAME"));
    CHECK_THAT(refusal({"person", "add", "a", "--nickname", "\xC3"}), contains("--nickname is not valid UTF-8"));
    CHECK_THAT(refusal({"person", "add", "a", "--lang", "fr"}), contains("--lang"));
    CHECK_THAT(refusal({"person", "bind", "p1", "04a1"}), contains("UIDHEX takes 4, 7, 8 or 10 bytes"));
    CHECK_THAT(refusal({"person", "bind", "p1", "xyz"}), contains("UIDHEX"));
    CHECK_THAT(refusal({"person", "bind", "p1"}), contains("UIDHEX is required"));
}
