// The trace: what happened, one JSON line each, with t_ns of CLOCK_MONOTONIC, for tests and for finding out afterwards.
// Card ids stand in it, names never. Thread-safe; a line is written with one write(2), so that lines never mix and a
// kill loses at most the line being written.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "desk/desk.h"

namespace kiosk {

class Trace {
public:
    // Appends to the file. An empty path: a trace that writes nothing.
    static base::Result<std::unique_ptr<Trace>> open(const std::filesystem::path& path);
    ~Trace();
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    void ready();
    void tap(base::MonotonicTime at, const attendance::CardId& card, std::string_view tech, std::string_view ndef,
             std::string_view reason);
    // What became of reading a new card's memory; the reason of a malformed one stands here.
    void memory(const attendance::CardId& card, std::string_view status, std::string_view reason);
    void commit(const desk::Decided& decided);
    void present(std::string_view scene, std::int64_t seq);
    // Each frame: what it cost the drawing thread, and whether something on it moves.
    void frame(base::MonotonicTime at, base::MonotonicTime processor, bool moving);
    void reader(std::string_view status, std::string_view reason);
    void store(bool ok);
    void sync(std::int64_t acked, std::int64_t pending, std::string_view link);

private:
    explicit Trace(base::UniqueFd file) : m_file(std::move(file)) {}
    void write(std::string line);
    base::UniqueFd m_file;
};

}  // namespace kiosk
