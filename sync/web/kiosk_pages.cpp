#include <algorithm>
#include <charconv>

#include "attendance/staff_pin.h"
#include "base/argon2.h"
#include "office/device_name.h"
#include "store/settings.h"
#include "web/kiosk_health.h"
#include "web/layout.h"
#include "web/opened_form.h"
#include "web/pages.h"
#include "web/qr_code.h"
#include "web/stamp_art.h"

namespace web {
namespace {

// What guests' browsers say of a certificate that the hub made itself.
Html guests_see(const Context& context) {
    if (!context.services.served->facts().self_made) return {};
    return panel("", context.t("kiosks.guests_see"), {}, {el("p", {}, {context.t("kiosks.guests_see_means")})});
}

Html code_panel(Context& context, const std::string& address, const std::string& code, WallTime until) {
    const std::string text = address + " " + code;
    const std::string key_pin = context.services.served->facts().key_pin;
    return panel(
        "enrol", context.t("kiosks.code"), context.t("kiosks.code_until", {{"time", context.words->time(until)}}),
        {box("enrol-grid", {qr_code(text, context.t("kiosks.qr", {{"code", code}})),
                            box("", {el("p", {{"class", "code"}}, {code}),
                                     el("p", {}, {context.t("kiosks.address", {{"address", address}})}),
                                     el("p", {{"class", "second"}}, {context.t("kiosks.code_todo")}),
                                     el("pre", {}, {"pettan-kiosk enrol " + address + " " + code}),
                                     key_pin.empty() ? Html()
                                                     : el("p", {{"class", "hint"}},
                                                          {context.t("kiosks.pin", {{"pin", key_pin}})})})})});
}

// A kiosk that was connected a moment ago says so by itself, beside the code that it was connected with.
constexpr std::chrono::minutes just_now{10};
constexpr std::int64_t ask_every_ms = 3000;

// One that was stolen holds the card key: whoever has it is shut out of what comes by a new one.
Html stolen_fold(const Context& context, const store::DeviceRow& device) {
    if (!context.is_organizer()) return {};
    const std::string label = device.revoked ? context.t("kiosks.stolen_key_button")
                                             : context.t("kiosks.stolen_button", {{"name", device.name}});
    return el("details", {{"class", "revoke"}},
              {el("summary", {}, {context.t("kiosks.stolen")}), el("p", {}, {context.t("kiosks.stolen_means")}),
               post_form(context, "/kiosks/" + std::to_string(device.device) + "/stolen", "inline",
                         {button("danger", label)})});
}

Html rename_form(const Context& context, const store::DeviceRow& device, const UnsavedText& unsaved) {
    const OneText text = one_text(context, "name", device.name, "", unsaved);
    return post_form(
        context, "/kiosks/" + std::to_string(device.device) + "/name", "inline",
        {text.above,
         el("input", {{"name", "name"},
                      {"required", ""},
                      {"maxlength", "60"},
                      {"autocomplete", "off"},
                      {"aria-label", context.t("kiosks.name")},
                      {"value", text.value}}),
         button("", context.t("form.save")), text.hint.empty() ? Html() : el("p", {{"class", "hint"}}, {text.hint})});
}

base::Result<Html> device_panels(Context& context) {
    TRY(devices, context.store.devices());
    Html living;
    Html gone;
    for (const store::DeviceRow& d : devices) {
        if (d.revoked) {
            gone.add(el(
                "li", {},
                {Html(d.name),
                 span("second", {context.t("kiosks.revoked_on", {{"day", context.words->day_and_year(*d.revoked)}})}),
                 stolen_fold(context, d)}));
            continue;
        }
        const Html connected = d.enrolled > context.now - just_now && d.contact
                                   ? el("p", {}, {mark("good", context.t("kiosks.connected", {{"name", d.name}}))})
                                   : Html();
        Html facts = el("p", {{"class", "second"}},
                        {context.t("kiosks.facts", {{"version", d.status.version},
                                                    {"day", context.words->day_and_year(d.enrolled)},
                                                    {"n", d.acked_seq}})});
        if (d.forks > 0) facts.add(el("p", {{"class", "note"}}, {context.t("kiosks.forked")}));
        if (d.quarantined > 0)
            facts.add(el("p", {{"class", "note"}}, {context.t("kiosks.quarantined", {{"n", d.quarantined}})}));
        const std::string place = "/kiosks/" + std::to_string(d.device);
        const Html rename = context.is_organizer()
                                ? el("details", {{"class", "revoke"}},
                                     {el("summary", {}, {context.t("kiosks.rename")}), rename_form(context, d, {})})
                                : Html();
        const Html revoke =
            context.is_organizer()
                ? el("details", {{"class", "revoke"}},
                     {el("summary", {}, {context.t("kiosks.revoke")}), el("p", {}, {context.t("kiosks.revoke_means")}),
                      post_form(context, place + "/revoke", "inline",
                                {button("danger", context.t("kiosks.revoke_button", {{"name", d.name}}))})})
                : Html();
        living.add(el("section", {{"class", "panel"}},
                      {connected, kiosk_health(context, d).lines, facts, rename, revoke, stolen_fold(context, d)}));
    }
    if (living.empty())
        living = box("panel empty", {empty_stamp(context, 2), el("p", {}, {context.t("kiosk.none")}),
                                     el("p", {}, {context.t("kiosks.none_todo")})});
    Html all_of_them = all({el("h2", {{"class", "unseen"}}, {context.t("nav.kiosks")}), box("kiosk-grid", {living})});
    if (!gone.empty())
        all_of_them.add(panel("", context.t("kiosks.revoked"), {}, {el("ul", {{"class", "names"}}, {gone})}));
    return all_of_them;
}

std::int64_t device_of(const Context& context) {
    std::int64_t device = 0;
    const std::string& text = context.params.at(0);
    std::from_chars(text.data(), text.data() + text.size(), device);
    return device;
}

base::Result<Html> live_part(Context& context) {
    TRY(devices, device_panels(context));
    const std::string time = context.words->time(context.now);
    return el("div",
              {{"id", "live"},
               {"data-news", "/kiosks/news"},
               {"data-since", ""},
               {"data-every", ask_every_ms},
               {"data-clock", time},
               {"data-as-of", context.t("event.as_of", {{"time", time}})}},
              {devices});
}

// The first PIN of kiosks that have none when they are connected. Only its hash is here: it cannot be shown again.
base::Result<Html> first_pin_panel(Context& context, std::optional<std::string> problem = {}) {
    if (!context.is_organizer()) return Html();
    TRY(kept, store::setting(context.store, store::first_pin_setting));
    const Html field = el("input", {{"name", "pin"},
                                    {"type", "password"},
                                    {"inputmode", "numeric"},
                                    {"pattern", "[0-9]{4,12}"},
                                    {"required", ""},
                                    {"autocomplete", "off"},
                                    {"aria-label", context.t("kiosks.first_pin_field")}});
    const Html set =
        post_form(context, "/kiosks/first-pin", "inline",
                  {el("label", {}, {context.t("kiosks.first_pin_field"), field}), button("", context.t("form.save"))});
    const Html remove = kept.empty() ? Html()
                                     : post_form(context, "/kiosks/first-pin/remove", "inline",
                                                 {button("quiet", context.t("kiosks.first_pin_remove"))});
    return panel(
        "", context.t("kiosks.first_pin"), context.t(kept.empty() ? "kiosks.first_pin_unset" : "kiosks.first_pin_set"),
        {problem ? el("p", {{"class", "problem-line"}, {"role", "alert"}}, {mark("act", context.t(*problem))}) : Html(),
         el("p", {}, {context.t("kiosks.first_pin_means")}), set, remove});
}

Answer show(Context& context, const Html& above, int status = 200, std::optional<std::string> pin_problem = {}) {
    TRY(devices, live_part(context));
    TRY(first_pin, first_pin_panel(context, std::move(pin_problem)));
    const Html actions = context.is_organizer()
                             ? post_form(context, "/kiosks/code", "inline",
                                         {button("primary", all({icon("plus"), context.t("kiosks.new_code")}))})
                             : Html();
    return page(
        context,
        {.title = context.t("nav.kiosks"),
         .subtitle = context.t("kiosks.subtitle"),
         .section = Section::kiosks,
         .actions = actions,
         .body = all({live_state(context), above, devices, box("two-columns", {first_pin, guests_see(context)})}),
         .status = status,
         .focal = {}});
}

}  // namespace

Answer kiosks_page(Context& context) {
    return show(context, {});
}

Answer kiosks_news(Context& context) {
    TRY(live, live_part(context));
    HttpResponse response = html_response({});
    response.body = live.markup();  // a part, not a document
    return response;
}

// Shown in the answer itself, once: the code stands in no address and no history.
Answer make_enrol_code(Context& context) {
    TRY(code, context.write([&](store::Store& writing) { return writing.make_enrol_code(context.now); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("enrol_code"); }));
    TRY(address, context.hub_url());
    return show(context, code_panel(context, address, code.code, code.expires));
}

// What was not saved stands above the kiosks, which renew themselves.
Answer rename_kiosk(Context& context) {
    const std::int64_t number = device_of(context);
    TRY(devices, context.store.devices());
    const auto device = std::ranges::find(devices, number, &store::DeviceRow::device);
    if (device == devices.end()) return base::fail(base::ErrorCode::not_found, "there is no such kiosk");
    const std::string& name = context.form["name"];
    const std::string opened = opened_text(context.form, "name", device->name);
    const auto unsaved = [&](std::optional<std::string> problem) {
        const UnsavedText text{"name", name, std::move(problem)};
        return show(context, panel("", device->name, {}, {rename_form(context, *device, text)}), text.status());
    };
    if (name == opened) return redirect("/kiosks");
    const auto other =
        context.write([&](store::Store& writing) { return office::rename_device(writing, number, opened, name); });
    if (!other && other.error().code == base::ErrorCode::bad_input) return unsaved("kiosks.name_bad");
    if (!other) return base::fail(other.error());
    if (*other) {
        device->name = **other;
        return unsaved(std::nullopt);
    }
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("renamed_device " + std::to_string(number)); }));
    return redirect("/kiosks");
}

Answer set_first_pin(Context& context) {
    const std::string& pin = context.form["pin"];
    if (!attendance::is_pin(pin)) return show(context, {}, 400, "kiosks.first_pin_bad");
    const auto hash = base::argon2::hash(pin);
    if (!hash) return base::fail(base::ErrorCode::busy, "there is no memory to hash the PIN now: try again");
    TRY_VOID(context.write([&](store::Store& writing) {
        return store::set_setting(writing, store::first_pin_setting, attendance::to_text({pin.size(), *hash}));
    }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("first_pin"); }));
    return redirect("/kiosks");
}

Answer remove_first_pin(Context& context) {
    TRY_VOID(
        context.write([](store::Store& writing) { return store::set_setting(writing, store::first_pin_setting, ""); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("first_pin_removed"); }));
    return redirect("/kiosks");
}

Answer revoke_kiosk(Context& context) {
    const std::int64_t device = device_of(context);
    TRY(stays, context.write([&](store::Store& writing) { return writing.revoke(device, context.now); }));
    static_cast<void>(stays);
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("revoke_device " + std::to_string(device)); }));
    return redirect("/kiosks");
}

// Also of one that was disconnected before.
Answer stolen_kiosk(Context& context) {
    const std::int64_t device = device_of(context);
    TRY(number, context.write([&](store::Store& writing) {
        return writing.revoke(device, context.now, store::CardKeyThen::is_replaced);
    }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("revoke_device " + std::to_string(device)); }));
    TRY_VOID(context.act([&](office::Acts& acts) { return acts.note("card_key " + std::to_string(number)); }));
    return redirect("/kiosks");
}

}  // namespace web
