#include "web/first_steps.h"

#include <algorithm>

#include "attendance/kind_sql.h"
#include "office/event_queries.h"
#include "store/settings.h"
#include "store/transaction.h"
#include "web/layout.h"

namespace web {
namespace {

base::Result<bool> is_there(Context& context, std::string_view sql) {
    TRY(transaction, sql::Transaction::begin(context.store.database(), sql::Access::read));
    bool there = false;
    TRY_VOID(context.store.database().run(sql, {}, [&](const sql::RowView&) { there = true; }));
    return there;
}

Html step(const Context& context, std::string_view key, bool done, const std::string& place) {
    const std::string word = context.t("first_steps." + std::string(key));
    return el("li", {{"class", done ? "done" : ""}},
              {done ? mark("good", word) : mark("stale", word),
               done ? Html() : link("button", place, {context.t("first_steps." + std::string(key) + "_do")})});
}

}  // namespace

base::Result<Html> first_steps(Context& context) {
    using attendance::operator""_sql;
    if (!context.is_organizer()) return Html();
    TRY(event, is_there(context, "SELECT 1 FROM event LIMIT 1"));
    TRY(devices, context.store.devices());
    const bool kiosk = std::ranges::any_of(devices, [](const store::DeviceRow& d) { return !d.revoked; });
    TRY(tap, is_there(context, "SELECT 1 FROM entry WHERE device > 1 AND kind = #stamp LIMIT 1"_sql));
    if (event && kiosk && tap) return Html();
    TRY(name, store::setting(context.store, store::community_setting));
    TRY(list, is_there(context, "SELECT 1 FROM guest LIMIT 1"));
    return panel("first-steps", context.t("first_steps.title"), {},
                 {el("ol", {{"class", "steps-list"}},
                     {step(context, "name", !name.empty(), "/settings"), step(context, "event", event, "/events/new"),
                      step(context, "list", list, "/import"), step(context, "kiosk", kiosk, "/kiosks"),
                      step(context, "tap", tap, "/kiosks")})});
}

}  // namespace web
