#include "base/secrets.h"
#include "office/event_queries.h"
#include "store/settings.h"
#include "web/calendar.h"
#include "web/calendar_panel.h"
#include "web/layout.h"
#include "web/pages.h"

namespace web {
namespace {

constexpr std::string_view secret_setting = "calendar_secret";
constexpr std::size_t calendar_events_max = 500;
constexpr std::string_view ending = ".ics";

}  // namespace

base::Result<Html> calendar_panel(Context& context) {
    TRY(secret, store::setting(context.store, secret_setting));
    TRY(url, context.hub_url());
    const Html form =
        secret.empty()
            ? post_form(context, "/settings/calendar", "inline", {button("", context.t("calendar.make"))})
            : el("details", {{"class", "revoke"}},
                 {el("summary", {}, {context.t("calendar.renew")}), el("p", {}, {context.t("calendar.renew_means")}),
                  post_form(context, "/settings/calendar", "inline",
                            {button("danger", context.t("calendar.renew_button"))})});
    const Html address = secret.empty() ? Html() : el("pre", {}, {url + "/calendar/" + secret + std::string(ending)});
    return panel("", context.t("calendar.title"), {}, {el("p", {}, {context.t("calendar.lead")}), address, form});
}

Answer make_calendar_link(Context& context) {
    TRY_VOID(context.write(
        [&](store::Store& writing) { return store::set_setting(writing, secret_setting, base::random_token()); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("calendar_link"); }));
    return redirect("/settings");
}

Answer calendar_feed(Context& context) {
    std::string secret = context.params.at(0);
    TRY(known, store::setting(context.store, secret_setting));
    const bool is_it = secret.ends_with(ending) && !known.empty() &&
                       base::hash_of(secret.substr(0, secret.size() - ending.size())) == base::hash_of(known);
    if (!is_it) return problem_page(context, 404, "problem.not_found");
    TRY(events, office::newest_events(context.store, calendar_events_max));
    TRY(community, store::setting(context.store, store::community_setting));
    HttpResponse response;
    response.body = calendar_text(community, events, context.now);
    response.content_type = calendar_type;
    return response;
}

}  // namespace web
