// The real pettan-kiosk as a process, off screen, on a simulated chip that the test holds in its hand, read through its
// trace. PETTAN_BIN is the folder of the programs (a compile definition of the test).
#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/port.h"
#include "testing/child.h"
#include "testing/temp_folder.h"

namespace testing {

using Json = nlohmann::json;

class KioskProcess {
public:
    // Data, trace and output lie in `folder`; a second process on the same folder goes on where the first stopped.
    // `session`: the words of a program that runs what stands behind them, to whom the kiosk is a child. `programs`: the folder that it stands in.
    KioskProcess(const std::filesystem::path& folder, const std::string& connstring, std::vector<std::string> more = {},
                 std::vector<std::string> session = {}, const std::string& programs = PETTAN_BIN)
        : m_folder(folder),
          m_trace_start(size_of(trace_path())),
          m_child(behind(std::move(session), command(programs, folder, connstring, std::move(more))),
                  folder / "kiosk.out") {}

    bool wait_ready() {
        return eventually([&] { return !lines("ready").empty() || !m_child.running(); }) && m_child.running() &&
               eventually([&] { return reader_is("ok"); });
    }
    bool reader_is(const std::string& status) {
        const auto seen = lines("reader");
        return !seen.empty() && seen.back()["status"] == status;
    }

    // Lines of this process's trace with that "at", oldest first. A half line at the end is not there yet.
    std::vector<Json> lines(const std::string& at) const {
        std::ifstream file(trace_path(), std::ios::binary);
        file.seekg(static_cast<std::streamoff>(m_trace_start));
        std::vector<Json> found;
        std::string line;
        while (std::getline(file, line) && !file.eof()) {
            Json json = Json::parse(line, nullptr, false);
            if (!json.is_discarded() && json.value("at", "") == at) found.push_back(std::move(json));
        }
        return found;
    }
    std::vector<Json> commits() const { return lines("commit"); }
    bool presented(const std::string& scene, std::int64_t seq) const {
        for (const auto& line : lines("present"))
            if (line["scene"] == scene && line["seq"] == seq) return true;
        return false;
    }

    Child& child() { return m_child; }
    std::filesystem::path data() const { return m_folder / "data"; }

private:
    static std::vector<std::string> behind(std::vector<std::string> session, const std::vector<std::string>& words) {
        session.insert(session.end(), words.begin(), words.end());
        return session;
    }
    static std::vector<std::string> command(const std::string& programs, const std::filesystem::path& folder,
                                            const std::string& connstring, std::vector<std::string> more) {
        std::vector<std::string> words{
            programs + "/pettan-kiosk", "run", "--data", (folder / "data").string(), "--reader", connstring, "--trace",
            (folder / "trace").string()};
        const auto unless_given = [&](const std::string& option, const std::string& value) {
            if (std::ranges::find(more, option) == more.end()) words.insert(words.end(), {option, value});
        };
        unless_given("--video", "offscreen");
        unless_given("--size", "800x480");
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    static std::uintmax_t size_of(const std::filesystem::path& path) {
        std::error_code error;
        const auto size = std::filesystem::file_size(path, error);
        return error ? 0 : size;
    }
    std::filesystem::path trace_path() const { return m_folder / "trace"; }

    std::filesystem::path m_folder;
    std::uintmax_t m_trace_start;
    Child m_child;
};

inline Finished kiosk_command(const std::filesystem::path& folder, std::vector<std::string> words) {
    words.insert(words.begin(), std::string(PETTAN_BIN) + "/pettan-kiosk");
    words.insert(words.end(), {"--data", (folder / "data").string()});
    return run_program(std::move(words), folder);
}

// An event that is open now, whatever the time of day. False when the command failed.
inline bool add_open_event(const std::filesystem::path& folder) {
    return kiosk_command(folder, {"event", "add", "第12回 地域テック交流会", "--starts", "2020-01-01T00:00:00Z",
                                  "--ends", "2099-01-01T00:00:00Z", "--id", "e12"})
               .status == 0;
}

}  // namespace testing
