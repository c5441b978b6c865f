// Draws pictures before they are shown, in a thread of its own, so that the drawing thread finds every text and stamp
// made and only has to upload it: the picture that is to be shown next at once, those that may come after it when there
// is nothing else to do. What it makes goes to the shelf, what it measures to the memory that both threads share.
// A drawing function runs on that thread: what it refers to has to outlive this object, and not to change.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/canvas.h"
#include "ui/shelf.h"

namespace ui {

class Ahead {
public:
    using Draw = std::function<void(Canvas&)>;

    // `on_ready`: on that thread, when the first moment of what was wanted is made.
    Ahead(const Theme& theme, Shelf& shelf, std::shared_ptr<TextMemory> memory, std::function<void()> on_ready);
    ~Ahead();
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    // Instead of what was wanted before. `moments`: of one picture that moves, the first one first. Ids grow.
    void want(std::uint64_t id, const Layout& layout, std::vector<Draw> moments);
    // Behind all others that may come.
    void want_later(const Layout& layout, std::vector<Draw> moments);
    // Whatever may come after is not needed any more: the layout is another.
    void forget_later();

    // What became ready since the last call: the pictures of one or of all other moments, by their keys.
    struct Ready {
        std::uint64_t id = 0;
        bool is_first = false;  // of the first moment
        std::vector<std::string> keys;
    };
    std::vector<Ready> take_ready();

    // Nothing is wanted that is not made, neither now nor later.
    bool is_idle() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

}  // namespace ui
