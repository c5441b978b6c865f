#include "protocol/writer.h"

#include <algorithm>
#include <set>

#include "base/log.h"
#include "wire/codec.h"

namespace protocol {
namespace {

using base::ErrorCode;
using wire::ErrorWord;

constexpr std::size_t group_rows_max = 8'000;
constexpr int attempts_max = 5;

}  // namespace

http::HttpResponse store_failure(const base::Error& error) {
    switch (error.code) {
        case ErrorCode::full:
            return http::error_response(ErrorWord::full, "the hub cannot record: its disk is full",
                                        "keep the entries and try again; the organizer frees space on the hub");
        case ErrorCode::busy:
        case ErrorCode::unreachable:
            return http::error_response(ErrorWord::unavailable, "the hub's store cannot be reached now",
                                        "keep the entries and try again");
        case ErrorCode::failed:
        case ErrorCode::bad_input:
        case ErrorCode::not_found:
        case ErrorCode::damaged:
        case ErrorCode::too_new:
        case ErrorCode::denied:
            break;
    }
    return http::error_response(ErrorWord::internal, "the hub's store failed", "keep the entries and try again later");
}

Writer::Writer(std::unique_ptr<store::Store> store, const base::Clock& clock, std::size_t group_max,
               std::function<void()> committed)
    : m_store(std::move(store)),
      m_clock(clock),
      m_group_max(group_max),
      m_committed(std::move(committed)),
      m_thread([this] { run(); }) {}

Writer::~Writer() {
    m_queue.close();
    m_thread.join();
}

void Writer::run() {
    for (;;) {
        std::optional<Job> job;
        if (m_put_back.empty()) {
            job = m_queue.pop();
            if (!job) return;
        } else {
            job = std::move(m_put_back.front());
            m_put_back.erase(m_put_back.begin());
        }
        if (auto* batch = std::get_if<Batch>(&*job)) {
            commit(gather(std::move(*batch)));
        } else {
            std::get<Act> (*job)(*m_store);
        }
        m_committed();
    }
}

// All that waits, but one batch a device: a second one of the same device may build on the first.
std::vector<Writer::Batch> Writer::gather(Batch first) {
    std::set<std::string> tokens{first.token};
    std::size_t rows = first.request.rows.size();
    std::vector<Batch> group;
    group.push_back(std::move(first));
    std::vector<Job> left;
    const auto take = [&](Job job) {
        auto* batch = std::get_if<Batch>(&job);
        const bool fits = batch != nullptr && group.size() < m_group_max &&
                          rows + batch->request.rows.size() <= group_rows_max && tokens.insert(batch->token).second;
        if (!fits) return left.push_back(std::move(job));
        rows += batch->request.rows.size();
        group.push_back(std::move(*batch));
    };
    for (Job& job : m_put_back)
        take(std::move(job));
    while (group.size() < m_group_max && rows < group_rows_max && left.size() < m_group_max) {
        auto job = m_queue.pop_until({});
        if (!job) break;
        take(std::move(*job));
    }
    m_put_back = std::move(left);
    return group;
}

base::Result<std::vector<store::Outcome>> Writer::try_to_commit(const std::vector<Batch>& group) {
    std::vector<store::Incoming> incoming;
    for (const Batch& batch : group)
        incoming.push_back({batch.token, &batch.request});
    auto outcomes = m_store->accept(incoming, m_clock.read().wall);
    for (int attempt = 1; !outcomes && outcomes.error().code == ErrorCode::busy && attempt < attempts_max; ++attempt) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10 * attempt));
        outcomes = m_store->accept(incoming, m_clock.read().wall);
    }
    return outcomes;
}

void Writer::commit(std::vector<Batch> group) {
    auto outcomes = try_to_commit(group);
    if (!outcomes && outcomes.error().code == ErrorCode::failed && group.size() > 1) {
        // One of them is poison: the others must not suffer for it.
        for (Batch& batch : group) {
            std::vector<Batch> alone;
            alone.push_back(std::move(batch));
            commit(std::move(alone));
        }
        return;
    }
    if (!outcomes) {
        base::log::error("hub: {} requests could not be recorded: {}", group.size(), outcomes.error().message);
        for (const Batch& batch : group)
            batch.reply.send(store_failure(outcomes.error()));
        return;
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        const store::Outcome& outcome = (*outcomes)[i];
        if (const auto* reply = std::get_if<wire::EntriesReply>(&outcome))
            group[i].reply.send(http::json_response(wire::to_json(*reply)));
        else
            group[i].reply.send(http::error_response(std::get<wire::ErrorBody>(outcome)));
    }
}

}  // namespace protocol
