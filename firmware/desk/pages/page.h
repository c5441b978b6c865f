// What all staff pages have. A page holds what its screen shows (its scene) and what the screen does not (half an
// answer, a wait). It says what makes it anew (`refresh`) and where Back leads (`back`); the rest may stay as it is
// here. It takes a touch by an overload of `touch` for that answer; an answer that it does not take does nothing there.
//
// Promise: what a page changes in m_shown is published when the input is done (Staff). A page that another one follows
// (Staff::open) or that was left (Staff::leave) must not rely on m_shown any more.
#pragma once

#include <chrono>
#include <string>

#include "desk/desk_core.h"

namespace desk {
class Staff;
}

namespace desk::pages {

// What a page works on.
struct Surroundings {
    DeskCore& desk;
    Staff& staff;
};

template <typename SceneShown>
class Page {
public:
    using Shown = SceneShown;
    std::chrono::seconds lasts() const { return std::chrono::seconds(60); }  // after the last touch

    explicit Page(const Surroundings& surroundings) : m_desk(surroundings.desk), m_staff(surroundings.staff) {}
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    const Shown& shown() const { return m_shown; }

    void save() {}
    void key(const PressKey&) {}
    void open_keyboard(Keyboard) {}
    void close_keyboard() {}
    void tick() {}                   // before each refresh that comes by time
    void drop() {}                   // staff chose another page from the menu: what was begun here is not gone on with
    void forget() { m_shown = {}; }  // the session is over

protected:
    ~Page() = default;

    DeskCore& m_desk;
    Staff& m_staff;
    Shown m_shown;
};

inline bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \xE3\x80\x80") == std::string::npos;
}

}  // namespace desk::pages
