#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "desk/staff_cards.h"
#include "kiosk/commands/commands.h"
#include "kiosk/commands/store.h"
#include "kiosk/output.h"
#include "kiosk/pin.h"

namespace kiosk {
namespace {

// Keys are not shown while it lives.
class NoEcho {
public:
    NoEcho() {
        if (::tcgetattr(STDIN_FILENO, &m_before) != 0) return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~NoEcho() {
        if (m_changed) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios m_before{};
    bool m_changed = false;
};

base::Result<std::string> read_line() {
    std::string line;
    if (std::getline(std::cin, line)) {
        if (line.ends_with('\r')) line.pop_back();
        return line;
    }
    return base::fail(base::ErrorCode::bad_input, "no PIN was given; type one, or give it as a line of standard input");
}

base::Result<std::string> ask(const char* what) {
    const NoEcho silent;
    fmt::print(stderr, "{}: ", what);
    auto line = read_line();
    fmt::print(stderr, "\n");
    return line;
}

// Twice at a terminal, since nothing is shown; once from a pipe.
base::Result<std::string> read_pin() {
    if (::isatty(STDIN_FILENO) == 0) return read_line();
    TRY(pin, ask("New PIN (4 to 12 digits)"));
    TRY(again, ask("The same again"));
    if (pin != again)
        return base::fail(base::ErrorCode::bad_input, "the two are not the same; nothing was changed, try again");
    return pin;
}

}  // namespace

base::Result<void> pin_set(const Folder& data, const PinSet&) {
    TRY(journal, open_journal(data));
    TRY(pin, read_pin());
    if (!attendance::is_pin(pin))
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("a PIN has {} to {} digits and nothing else; nothing was changed",
                                      attendance::pin_digits_min, attendance::pin_digits_max));
    TRY(hash, hash_pin(pin));
    journal::Addition addition{command_entry(attendance::EntryKind::staff), {}, {}};
    addition.entry.detail = "pin_set";
    TRY_VOID(journal->append(addition));
    TRY_VOID(journal->set_setting(desk::staff_pin_setting, attendance::to_text(attendance::KeptPin{pin.size(), hash})));
    TRY_VOID(journal->set_setting(desk::staff_pin_tries_setting, "0"));
    return print("the staff's PIN is set\n");
}

}  // namespace kiosk
