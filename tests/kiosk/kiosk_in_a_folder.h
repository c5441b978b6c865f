// The real program with data in a folder of its own, and names that have gone wrong somewhere.
#pragma once

#include <fstream>
#include <memory>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "journal/journal.h"
#include "kiosk/command.h"

namespace testing {

inline const std::vector<std::string> hard_names{
    "髙橋",    "﨑",      "𠮷野", "辻󠄀", "สมชาย", "محمد",   "प्रिया",      "Nguyễn", "🧑🏽‍💻",
    "@handle", "=1+1",    "-san", "a,\"b\"", "a;b",   " 田中 ", "two\nlines", "O'Neil", "'quoted",
    "＝",      "e\u0301", "é"};

inline void write(const std::filesystem::path& path, std::string_view content) {
    std::ofstream(path, std::ios::binary) << content;
}

// A kiosk's data in a folder that is gone afterwards.
class KioskInAFolder {
public:
    Outcome operator()(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--data", data()});
        return kiosk(m_home, std::move(words));
    }
    std::string done(std::vector<std::string> words) const {
        const Outcome outcome = (*this)(std::move(words));
        INFO(outcome.err);
        REQUIRE(outcome.status == 0);
        CHECK(outcome.err.empty());
        return outcome.out;
    }
    // The one line on standard error of a command that fails.
    std::string refused(std::vector<std::string> words, int status) const {
        const Outcome outcome = (*this)(std::move(words));
        INFO(outcome.err);
        CHECK(outcome.status == status);
        CHECK(outcome.says_one_line());
        CHECK(outcome.out.empty());
        return outcome.err;
    }
    std::string add_event(std::string id = "e1") const {
        return done({"event", "add", "第12回 もくもく会", "--starts", "2026-07-21T19:00:00+09:00", "--ends",
                     "2026-07-21T22:00:00+09:00", "--id", std::move(id)});
    }
    nlohmann::json list(const std::string& what) const {
        return nlohmann::json::parse(done({what, "list", "--format", "json"}));
    }
    std::string file(const std::string& name, std::string_view content) const {
        write(m_home.path() / name, content);
        return (m_home.path() / name).string();
    }
    std::filesystem::path path(const std::string& name) const { return m_home.path() / name; }
    std::string data() const { return (m_home.path() / "data").string(); }

    std::unique_ptr<journal::Journal> journal() const {
        static const auto clock = base::system_clock();
        journal::OpenOptions options;
        options.folder = data();
        auto opened = journal::Journal::open(options, *clock);
        if (!opened) FAIL(opened.error().message);
        return std::move(*opened);
    }

private:
    TempFolder m_home;
};

}  // namespace testing
