// The command line as values. Pure: nothing is read but the words given.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "attendance/card_uid.h"
#include "attendance/person.h"
#include "base/result.h"
#include "kiosk/run.h"

namespace kiosk {

enum class ListFormat { text, json };
enum class ExportFormat { csv, xlsx, json };

struct EventAdd {
    attendance::Event event;  // an empty id: one is to be made
};
struct EventList {
    ListFormat format = ListFormat::text;
};
struct EventOpen {
    attendance::EventId id;
};
struct PersonAdd {
    attendance::Person person;  // an empty id: one is to be made
};
struct PersonBind {
    attendance::PersonId person;
    attendance::CardUid uid;
    bool take = false;  // also where it is somebody else's
};
// What is absent stays as it is.
struct EventEdit {
    attendance::EventId id;
    std::optional<std::string> title;
    std::optional<std::string> venue;
    std::optional<attendance::WallTime> starts;
    std::optional<attendance::WallTime> ends;
};
struct PersonEdit {
    attendance::PersonId person;
    std::optional<std::string> name;
    std::optional<std::string> nickname;
    std::optional<std::string> reading;
    std::optional<std::string> lang;
};
struct PersonUnbind {
    std::string card;  // its number in hexadecimal, or its id
    bool mistake = false;
};
struct PersonMerge {
    attendance::PersonId person;
    attendance::PersonId into;
};
struct PersonPart {
    attendance::PersonId person;  // who was merged away
};
struct PersonErase {
    attendance::PersonId person;
    bool sure = false;
};
struct PersonList {
    ListFormat format = ListFormat::text;
};
struct Import {
    std::filesystem::path file;
    std::vector<std::string> coming;  // words of the status column that mean to come
    bool strict = false;              // nothing is written where anything is doubtful
};
struct Export {
    std::optional<attendance::EventId> event;
    ExportFormat format = ExportFormat::csv;
    std::filesystem::path output;  // empty: standard output
    std::string lang;              // of the sheet for people; empty: the screen's
};
struct Backup {
    std::filesystem::path file;
};
struct Restore {
    std::filesystem::path file;
};
struct Enrol {
    std::string url;
    std::string code;
    std::string key_pin;  // of the hub's key, given in addition; empty: none was
    std::string name;     // empty: the machine's
};
struct Doctor {};
struct Support {
    std::filesystem::path file;
};
struct PinSet {};
struct StaffAdd {
    attendance::CardUid uid;
};
struct StaffRemove {
    std::string card;  // its number in hexadecimal, or its id
};
struct StaffList {};
struct Gallery {
    std::filesystem::path folder;
    std::optional<ScreenSize> size;   // absent: the four that the screens are made for
    std::optional<std::string> lang;  // absent: both
    std::string only;                 // a screen's name; empty: all
    std::string pack;                 // a name or a folder; empty: the configured one
};

using Command = std::variant<RunOptions, EventAdd, EventList, EventOpen, EventEdit, PersonAdd, PersonBind, PersonUnbind,
                             PersonEdit, PersonMerge, PersonPart, PersonErase, PersonList, Import, Export, Backup,
                             Restore, Enrol, Doctor, Support, PinSet, StaffAdd, StaffRemove, StaffList, Gallery>;

struct Invocation {
    std::filesystem::path config;  // --config; empty: not given
    std::filesystem::path data;    // --data; empty: not given
    Command command;
};

// Nothing to do but to print: a help text (status 0, for standard output) or what is wrong with the words (status 2,
// one line for standard error).
struct Reply {
    int status = 0;
    std::string text;
};

// `words` without the program's name. Options stand anywhere, also before the command's name; of an option that is
// given twice the last one counts. Without a name it is `run`.
std::variant<Invocation, Reply> parse_command_line(std::span<const std::string> words);

// Long options that take a value in one command and none in another; they could not stand before a command's name. For
// the test that there is none.
std::vector<std::string> options_with_two_forms();

}  // namespace kiosk
