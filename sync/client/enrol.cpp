#include "client/enrol.h"

#include "client/judge.h"
#include "wire/codec.h"
#include "wire/enrol_proof.h"
#include "wire/gzip.h"

namespace client {
namespace {

bool is_this_machine(const std::string& url) {
    std::string host = url.substr(url.find("://") + 3);
    if (host.starts_with('['))
        host = host.substr(1, host.find(']') - 1);
    else
        host = host.substr(0, host.find_first_of(":/"));
    const bool is_v4_loopback = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
    return host == "localhost" || host == "::1" || is_v4_loopback;
}

base::Result<std::string> base_url(std::string url) {
    if (url.find("://") == std::string::npos) url = "https://" + url;
    while (url.ends_with('/'))
        url.pop_back();  // of a scheme alone too, which is then none
    const bool is_http = url.starts_with("https://") || url.starts_with("http://");
    const bool has_odd = url.find_first_of(" \t\r\n?#@") != std::string::npos;
    if (!is_http || has_odd)
        return base::fail(base::ErrorCode::bad_input, "the hub's address looks like https://hub.example:8443");
    if (!url.starts_with("https://") && !is_this_machine(url))
        return base::fail(base::ErrorCode::bad_input,
                          "over http the code and the cards' key would be read by everybody on the way: use the hub's "
                          "https address (http is for a hub on this machine only)");
    return url;
}

base::ErrorCode code_of(Verdict verdict) {
    using base::ErrorCode;
    switch (verdict) {
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
}

// One try; remembers what stood in the way.
class Attempt {
public:
    explicit Attempt(const EnrolOptions& options) : m_options(options) {}

    base::Result<Enrolment> run() {
        auto url = base_url(m_options.url);
        if (!url) return stand_off(Trouble::address, url.error());
        // Whoever answers: it hears nothing yet.
        Http first(*url, Trust{m_options.key_pin, m_options.key_pin.empty()}, m_options.limits);
        begin(EnrolStep::greeting);
        TRY(met, hello(first, ""));
        begin(EnrolStep::asking);
        TRY(offer, offer_of(first));
        Http second(*url, trust_after(offer, url->starts_with("https://")), m_options.limits);
        if (!offer) {
            // A hub of before: its pin, or an authority, must vouch for it.
            const auto vouched = hello(second, met.hub);
            if (!vouched) return stand_off(m_trouble, too_old_to_prove(vouched.error()));
        } else {
            TRY_VOID(prove(second, met.hub, *offer));
        }
        TRY(reply, ask(second, met.hub));
        if (offer && reply.key_pin != offer->key_pin)
            return stand_off(Trouble::stranger, {base::ErrorCode::denied, "the hub names two keys: nothing was kept"});

        Enrolment enrolment;
        enrolment.card_key = reply.card_key;
        enrolment.first_pin = reply.first_pin;
        enrolment.hub = {*url, reply.hub, reply.token, reply.key_pin, reply.device, "", reply.identity, 0};
        // From now on the key must be the one that the hub names as its own: if it is not so already, somebody stands
        // between.
        begin(EnrolStep::checking);
        Http kept(*url, Trust{reply.key_pin, false}, m_options.limits);
        TRY(met_again, hello(kept, met.hub));
        if (met_again.hub != reply.hub)
            return stand_off(Trouble::stranger,
                             {base::ErrorCode::denied, "two hubs answer at this address: nothing was kept"});
        return enrolment;
    }

    base::Result<wire::Hello> hello(Http& http, std::string_view hub) {
        HttpRequest request;
        request.path = "/v1/hello";
        return judged(http, std::move(request), [&](const HttpReply& reply) { return judge_hello(reply, hub); });
    }

    Trouble trouble() const { return m_trouble; }

private:
    void begin(EnrolStep step) const {
        if (m_options.on_step) m_options.on_step(step);
    }

    base::Unexpected stand_off(Trouble trouble, base::Error error) {
        m_trouble = trouble;
        return base::fail(std::move(error));
    }

    // Absent: the hub is older than proofs.
    base::Result<std::optional<wire::EnrolOffer>> offer_of(Http& http) {
        HttpRequest request;
        request.path = "/v1/enrol";
        auto reply = http.ask(std::move(request), m_options.stop);
        if (!reply) return stand_off(trouble_of(reply.error()), std::move(reply).error());
        if (reply->status == wire::status_of(wire::ErrorWord::bad_method)) return std::optional<wire::EnrolOffer>();
        auto judged = judge_offer(*reply);
        if (!judged.message) return refuse(judged.judgement);
        return std::optional(std::move(*judged.message));
    }

    // A pin that was given stays; else the key that the hub names, which the proof is bound to. A hub that names none
    // stands behind a proxy, and one of before proves nothing: the machine's authorities decide about both.
    Trust trust_after(const std::optional<wire::EnrolOffer>& offer, bool is_https) const {
        if (!m_options.key_pin.empty() || !is_https) return {m_options.key_pin, false};
        return {offer ? offer->key_pin : "", false};
    }

    base::Result<void> prove(Http& http, const std::string& hub, const wire::EnrolOffer& offer) {
        if (!m_options.key_pin.empty() && !offer.key_pin.empty() && offer.key_pin != m_options.key_pin)
            return stand_off(Trouble::stranger,
                             {base::ErrorCode::denied, "the hub names another key than the one that was given"});
        const auto stretched = wire::stretched_code(m_options.code, hub);
        if (!stretched)
            return stand_off(Trouble::fault,
                             {base::ErrorCode::failed, "this machine has no 64 MiB of memory free for the code"});
        const wire::EnrolNonces nonces{wire::random_nonce(), offer.nonce};
        const wire::ProofRequest ours{nonces,
                                      wire::enrol_proof(wire::Prover::kiosk, *stretched, nonces, offer.key_pin)};
        TRY(theirs, judged(http, post("/v1/enrol/proof", wire::to_json(ours)), judge_proof));
        if (!wire::is_same_proof(theirs.proof, wire::enrol_proof(wire::Prover::hub, *stretched, nonces, offer.key_pin)))
            return stand_off(Trouble::stranger,
                             {base::ErrorCode::denied,
                              "who answers does not know the code: somebody stands between, or it is another hub. "
                              "Nothing was given away"});
        return {};
    }

    static base::Error too_old_to_prove(base::Error error) {
        if (error.code == base::ErrorCode::denied)
            error.message =
                "this hub is too old to prove that it knows the code: update it, or give its pin (pettan-kiosk enrol "
                "--pin, or a third word in enrol.txt)";
        return error;
    }

    static HttpRequest post(std::string path, const std::string& json) {
        HttpRequest request;
        request.method = "POST";
        request.path = std::move(path);
        request.gzipped_body = wire::gzip(json);
        return request;
    }

    base::Result<wire::EnrolReply> ask(Http& http, const std::string& hub) {
        wire::EnrolRequest message{m_options.code, m_options.name, m_options.card_key, m_options.version, {}};
        if (m_options.former_hub == hub) message.former = m_options.former;
        return judged(http, post("/v1/enrol", wire::to_json(message)), judge_enrol);
    }

    template <typename Judge>
    auto judged(Http& http, HttpRequest request, Judge judge)
        -> base::Result<std::decay_t<decltype(*judge(HttpReply()).message)>> {
        auto reply = http.ask(std::move(request), m_options.stop);
        if (!reply) return stand_off(trouble_of(reply.error()), std::move(reply).error());
        auto outcome = judge(*reply);
        if (!outcome.message) return refuse(outcome.judgement);
        return std::move(*outcome.message);
    }

    base::Unexpected refuse(const Judgement& judgement) {
        return stand_off(judgement.trouble, {code_of(judgement.verdict), judgement.reason});
    }

    const EnrolOptions& m_options;
    Trouble m_trouble = Trouble::none;
};

}  // namespace

base::Result<Enrolment> enrol(const EnrolOptions& options) {
    return Attempt(options).run();
}

EnrolAttempt attempt_enrolment(const EnrolOptions& options) {
    Attempt attempt(options);
    auto outcome = attempt.run();
    return {std::move(outcome), attempt.trouble()};
}

base::Result<void> greet(const Hub& hub, const HttpLimits& limits) {
    EnrolOptions options;
    options.limits = limits;
    Http http(hub.url, Trust{hub.key_pin, false}, limits);
    const auto met = Attempt(options).hello(http, hub.id);
    return met ? base::Result<void>() : base::fail(met.error());
}

}  // namespace client
