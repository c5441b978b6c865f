#include "kiosk/trace.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

namespace kiosk {
namespace {

using Json = nlohmann::ordered_json;

Json line_at(base::MonotonicTime at, std::string_view what) {
    return {{"t_ns", at.count()}, {"at", what}};
}
Json line(std::string_view what) {
    return line_at(base::monotonic_now(), what);
}
std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

base::Result<std::unique_ptr<Trace>> Trace::open(const std::filesystem::path& path) {
    if (path.empty()) return std::unique_ptr<Trace>(new Trace({}));
    base::UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
    if (!file.valid())
        return base::fail(base::ErrorCode::failed, "cannot write the trace " + path.string() + ": " +
                                                       std::strerror(errno) + "; give --trace a file you may write");
    return std::unique_ptr<Trace>(new Trace(std::move(file)));
}

Trace::~Trace() = default;

void Trace::write(std::string text) {
    if (!m_file.valid()) return;
    text += '\n';
    // A trace that cannot be written must not disturb a tap: the line is given up.
    [[maybe_unused]] const auto written = ::write(m_file.get(), text.data(), text.size());
}

void Trace::ready() {
    write(text_of(line("ready")));
}

void Trace::tap(base::MonotonicTime at, const attendance::CardId& card, std::string_view tech, std::string_view ndef,
                std::string_view reason) {
    Json json = line_at(at, "tap");
    json["card"] = card.value;
    json["tech"] = tech;
    if (!ndef.empty()) json["ndef"] = ndef;
    if (!reason.empty()) json["reason"] = reason;
    write(text_of(json));
}

void Trace::memory(const attendance::CardId& card, std::string_view status, std::string_view reason) {
    Json json = line("ndef");
    json["card"] = card.value;
    json["status"] = status;
    if (!reason.empty()) json["reason"] = reason;
    write(text_of(json));
}

void Trace::commit(const desk::Decided& decided) {
    Json json = line("commit");
    json["seq"] = decided.seq;
    json["result"] = to_string(decided.result);
    json["card"] = decided.card.value;
    json["person"] = decided.person ? Json(decided.person->value) : Json(nullptr);
    write(text_of(json));
}

void Trace::present(std::string_view scene, std::int64_t seq) {
    Json json = line("present");
    json["scene"] = scene;
    json["seq"] = seq;
    write(text_of(json));
}

void Trace::frame(base::MonotonicTime at, base::MonotonicTime processor, bool moving) {
    if (!m_file.valid()) return;
    const auto spent_us = std::chrono::duration_cast<std::chrono::microseconds>(processor).count();
    write(fmt::format(R"({{"t_ns":{},"at":"frame","processor_us":{},"moving":{}}})", at.count(), spent_us, moving));
}

void Trace::reader(std::string_view status, std::string_view reason) {
    Json json = line("reader");
    json["status"] = status;
    if (!reason.empty()) json["reason"] = reason;
    write(text_of(json));
}

void Trace::store(bool ok) {
    Json json = line("store");
    json["status"] = ok ? "ok" : "fault";
    write(text_of(json));
}

void Trace::sync(std::int64_t acked, std::int64_t pending, std::string_view link) {
    Json json = line("sync");
    json["acked"] = acked;
    json["pending"] = pending;
    json["link"] = link;
    write(text_of(json));
}

}  // namespace kiosk
