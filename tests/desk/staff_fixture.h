// A desk with a PIN, and the touches of a member of staff. The PIN's "hash" is the PIN itself behind a word: the real
// one is the kiosk's (tests/kiosk), the desk only carries it.
#pragma once

#include <algorithm>

#include "desk/desk_fixture.h"
#include "journal/reader.h"

namespace testing {

struct StaffFixture : DeskFixture {
    StaffFixture() { set_pin("2468"); }

    void set_pin(const std::string& pin) {
        REQUIRE(journal->set_setting("staff_pin", std::to_string(pin.size()) + " hash-of-" + pin));
    }
    void touch(desk::StaffAnswer answer) { desk->handle(desk::AnswerInput{desk::Answer(std::move(answer))}); }
    void answer(desk::Answer answer) { desk->handle(desk::AnswerInput{std::move(answer)}); }
    void type(const std::string& pin) {
        for (const char digit : pin)
            touch(desk::PinKey{digit});
    }
    // What the kiosk's worker would say of the oldest work.
    void worker_answers() {
        REQUIRE_FALSE(pin_work.empty());
        const desk::PinWork work = pin_work.front();
        pin_work.erase(pin_work.begin());
        const std::string hash = "hash-of-" + work.pin;
        desk->handle(desk::PinInput{work.work, work.hash == hash, work.hash.empty() ? hash : "", ""});
    }
    void try_pin(const std::string& pin) {
        type(pin);
        worker_answers();
    }
    void enter() {
        answer(desk::AskStaff{});
        try_pin("2468");
        REQUIRE(scene() == "monitor");
    }
    void write(const std::vector<std::string>& keys) {
        for (const std::string& key : keys)
            answer(desk::PressKey{key});
    }
    void restart() {
        desk.reset();
        journal.reset();
        auto opened = journal::Journal::open({folder.path(), "", true}, clock);
        REQUIRE(opened);
        journal = std::move(*opened);
        open_desk();
    }
    std::vector<attendance::Entry> entries() const {
        auto reader = journal::Reader::open(folder.path());
        REQUIRE(reader);
        auto feed = (*reader)->feed(0, 1000);
        REQUIRE(feed);
        return feed->entries;
    }
    attendance::Entry last_entry() const { return entries().back(); }
    std::int64_t arrived() const { return journal->counts({"e12"}).arrived; }
    const std::vector<desk::TapLine>& taps() const { return desk->snapshot()->taps; }
};

}  // namespace testing
