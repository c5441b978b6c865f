#include "kiosk/sync_link.h"

#include <pthread.h>

#include <fmt/format.h>

#include <future>

#include "base/file.h"
#include "base/log.h"
#include "client/roster.h"
#include "kiosk/enrol_file.h"
#include "kiosk/enrolment.h"

namespace kiosk {
namespace {

// How long until an enrolment that found no hub is tried again; its code is good for a quarter of an hour.
constexpr auto enrol_again_after = std::chrono::seconds(20);

// What a hub's clock may be off by for being believed.
constexpr auto uncertain_max = std::chrono::seconds(5);

std::string_view word_of(client::LinkState link) {
    switch (link) {
        case client::LinkState::down:
            return "down";
        case client::LinkState::up:
            return "up";
        case client::LinkState::off:
            return "off";
    }
    return "";
}

desk::LinkInput::State to_input(client::LinkState link) {
    using State = desk::LinkInput::State;
    switch (link) {
        case client::LinkState::down:
            return State::down;
        case client::LinkState::up:
            return State::up;
        case client::LinkState::off:
            return State::off;
    }
    return State::down;
}

// Which file was taken, so that one that cannot be renamed is not taken again at each start.
constexpr const char* taken_setting = "enrol_file_taken";

}  // namespace

void SyncLink::start(SyncOptions options) {
    m_options = std::move(options);
    start_sync();
    if (!m_options.enrol_file.empty())
        m_enrolling = std::jthread([this](const std::stop_token& stop) {
            pthread_setname_np(pthread_self(), "enrol");
            enrol_by_file(stop);
        });
}

void SyncLink::stop() {
    m_enrolling.request_stop();
    if (m_enrolling.joinable()) m_enrolling.join();
    std::unique_ptr<client::SyncThread> ending;
    const std::lock_guard lock(m_mutex);
    ending = std::move(m_sync);
}

void SyncLink::wake() {
    const std::lock_guard lock(m_mutex);
    if (m_sync) m_sync->wake();
}

void SyncLink::start_sync() {
    client::SessionOptions session;
    session.health = m_options.health;
    auto started = client::SyncThread::start(m_options.data, std::move(session), m_clock.machine(), *this);
    if (!started) return base::log::error("sync: {}", started.error().message);
    const std::lock_guard lock(m_mutex);
    m_sync = std::move(*started);
}

void SyncLink::acked(std::int64_t seq) {
    m_options.post(desk::AckedInput{seq});
}

void SyncLink::changes(client::Update update) {
    m_options.post(desk::RosterInput{std::make_shared<journal::RosterUpdate>(client::to_roster(std::move(update)))});
}

void SyncLink::status(const client::LinkStatus& status) {
    if (status.hub_time && status.hub_time->uncertain <= uncertain_max)
        m_clock.set(status.hub_time->boot_id, status.hub_time->anchor);
    m_trace.sync(status.acked, status.pending, word_of(status.link));
    m_options.post(
        desk::LinkInput{to_input(status.link), status.pending, status.held, status.last_contact, status.reason});
}

void SyncLink::new_epoch(std::int64_t at_least) {
    m_options.post(desk::NewEpochInput{at_least});
}

// On the desk's thread; waits for it.
bool SyncLink::keep(const client::Hub& hub, const std::string& card_key) {
    auto done = std::make_shared<std::promise<base::Result<void>>>();
    auto result = done->get_future();
    const bool taken = m_options.post(desk::JournalInput{
        [done, hub, card_key](journal::Journal& journal) { done->set_value(keep_enrolment(journal, hub, card_key)); }});
    if (!taken) return false;
    const auto kept = result.get();
    if (!kept) base::log::error("enrolment: {}", kept.error().message);
    return kept.has_value();
}

void SyncLink::enrol_by_file(const std::stop_token& stop) {
    const auto file = m_options.enrol_file;
    const auto tell = [&](const std::string& problem) {
        base::log::warning("{}: {}", file.string(), problem);
        m_options.post(
            desk::LinkInput{desk::LinkInput::State::off, 0, 0, {}, file.filename().string() + ": " + problem});
    };
    const auto text = base::read_file(file);
    if (!text) return tell(text.error().message);
    const auto wish = parse_enrol_file(*text);
    if (!wish) return tell("holds no enrolment: write the hub's address and a code from pettan-hub enrol-code");
    auto reader = journal::Reader::open(m_options.data);
    if (!reader) return tell(reader.error().message);
    const auto setting = [&](const std::string& name) -> std::optional<std::string> {
        auto value = (*reader)->setting(name);
        return value ? std::move(*value) : std::nullopt;
    };
    const std::string taken = wish->url + " " + wish->code;
    if (setting(taken_setting) == taken) return;
    while (!stop.stop_requested()) {
        const auto enrolled = client::enrol(
            enrol_options({wish->url, wish->code, wish->pin, ""}, setting("card_key").value_or(""), setting));
        if (enrolled) {
            {
                // It would go on under the old token.
                std::unique_ptr<client::SyncThread> ending;
                const std::lock_guard lock(m_mutex);
                ending = std::move(m_sync);
            }
            if (!keep(enrolled->hub, enrolled->card_key)) return;
            m_options.post(desk::JournalInput{
                [taken](journal::Journal& journal) { static_cast<void>(journal.set_setting(taken_setting, taken)); }});
            base::log::info("enrolled as device {} of {}; the hub's pin is {}", enrolled->hub.device, enrolled->hub.url,
                            enrolled->hub.pin);
            std::error_code problem;
            std::filesystem::rename(file, file.parent_path() / "enrol.done.txt", problem);
            if (problem) base::log::warning("{} was taken but cannot be renamed: remove it", file.string());
            return start_sync();
        }
        tell(enrolled.error().message);
        if (enrolled.error().code == base::ErrorCode::denied || enrolled.error().code == base::ErrorCode::bad_input)
            return;
        std::unique_lock lock(m_pause_mutex);
        m_pause.wait_for(lock, stop, enrol_again_after, [] { return false; });
    }
}

}  // namespace kiosk
