// What a reply means for what to do next, with a sentence for staff. Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "client/http.h"
#include "client/trouble.h"
#include "wire/messages.h"

namespace client {

enum class Verdict {
    ok,
    foreign,      // not a hub, or another one: a network's login page, a redirect, a wrong address
    revoked,      // 401: the token counts no more; stop and tell
    bad_code,     // 403: the enrolment code is wrong, used or too old
    fork,         // the hub holds another history under our numbers: take a new epoch
    gap,          // the hub lacks rows before these: send from expected_seq
    gone,         // the cursor leads nowhere: take a snapshot
    too_large,    // halve the batch
    too_many,     // 429, 503: later
    fault,        // the hub has a trouble of its own
    bad_version,  // one of the two is too old for the other
    refused,      // the hub finds our request wrong; trying again will hardly help, but loses nothing
};

struct Judgement {
    Verdict verdict = Verdict::ok;
    Trouble trouble = Trouble::none;
    std::string reason;  // plain words, empty when ok
    std::optional<std::int64_t> expected_seq;
    std::optional<std::int64_t> next_epoch;
    std::optional<std::chrono::seconds> retry_after;
};

template <typename Message>
struct Judged {
    Judgement judgement;
    std::optional<Message> message;  // there exactly when ok
};

// `hub`: the id of the enrolled one; empty: any will do.
Judged<wire::Hello> judge_hello(const HttpReply& reply, std::string_view hub);
Judged<wire::EnrolOffer> judge_offer(const HttpReply& reply);
Judged<wire::ProofReply> judge_proof(const HttpReply& reply);
Judged<wire::EnrolReply> judge_enrol(const HttpReply& reply);
Judged<wire::EntriesReply> judge_entries(const HttpReply& reply);
Judged<wire::Changes> judge_changes(const HttpReply& reply);

// The same of an exchange without a reply.
Trouble trouble_of(const base::Error& lost);

}  // namespace client
