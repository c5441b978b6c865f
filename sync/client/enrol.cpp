#include "client/enrol.h"

#include "client/judge.h"
#include "wire/codec.h"
#include "wire/gzip.h"

namespace client {
namespace {

base::Result<std::string> base_url(std::string url) {
    while (url.ends_with('/'))
        url.pop_back();
    if (url.find("://") == std::string::npos) url = "https://" + url;
    const bool is_http = url.starts_with("https://") || url.starts_with("http://");
    const bool has_odd = url.find_first_of(" \t\r\n?#@") != std::string::npos;
    if (!is_http || has_odd || url.ends_with("//"))
        return base::fail(base::ErrorCode::bad_input, "the hub's address looks like https://hub.example:8443");
    return url;
}

base::Unexpected refusal(const Judgement& judgement) {
    using base::ErrorCode;
    const auto code = [&] {
        switch (judgement.verdict) {
            case Verdict::foreign:
                return ErrorCode::not_found;
            case Verdict::revoked:
            case Verdict::bad_code:
                return ErrorCode::denied;
            case Verdict::bad_version:
                return ErrorCode::too_new;
            case Verdict::too_many:
                return ErrorCode::busy;
            case Verdict::ok:
            case Verdict::fork:
            case Verdict::gap:
            case Verdict::gone:
            case Verdict::too_large:
            case Verdict::fault:
            case Verdict::refused:
                return ErrorCode::failed;
        }
        return ErrorCode::failed;
    };
    return base::fail(code(), judgement.reason);
}

base::Result<wire::Hello> hello(Http& http, std::string_view hub) {
    HttpRequest request;
    request.path = "/v1/hello";
    TRY(reply, http.ask(std::move(request)));
    auto judged = judge_hello(reply, hub);
    if (!judged.message) return refusal(judged.judgement);
    return std::move(*judged.message);
}

}  // namespace

base::Result<Enrolment> enrol(const EnrolOptions& options) {
    TRY(url, base_url(options.url));
    Http first(url, Trust{options.pin, options.pin.empty()}, options.limits);
    // Before the code and the key are said: is there a hub at all?
    TRY(met, hello(first, ""));

    wire::EnrolRequest message{options.code, options.name, options.card_key, options.version, {}};
    if (options.former_hub == met.hub) message.former = options.former;
    HttpRequest request;
    request.method = "POST";
    request.path = "/v1/enrol";
    request.gzipped_body = wire::gzip(wire::to_json(message));
    TRY(answer, first.ask(std::move(request)));
    const auto judged = judge_enrol(answer);
    if (!judged.message) return refusal(judged.judgement);
    const wire::EnrolReply& reply = *judged.message;

    Enrolment enrolment;
    enrolment.card_key = reply.card_key;
    enrolment.hub = {url, reply.hub, reply.token, reply.pin, reply.device, ""};
    // From now on the key must be the one that the hub names as its own: if it is not so already, somebody stands
    // between.
    Http kept(url, Trust{reply.pin, false}, options.limits);
    TRY(met_again, hello(kept, met.hub));
    if (met_again.hub != reply.hub)
        return base::fail(base::ErrorCode::denied, "two hubs answer at this address: nothing was kept");
    return enrolment;
}

base::Result<void> greet(const Hub& hub, const HttpLimits& limits) {
    Http http(hub.url, Trust{hub.pin, false}, limits);
    const auto met = hello(http, hub.id);
    return met ? base::Result<void>() : base::fail(met.error());
}

}  // namespace client
