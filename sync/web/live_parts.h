// Parts of pages that many browsers watch: rendered once for each change, whoever asks. What belongs to one visitor
// (the tokens in its forms) is filled in afterwards. Thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "store/store.h"
#include "web/html.h"

namespace web {

class LiveParts {
public:
    using Shared = std::shared_ptr<const Html>;
    using Render = std::function<base::Result<Html>()>;

    LiveParts();

    // `what` names the part with all that it depends on but the store's content. It is rendered anew where something
    // was committed since, and after some seconds: a part shows how long ago things were. Whoever asks for a part that
    // is being rendered waits for it.
    base::Result<Shared> get(const std::string& what, const store::Position& at,
                             std::chrono::steady_clock::time_point now, const Render& render);

    // What a shared part's forms carry in place of a visitor's token and of an id that can be spent once.
    const std::string& csrf_mark() const { return m_csrf_mark; }
    const std::string& form_mark() const { return m_form_mark; }
    // The part for one visitor.
    Html filled(const Html& shared, const std::string& csrf) const;

    static constexpr std::size_t parts_max = 32;
    static constexpr std::chrono::seconds fresh_for{5};

private:
    struct Part {
        std::mutex mutex;  // guards what follows; held while it is rendered
        store::Position at{-1, -1};
        std::chrono::steady_clock::time_point made;
        Shared html;
    };
    std::shared_ptr<Part> part(const std::string& what, std::chrono::steady_clock::time_point now);

    // Nobody outside can write them into a page: they are drawn at the start.
    const std::string m_csrf_mark;
    const std::string m_form_mark;
    std::mutex m_mutex;  // guards m_parts
    std::map<std::string, std::pair<std::chrono::steady_clock::time_point, std::shared_ptr<Part>>> m_parts;
};

}  // namespace web
