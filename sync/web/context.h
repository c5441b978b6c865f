// One request on its way to a page: what was asked, by whom, and what the page may use to answer.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "http/http.h"
#include "http/spool.h"
#include "office/acts.h"
#include "office/season_queries.h"
#include "office/sessions.h"
#include "store/commit_bell.h"
#include "store/store.h"
#include "web/directory.h"
#include "web/form.h"
#include "web/html.h"
#include "web/live_parts.h"
#include "web/per_minute.h"
#include "web/site.h"
#include "web/stamp_set.h"
#include "web/words.h"

namespace web {

using attendance::WallTime;
using http::HttpRequest;
using http::HttpResponse;
using Answer = base::Result<HttpResponse>;

// What all requests share. Thread-safe as marked.
struct Services {
    Services(const base::Clock& c, const SiteOptions& o)
        : clock(c), secure(o.secure), served(o.served), bell(o.bell), callers(o.callers) {}
    const base::Clock& clock;
    const bool secure;  // all requests come under TLS
    const std::shared_ptr<http::ServedKey> served;
    const std::shared_ptr<store::CommitBell> bell;
    const std::shared_ptr<http::Callers> callers;

    std::mutex writing;  // guards `writer`
    std::unique_ptr<store::Store> writer;
    Directory directory;
    office::KeptSeasonPicture season_picture;
    PerMinute list_queries{60, 6000};  // of one card, on a phone
    LiveParts live;
    StampSet stamps;
};

class Context {
public:
    Context(const HttpRequest& r, store::Store& s, Services& v);

    const HttpRequest& request;
    store::Store& store;  // reads only
    Services& services;
    const Words* words;
    WallTime now;
    std::optional<office::Account> account;
    std::vector<std::string> params;  // what stood in the place of the pattern's ":"
    Form form;
    std::string csrf;     // what forms of this visitor carry
    bool shared = false;  // what is being rendered is for many visitors (live_parts.h)
    // Set by a page whose answer has no end in sight: makes the body after the head was sent, on the same thread.
    std::function<base::Result<void>(http::Spool&)> body;
    // A page that sets this is asked again after so long, with `waited`, and its answer then counts.
    std::optional<std::chrono::milliseconds> wait;
    bool waited = false;

    std::string t(std::string_view key, Words::Arguments arguments = {}) const { return words->text(key, arguments); }
    bool is_organizer() const { return account && account->role == office::AccountRole::organizer; }
    std::string by() const { return account ? "user:" + account->name : "self"; }
    // As the visitor's browser sees it: cookies are Secure, addresses begin with https.
    bool https() const { return services.secure || request.https; }
    // What the hub calls itself, "https://hub.example.org": its public address, else as the visitor reached it.
    base::Result<std::string> hub_url() const;
    // "" where the query has none.
    std::string query(const std::string& name) const;

    // `act(writing store)`, one at a time.
    template <typename Act>
    auto write(Act act) {
        const std::lock_guard lock(services.writing);
        auto done = act(*services.writer);
        services.bell->ring();
        return done;
    }
    // `act(Acts&)` in the name of the account.
    template <typename Act>
    auto act(Act act) {
        return write([&](store::Store& writing) {
            office::Acts acts(writing, services.clock, by());
            return act(acts);
        });
    }

    // The hidden fields that every form has: the visitor's token, and an id that can be spent once.
    Html form_fields() const;
};

inline constexpr std::string_view session_cookie = "pettan";
inline constexpr std::string_view visitor_cookie = "pettan_visitor";
inline constexpr std::string_view browser_cookie = "pettan_browser";  // one in which somebody was signed in
inline constexpr std::string_view language_cookie = "pettan_lang";
inline constexpr std::string_view zone_cookie = "pettan_zone";  // of the browser; written by the script

// By the visitor's choice, else by what their browser asks for.
const Words& words_for(const HttpRequest& request);

std::string csrf_of(std::string_view secret);
// A Set-Cookie header: HttpOnly, SameSite=Lax, Secure under TLS. Ends with the browser where max_age is 0; negative
// deletes it.
std::pair<std::string, std::string> set_cookie(const Context& context, std::string_view name, std::string_view value,
                                               std::chrono::seconds max_age);

HttpResponse redirect(const std::string& place);
HttpResponse html_response(const Html& html, int status = 200);

}  // namespace web
