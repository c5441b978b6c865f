// A data folder with a clock that the test sets, and the entries that tests write most.
#pragma once

#include <optional>
#include <string>

#include "journal/journal.h"
#include "testing/temp_folder.h"

namespace testing {

class SetClock : public base::Clock {
public:
    base::ClockReading read() const override { return now; }
    base::MonotonicTime monotonic() const override { return now.boottime; }

    void set(const attendance::Moment& moment) {
        now = {moment.wall, moment.boottime, moment.boot_id, static_cast<base::ClockQuality>(moment.quality)};
    }
    void pass(std::chrono::seconds time) {
        now.wall += time;
        now.boottime += time;
    }

    base::ClockReading now{base::WallTime(std::chrono::seconds(1'800'000'000)), std::chrono::seconds(60),
                           std::string(32, 'b'), base::ClockQuality::restored};
};

struct KioskFolder {
    TempFolder temp{memory_place()};
    SetClock clock;
    std::filesystem::path path() const { return temp.path() / "data"; }
    std::filesystem::path database() const { return path() / "pettan.db"; }

    base::Result<std::unique_ptr<journal::Journal>> try_open() const { return journal::Journal::open({path()}, clock); }
    std::unique_ptr<journal::Journal> open() const {
        auto opened = try_open();
        if (!opened) throw std::runtime_error(opened.error().message);
        return std::move(opened).value();
    }
};

inline journal::Addition stamp_card(const std::string& event, const std::string& card) {
    journal::Addition addition;
    addition.entry.event = attendance::EventId{event};
    addition.entry.card = attendance::CardId{card};
    return addition;
}

inline journal::Addition stamp_person(const std::string& event, const std::string& person) {
    journal::Addition addition;
    addition.entry.event = attendance::EventId{event};
    addition.entry.person = attendance::PersonId{person};
    return addition;
}

inline journal::Addition bind_card(const std::string& card, const std::string& person, std::int64_t version = 1) {
    journal::Addition addition;
    addition.entry.kind = attendance::EntryKind::bind;
    addition.entry.card = attendance::CardId{card};
    addition.entry.person = attendance::PersonId{person};
    addition.entry.version = version;
    return addition;
}

inline journal::Addition correct(attendance::EntryKind kind, std::int64_t seq) {
    journal::Addition addition;
    addition.entry.kind = kind;
    addition.entry.target = attendance::EntryRef{0, 0, seq};
    return addition;
}

inline journal::Addition merge(const std::string& person, const std::string& into) {
    journal::Addition addition;
    addition.entry.kind = attendance::EntryKind::merge;
    addition.entry.person = attendance::PersonId{person};
    addition.entry.other_person = attendance::PersonId{into};
    return addition;
}

inline journal::Addition describe(attendance::Person person) {
    journal::Addition addition;
    addition.entry.kind = attendance::EntryKind::person;
    addition.entry.person = person.id;
    addition.entry.version = person.version;
    addition.person = std::move(person);
    return addition;
}

inline journal::Addition describe(attendance::Event event) {
    journal::Addition addition;
    addition.entry.kind = attendance::EntryKind::event;
    addition.entry.event = event.id;
    addition.entry.version = event.version;
    addition.event = std::move(event);
    return addition;
}

inline journal::Addition erase(const std::string& person) {
    journal::Addition addition;
    addition.entry.kind = attendance::EntryKind::erase;
    addition.entry.person = attendance::PersonId{person};
    return addition;
}

// The value, or the test stops with the error's message.
template <typename T>
T need(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(result).value();
}
inline void need(base::Result<void> result) {
    if (!result) throw std::runtime_error(result.error().message);
}

}  // namespace testing
