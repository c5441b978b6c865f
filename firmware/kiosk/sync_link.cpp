#include "kiosk/sync_link.h"

#include <fmt/format.h>

#include <future>

#include "base/file.h"
#include "base/log.h"
#include "client/roster.h"
#include "kiosk/enrol_file.h"

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

// Of each exchange: somebody stands before the screen.
constexpr client::HttpLimits staff_wait{std::chrono::seconds(8), std::chrono::seconds(15), wire::reply_bytes_max};

desk::HubTrouble to_desk(client::Trouble trouble) {
    using To = desk::HubTrouble;
    switch (trouble) {
        case client::Trouble::none:
            return To::none;
        case client::Trouble::address:
            return To::address;
        case client::Trouble::code:
            return To::code;
        case client::Trouble::unreachable:
            return To::unreachable;
        case client::Trouble::log_in:
            return To::log_in;
        case client::Trouble::foreign:
            return To::foreign;
        case client::Trouble::stranger:
            return To::stranger;
        case client::Trouble::revoked:
            return To::revoked;
        case client::Trouble::version:
            return To::version;
        case client::Trouble::busy:
            return To::busy;
        case client::Trouble::fault:
        case client::Trouble::journal:
            return To::fault;
    }
    return To::fault;
}

desk::EnrolState::Step to_desk(client::EnrolStep step) {
    using To = desk::EnrolState::Step;
    switch (step) {
        case client::EnrolStep::greeting:
            return To::greeting;
        case client::EnrolStep::asking:
            return To::asking;
        case client::EnrolStep::checking:
            return To::checking;
    }
    return To::greeting;
}

// How many pages of what comes down may wait for the desk: it takes them slowly, or not at all on a full disk.
constexpr int updates_max = 4;

// Which file was taken, so that one that cannot be renamed is not taken again at each start.
constexpr const char* taken_setting = "enrol_file_taken";

}  // namespace

void SyncLink::start(SyncOptions options) {
    m_options = std::move(options);
    start_sync();
    if (!m_options.enrol_file.empty())
        m_enroller.post([this, stop = next_attempt()](const std::stop_token&) { enrol_by_file(stop); });
}

void SyncLink::stop() {
    next_attempt();
    m_enroller.stop();
    std::unique_ptr<client::SyncThread> ending;
    const std::lock_guard lock(m_mutex);
    ending = std::move(m_sync);
}

std::stop_token SyncLink::next_attempt() {
    const std::lock_guard lock(m_mutex);
    m_attempt.request_stop();
    m_attempt = std::stop_source();
    return m_attempt.get_token();
}

void SyncLink::enrol(const desk::EnrolOrder& order) {
    m_enroller.post([this, order, stop = next_attempt()](const std::stop_token&) { enrol_by_staff(order, stop); });
}

void SyncLink::call_off_enrolment() {
    next_attempt();
}

void SyncLink::wake() {
    const std::lock_guard lock(m_mutex);
    if (m_sync) m_sync->wake();
}

void SyncLink::start_sync() {
    client::SessionOptions session = m_options.session;
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
    // It waits until the desk lets go of it.
    ++m_updates_waiting;
    const auto let_go = [this](const journal::RosterUpdate* taken) {
        delete taken;
        --m_updates_waiting;
        wake();
    };
    m_options.post(desk::RosterInput{std::shared_ptr<journal::RosterUpdate>(
        new journal::RosterUpdate(client::to_roster(std::move(update))), let_go)});
}

bool SyncLink::takes_changes() {
    return m_updates_waiting < updates_max;
}

void SyncLink::status(const client::LinkStatus& status) {
    if (status.hub_time && status.hub_time->uncertain <= uncertain_max)
        m_clock.set(status.hub_time->boot_id, status.hub_time->anchor);
    m_trace.sync(status.acked, status.pending, word_of(status.link));
    m_options.post(desk::LinkInput{to_input(status.link), status.pending, status.held, status.last_contact,
                                   status.reason, to_desk(status.trouble), status.copied});
}

void SyncLink::setting(std::string_view name, std::string value) {
    m_options.post(desk::JournalInput{[name = std::string(name), value = std::move(value)](journal::Journal& journal) {
        if (const auto kept = journal.set_setting(name, value); !kept)
            base::log::error("sync: what the hub says of its key could not be kept: {}", kept.error().message);
    }});
}

void SyncLink::new_epoch(std::int64_t at_least) {
    m_options.post(desk::NewEpochInput{at_least});
}

client::EnrolOptions SyncLink::options_of(const EnrolWish& wish, journal::Reader& reader) const {
    const auto setting = [&](const std::string& name) -> std::optional<std::string> {
        auto value = reader.setting(name);
        return value ? std::move(*value) : std::nullopt;
    };
    return enrol_options(wish, setting("card_key").value_or(""), setting);
}

base::Result<void> SyncLink::keep(const client::Enrolment& enrolment) {
    {
        // It would go on under the old token.
        std::unique_ptr<client::SyncThread> ending;
        const std::lock_guard lock(m_mutex);
        ending = std::move(m_sync);
    }
    auto done = std::make_shared<std::promise<base::Result<void>>>();
    auto result = done->get_future();
    const bool taken = m_options.post(desk::JournalInput{
        [done, enrolment](journal::Journal& journal) { done->set_value(keep_enrolment(journal, enrolment)); }, true});
    if (!taken) return base::fail(base::ErrorCode::failed, "the kiosk is stopping");
    TRY_VOID(result.get());
    base::log::info("enrolled as device {} of {}; the hub's pin is {}", enrolment.hub.device, enrolment.hub.url,
                    enrolment.hub.key_pin);
    start_sync();
    return {};
}

void SyncLink::enrol_by_file(const std::stop_token& stop) {
    const auto file = m_options.enrol_file;
    const auto tell = [&](const std::string& problem, client::Trouble trouble = client::Trouble::fault) {
        base::log::warning("{}: {}", file.string(), problem);
        m_options.post(desk::LinkInput{
            desk::LinkInput::State::off, 0, 0, {}, file.filename().string() + ": " + problem, to_desk(trouble)});
    };
    const auto text = base::read_file(file);
    if (!text) return tell(text.error().message);
    const auto wish = parse_enrol_file(*text);
    if (!wish) return tell("holds no enrolment: write the hub's address and a code from pettan-hub enrol-code");
    auto reader = journal::Reader::open(m_options.data);
    if (!reader) return tell(reader.error().message, client::Trouble::journal);
    auto options = options_of({wish->url, wish->code, wish->key_pin, ""}, **reader);
    options.stop = stop;
    const std::string taken = wish->url + " " + wish->code;
    if (const auto before = (*reader)->setting(taken_setting); before && *before == taken) return;
    while (!stop.stop_requested()) {
        const auto attempt = client::attempt_enrolment(options);
        if (stop.stop_requested()) return;
        if (attempt.outcome) {
            if (const auto kept = keep(*attempt.outcome); !kept) return tell(kept.error().message);
            m_options.post(desk::JournalInput{
                [taken](journal::Journal& journal) { static_cast<void>(journal.set_setting(taken_setting, taken)); }});
            std::error_code problem;
            std::filesystem::rename(file, file.parent_path() / "enrol.done.txt", problem);
            if (problem) base::log::warning("{} was taken but cannot be renamed: remove it", file.string());
            return;
        }
        tell(attempt.outcome.error().message, attempt.trouble);
        if (attempt.trouble == client::Trouble::code || attempt.trouble == client::Trouble::address ||
            attempt.trouble == client::Trouble::stranger)
            return;
        std::unique_lock lock(m_pause_mutex);
        m_pause.wait_for(lock, stop, enrol_again_after, [] { return false; });
    }
}

void SyncLink::enrol_by_staff(const desk::EnrolOrder& order, const std::stop_token& stop) {
    using Step = desk::EnrolState::Step;
    desk::EnrolState state;
    const auto tell = [&](Step step) {
        state.step = step;
        if (!stop.stop_requested()) m_options.post(desk::EnrolInput{order.work, state});
    };
    const auto fail = [&](client::Trouble trouble, const std::string& detail) {
        base::log::warning("enrolment: {}", detail);
        state.trouble = to_desk(trouble);
        state.detail = detail;
        tell(Step::failed);
    };
    auto reader = journal::Reader::open(m_options.data);
    if (!reader) return fail(client::Trouble::journal, reader.error().message);
    auto options = options_of({order.url, order.code, "", ""}, **reader);
    options.limits = staff_wait;
    options.stop = stop;
    options.on_step = [&](client::EnrolStep step) { tell(to_desk(step)); };
    const auto attempt = client::attempt_enrolment(options);
    if (stop.stop_requested()) return;
    if (!attempt.outcome) return fail(attempt.trouble, attempt.outcome.error().message);
    tell(Step::keeping);
    if (const auto kept = keep(*attempt.outcome); !kept) return fail(client::Trouble::journal, kept.error().message);
    const auto last = (*reader)->last_seq();
    // The hub that it was enrolled at gives it the older keys too.
    state.forgets_cards = attempt.outcome->card_key != options.card_key &&
                          attempt.outcome->hub.id != options.former_hub && last && *last > 1;
    tell(Step::done);
}

}  // namespace kiosk
