#include "client/judge.h"

#include <fmt/core.h>

#include "wire/codec.h"

namespace client {
namespace {

using wire::ErrorWord;

Judgement foreign(int status) {
    Judgement judgement;
    judgement.verdict = Verdict::foreign;
    // 511: RFC 6585's word for a captive portal.
    judgement.trouble = (status >= 300 && status < 400) || status == 511 ? Trouble::log_in : Trouble::foreign;
    judgement.reason = status >= 300 && status < 400
                           ? fmt::format("this network sends us elsewhere (HTTP {}): log in to it first", status)
                           : fmt::format(
                                 "who answers is not the hub (HTTP {}): a network that wants a log-in, or a "
                                 "wrong address",
                                 status);
    return judgement;
}

// An error without a hub's body: something between us and the hub.
Judgement judge_unsigned(const HttpReply& reply) {
    Judgement judgement = foreign(reply.status);
    if (reply.status == 429) {
        judgement.verdict = Verdict::too_many;
        judgement.trouble = Trouble::busy;
        judgement.reason = "the network or the hub asks us to come later";
    } else if (reply.status >= 500 && judgement.trouble != Trouble::log_in) {
        judgement.verdict = Verdict::fault;
        judgement.trouble = Trouble::fault;
        judgement.reason = fmt::format("the hub, or what stands before it, is in trouble (HTTP {})", reply.status);
    }
    return judgement;
}

Verdict verdict_of(ErrorWord word) {
    switch (word) {
        case ErrorWord::unauthorized:
        case ErrorWord::revoked:
            return Verdict::revoked;
        case ErrorWord::bad_code:
            return Verdict::bad_code;
        case ErrorWord::fork:
            return Verdict::fork;
        case ErrorWord::gap:
            return Verdict::gap;
        case ErrorWord::gone:
            return Verdict::gone;
        case ErrorWord::too_large:
            return Verdict::too_large;
        case ErrorWord::protocol:
            return Verdict::bad_version;
        case ErrorWord::too_many:
        case ErrorWord::unavailable:
            return Verdict::too_many;
        case ErrorWord::internal:
        case ErrorWord::full:
        case ErrorWord::too_slow:
            return Verdict::fault;
        case ErrorWord::bad_request:
        case ErrorWord::not_found:
        case ErrorWord::bad_method:
        case ErrorWord::length_required:
        case ErrorWord::bad_encoding:
            return Verdict::refused;
    }
    return Verdict::fault;
}

Trouble trouble_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::ok:
            return Trouble::none;
        case Verdict::foreign:
            return Trouble::foreign;
        case Verdict::revoked:
            return Trouble::revoked;
        case Verdict::bad_code:
            return Trouble::code;
        case Verdict::bad_version:
            return Trouble::version;
        case Verdict::too_many:
            return Trouble::busy;
        case Verdict::fork:
        case Verdict::gap:
        case Verdict::gone:
        case Verdict::too_large:
        case Verdict::fault:
        case Verdict::refused:
            return Trouble::fault;
    }
    return Trouble::fault;
}

std::string reason_of(Verdict verdict, const wire::ErrorBody& error) {
    const std::string said = error.message.empty() ? std::string(to_string(error.word)) : error.message;
    switch (verdict) {
        case Verdict::revoked:
            return "the hub does not accept this kiosk any more: enrol it again with a new code";
        case Verdict::bad_code:
            return "the code is wrong, was used or is older than 15 minutes: make a new one on the hub";
        case Verdict::fork:
            return "a copy of this kiosk has sent under its number: it goes on under a new one";
        case Verdict::bad_version:
            return "kiosk and hub are of different versions: update the older one";
        case Verdict::too_many:
            return "the hub is busy: " + said;
        case Verdict::fault:
            return "the hub is in trouble: " + said;
        case Verdict::refused:
            return "the hub refuses what this kiosk sends: " + said;
        case Verdict::ok:
        case Verdict::foreign:
        case Verdict::gap:
        case Verdict::gone:
        case Verdict::too_large:
            return said;
    }
    return said;
}

Judgement judge_error(const HttpReply& reply) {
    const auto error = wire::parse_error(reply.body);
    Judgement judgement;
    // A word and a status that do not fit: a word of a newer hub, or somebody else's JSON.
    if (!error || wire::status_of(error->word) != reply.status) {
        judgement = judge_unsigned(reply);
    } else {
        judgement.verdict = verdict_of(error->word);
        judgement.trouble = trouble_of(judgement.verdict);
        judgement.reason = reason_of(judgement.verdict, *error);
        judgement.expected_seq = error->expected_seq;
        judgement.next_epoch = error->next_epoch;
        if (error->retry_after_s) judgement.retry_after = std::chrono::seconds(*error->retry_after_s);
    }
    if (reply.retry_after) judgement.retry_after = reply.retry_after;
    return judgement;
}

template <typename Message>
Judged<Message> judge(const HttpReply& reply, base::Result<Message> (*parse)(std::string_view)) {
    if (reply.status != 200) return {judge_error(reply), {}};
    auto message = parse(reply.body);
    if (!message) return {foreign(reply.status), {}};
    return {{}, std::move(*message)};
}

}  // namespace

Judged<wire::Hello> judge_hello(const HttpReply& reply, std::string_view hub) {
    auto judged = judge(reply, wire::parse_hello);
    if (!judged.message) return judged;
    if (!hub.empty() && judged.message->hub != hub) {
        judged = {foreign(reply.status), {}};
        judged.judgement.trouble = Trouble::stranger;
        judged.judgement.reason = "another hub answers at this address: enrol again if that is meant";
    } else if (judged.message->protocol_lowest > wire::protocol_max ||
               judged.message->protocol_highest < wire::protocol_min) {
        judged = {{}, {}};
        judged.judgement.verdict = Verdict::bad_version;
        judged.judgement.trouble = Trouble::version;
        judged.judgement.reason = reason_of(Verdict::bad_version, {});
    }
    return judged;
}

Judged<wire::EnrolOffer> judge_offer(const HttpReply& reply) {
    return judge(reply, wire::parse_enrol_offer);
}
Judged<wire::ProofReply> judge_proof(const HttpReply& reply) {
    return judge(reply, wire::parse_proof_reply);
}
Judged<wire::EnrolReply> judge_enrol(const HttpReply& reply) {
    return judge(reply, wire::parse_enrol_reply);
}
Judged<wire::EntriesReply> judge_entries(const HttpReply& reply) {
    return judge(reply, wire::parse_entries_reply);
}
Judged<wire::Changes> judge_changes(const HttpReply& reply) {
    return judge(reply, wire::parse_changes);
}

Trouble trouble_of(const base::Error& lost) {
    switch (lost.code) {
        case base::ErrorCode::denied:
            return Trouble::stranger;
        case base::ErrorCode::full:
            return Trouble::foreign;  // larger than any of a hub's answers
        case base::ErrorCode::bad_input:
        case base::ErrorCode::failed:
        case base::ErrorCode::not_found:
        case base::ErrorCode::busy:
        case base::ErrorCode::damaged:
        case base::ErrorCode::too_new:
        case base::ErrorCode::unreachable:
            return Trouble::unreachable;
    }
    return Trouble::unreachable;
}

}  // namespace client
