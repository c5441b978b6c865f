// The real pettan-hub as a process, on a port of the loopback that it keeps over restarts. Needs nothing of the hub's
// rooms: what it holds is read from its file.
#pragma once

#include <map>
#include <set>

#include "journal/ledger.h"
#include "journal/sqlite.h"
#include "testing/child.h"
#include "testing/temp_folder.h"

namespace testing {

inline std::string word_after(const std::string& text, const std::string& before) {
    const auto at = text.find(before);
    if (at == std::string::npos) return "";
    const auto end = text.find_first_of(" \n", at + before.size());
    return end == std::string::npos ? "" : text.substr(at + before.size(), end - at - before.size());
}

// What an entry is, whoever holds it.
using EntryContent = std::tuple<std::int64_t, std::int64_t, std::string, std::string, std::string, std::int64_t>;
using DeviceContents = std::map<std::int64_t, std::map<std::int64_t, EntryContent>>;  // by device, seq

class HubProcess {
public:
    // `is_plain`: without TLS, so that a proxy of the test may look inside.
    explicit HubProcess(bool is_plain = false) : m_is_plain(is_plain) { start(); }
    explicit HubProcess(std::vector<std::string> words) : more_words(std::move(words)), m_is_plain(false) { start(); }

    std::vector<std::string> more_words;  // of `serve`, from the next start on

    void start() {
        std::vector<std::string> words{program(),       "serve",    "--data",
                                       data().string(), "--listen", "127.0.0.1:" + std::to_string(m_port)};
        if (m_is_plain) words.emplace_back("--plain");
        words.insert(words.end(), more_words.begin(), more_words.end());
        m_child.emplace(words, m_folder.path() / "hub.out");
        const std::string last_word = m_is_plain ? "listening " : "pin ";
        if (!eventually([&] { return !word_after(m_child->output(), last_word).empty() || !m_child->running(); }) ||
            !m_child->running())
            throw std::runtime_error("pettan-hub does not start: " + m_child->output());
        m_url = word_after(m_child->output(), "listening ");
        m_port = std::stoi(m_url.substr(m_url.rfind(':') + 1));
    }
    void signal(int signal) { m_child->send(signal); }
    std::string output() const { return m_child->output(); }
    void end(int signal) {
        m_child->send(signal);
        m_child->wait();
    }
    void restart() {
        end(SIGKILL);
        start();
    }

    std::string key_pin() const { return word_after(m_child->output(), "pin "); }
    const std::string& url() const { return m_url; }
    int port() const { return m_port; }
    std::filesystem::path data() const { return m_folder.path() / "hub"; }
    const std::filesystem::path& folder() const { return m_folder.path(); }

    Finished command(std::vector<std::string> words) const {
        words.insert(words.begin(), program());
        words.insert(words.end(), {"--data", data().string()});
        return run_program(std::move(words), m_folder.path());
    }
    std::string code() const { return word_after(command({"enrol-code"}).output, "enrol URL "); }

    // All entries that kiosks sent, also under several epochs: 0 for each seq that has two contents.
    DeviceContents entries(int* copies = nullptr) const {
        auto database = journal::Database::open(data() / "hub.db", journal::OpenMode::read_only);
        if (!database) throw std::runtime_error(database.error().message);
        DeviceContents contents;
        auto query = database->ask(
            "SELECT device, seq, kind, wall_us, event, card, person, version FROM entry ORDER BY device, epoch, seq");
        while (query.next().value()) {
            const EntryContent content{query.integer(2), query.integer(3), query.text(4),
                                       query.text(5),    query.text(6),    query.integer(7)};
            const auto [at, is_new] = contents[query.integer(0)].emplace(query.integer(1), content);
            if (!is_new && copies != nullptr) ++*copies;
        }
        return contents;
    }

private:
    static std::string program() { return std::string(PETTAN_BIN) + "/pettan-hub"; }

    TempFolder m_folder;
    bool m_is_plain;
    int m_port = 0;
    std::string m_url;
    std::optional<Child> m_child;
};

// The same of a kiosk's journal.
inline std::map<std::int64_t, EntryContent> entries_of(const std::filesystem::path& data) {
    auto database = journal::Database::open(data / "pettan.db", journal::OpenMode::read_only);
    if (!database) throw std::runtime_error(database.error().message);
    const auto entries = journal::read_all_entries(*database);
    if (!entries) throw std::runtime_error(entries.error().message);
    std::map<std::int64_t, EntryContent> contents;
    const auto text = [](const auto& id) { return id ? id->value : std::string(); };
    for (const auto& entry : *entries)
        contents.emplace(entry.ref.seq,
                         EntryContent{static_cast<std::int64_t>(entry.kind), entry.at.wall.time_since_epoch().count(),
                                      text(entry.event), text(entry.card), text(entry.person), entry.version});
    return contents;
}

}  // namespace testing
