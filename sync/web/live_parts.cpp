#include "web/live_parts.h"

#include <algorithm>

#include "base/random_id.h"

namespace web {

LiveParts::LiveParts() : m_csrf_mark("csrf" + base::random_id()), m_form_mark("form" + base::random_id()) {}

std::shared_ptr<LiveParts::Part> LiveParts::part(const std::string& what, std::chrono::steady_clock::time_point now) {
    const std::lock_guard lock(m_mutex);
    if (!m_parts.contains(what) && m_parts.size() >= parts_max)
        m_parts.erase(std::ranges::min_element(m_parts, {}, [](const auto& entry) { return entry.second.first; }));
    auto& [asked, part] = m_parts[what];
    asked = now;
    if (!part) part = std::make_shared<Part>();
    return part;
}

base::Result<LiveParts::Shared> LiveParts::get(const std::string& what, const store::Position& at,
                                               std::chrono::steady_clock::time_point now, const Render& render) {
    const std::shared_ptr<Part> held = part(what, now);
    const std::lock_guard lock(held->mutex);
    const bool newer = held->at.generation == at.generation && held->at.change >= at.change;
    if (held->html && newer && now - held->made < fresh_for) return held->html;
    TRY(html, render());
    held->html = std::make_shared<const Html>(std::move(html));
    held->at = at;
    held->made = now;
    return held->html;
}

Html LiveParts::filled(const Html& html, const std::string& csrf) const {
    const std::string& shared = html.m_markup;
    const std::string form = base::random_id().substr(0, 24);
    Html filled;
    std::string& part = filled.m_markup;
    part.reserve(shared.size());
    std::size_t number = 0;
    for (std::size_t at = 0; at < shared.size();) {
        const std::size_t next = std::min(shared.find(m_csrf_mark, at), shared.find(m_form_mark, at));
        part.append(shared, at, next == std::string::npos ? next : next - at);
        if (next == std::string::npos) break;
        const bool is_csrf = shared.compare(next, m_csrf_mark.size(), m_csrf_mark) == 0;
        part += is_csrf ? csrf : form + "-" + std::to_string(++number);
        at = next + (is_csrf ? m_csrf_mark : m_form_mark).size();
    }
    return filled;
}

}  // namespace web
