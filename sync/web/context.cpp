#include "web/context.h"

#include <fmt/core.h>

#include "base/random_id.h"
#include "base/secrets.h"
#include "store/settings.h"

namespace web {

const Words& words_for(const HttpRequest& request) {
    const std::string chosen = cookie(request.header("cookie"), language_cookie);
    if (!chosen.empty()) return Words::in(chosen);
    return Words::asked_for(request.header("accept-language"));
}

Context::Context(const HttpRequest& r, store::Store& s, Services& v)
    : request(r), store(s), services(v), words(&words_for(r)), now(v.clock.read().wall) {}

std::string Context::query(const std::string& name) const {
    const auto at = request.query.find(name);
    return at == request.query.end() ? std::string() : at->second;
}

base::Result<std::string> Context::hub_url() const {
    TRY(known, store::setting(store, store::public_url_setting));
    if (!known.empty()) return known;
    return (https() ? "https://" : "http://") + std::string(request.header("host"));
}

Html Context::form_fields() const {
    const LiveParts& live = services.live;
    return all({el("input", {{"type", "hidden"}, {"name", "csrf"}, {"value", shared ? live.csrf_mark() : csrf}}),
                el("input",
                   {{"type", "hidden"}, {"name", "form"}, {"value", shared ? live.form_mark() : base::random_id()}})});
}

std::string csrf_of(std::string_view secret) {
    return base::hash_of("csrf:" + std::string(secret)).substr(0, 32);
}

std::pair<std::string, std::string> set_cookie(const Context& context, std::string_view name, std::string_view value,
                                               std::chrono::seconds max_age) {
    std::string line = fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax", name, value);
    if (max_age.count() != 0) line += fmt::format("; Max-Age={}", std::max<std::int64_t>(max_age.count(), 0));
    if (context.https()) line += "; Secure";
    return {"Set-Cookie", line};
}

HttpResponse redirect(const std::string& place) {
    HttpResponse response;
    response.status = 303;
    response.content_type = "text/plain; charset=utf-8";
    response.headers.emplace_back("Location", place);
    return response;
}

HttpResponse html_response(const Html& html, int status) {
    HttpResponse response;
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = document(html);
    return response;
}

}  // namespace web
