// A body of any size that one thread makes while another sends it: it goes through a file without a name, so that
// memory stays bounded, and whoever makes it never waits for a slow client.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "base/unique_fd.h"
#include "http/http.h"

namespace http {

class Spool : public BodySource {
public:
    // Errors: full, denied.
    static base::Result<std::shared_ptr<Spool>> make();
    ~Spool() override;
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    // The maker's side, one thread. `failed` where whoever asked has gone, `full` where the disk is.
    base::Result<void> write(std::string_view part);
    // All that is in the file, which the maker wrote itself, is the body.
    base::Result<void> take_file(const std::string& path);
    // Nothing more follows. Without it, what was made until the maker let go is cut off, and the client sees that.
    base::Result<void> finish();
    void fail();

    Part read(std::uint64_t offset, char* into, std::size_t size, std::function<void()> ready) override;
    void give_up() override { m_given_up = true; }
    bool is_given_up() const { return m_given_up; }

    static constexpr std::uint64_t bytes_max = std::uint64_t{4} << 30;

private:
    explicit Spool(base::UniqueFd file) : m_file(std::move(file)) {}
    base::Result<void> flush();
    void wake(std::uint64_t written, State end);

    base::UniqueFd m_file;
    std::string m_gathered;  // not in the file yet; the maker's
    std::atomic<bool> m_given_up = false;
    std::mutex m_mutex;  // guards what follows
    std::uint64_t m_written = 0;
    State m_end = State::waits;  // what a reader meets behind what is written
    std::function<void()> m_ready;
};

}  // namespace http
