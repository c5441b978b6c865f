// The staff's screens: who may see them, which page is open, and where a touch on it goes. Part of the desk, on its
// thread; of the desk it knows DeskCore. What a page shows and does is in pages/NAME.cpp; here is what they share:
//   staff_mode.cpp  the session: its beginning and end, dispatch
//   staff_acts.cpp  entries in the name of who is here, and acts that several pages offer
#pragma once

#include <set>

#include "desk/desk_core.h"
#include "desk/pages/pages.h"
#include "desk/people_search.h"
#include "journal/card_acts.h"

namespace desk {

class Staff {
public:
    explicit Staff(DeskCore& desk);
    Staff(const Staff&) = delete;
    Staff& operator=(const Staff&) = delete;

    // --- What the desk tells ---------------------------------------------------------------------------------------

    bool is_open() const { return m_open.index() != 0; }  // one of the staff's screens is shown
    bool takes_card(const TapInput& tap);  // true: the tap was for staff, nothing else is to be done with it
    void refresh();                        // something changed: the page is made anew
    void left();                           // the screen went back to the attendees
    void tick();
    bool act_failed() const { return m_act_failed; }
    PeopleSearch& people() { return m_people; }
    const PeopleSearch& people() const { return m_people; }

    // A guest was stamped by staff: while their welcome is shown, the page waits. Dismiss and the next tap end that.
    bool is_guest_shown() const;
    void show_guest(std::chrono::milliseconds lasting);
    void end_guest();
    void tapped();  // a guest's card: the page shows it, whatever was shown

    void ask();
    void on(const PinInput& pin);
    void on(const TargetsInput& targets);
    void on(const ExportInput& exporting);
    void on(const PowerInput& power);
    void on(const EnrolInput& enrolling);
    void take(const StaffAnswer& answer);
    // False: no staff screen is open.
    bool take(const PressKey& key);
    bool take(const OpenKeyboard& answer);
    bool take(const CloseKeyboard& answer);

    // --- What pages ask for ----------------------------------------------------------------------------------------

    // The page is shown once the input is done. False: it has nothing to show (its person is erased, say), and the
    // present page stays.
    template <typename Page, typename... What>
    bool open(What&&... what) {
        Page& page = m_pages.get<Page>();
        if (!page.open(std::forward<What>(what)...)) return false;
        m_open = &page;
        m_is_new = true;
        return true;
    }
    void let_in(std::string by);  // a staff card, or "pin"
    void leave();
    void stay();  // the session lasts on from now

    // An entry of the one who is here.
    journal::Addition act(attendance::EntryKind kind) const;
    // What was touched fails where these do (act_failed).
    std::optional<std::int64_t> record(std::span<const journal::Addition> additions);
    bool keep(const std::string& setting, const std::string& value);
    bool note(std::string detail);  // an entry of kind staff

    bool is_staff_card(const attendance::CardId& card) const { return m_cards.contains(card); }
    bool mark_staff(const attendance::CardId& card, bool staff);
    bool set_pin(const KeptPin& pin);

    // The guest list of the present evening, by reading; without an event, the lists since the last one.
    const std::vector<attendance::PersonId>& tonights_list();

    // Both can be undone for ten seconds.
    bool give_card(const attendance::CardId& card, const attendance::PersonId& person);
    bool take_card_off(const attendance::CardId& card, journal::Mistake mistake);
    std::optional<CardDone> card_done(const attendance::PersonId& person) const;  // with a card of theirs
    void undo_card();
    bool stamp_by_hand(const attendance::PersonId& person);
    void void_stamp(std::int64_t seq);
    struct Undo {
        std::int64_t voided = 0;  // the entry that voids
        MonotonicTime until{};
    };
    std::optional<Undo> undo() const;  // while it can be undone

private:
    template <typename Page>
    bool shows() const {
        return std::holds_alternative<Page*>(m_open);
    }
    // Of the page that is shown, if one is.
    template <typename Act>
    void with_page(Act act) {
        const auto on_page = [&]<typename Shown>(Shown shown) {
            if constexpr (!std::is_same_v<Shown, std::monostate>) act(*shown);
        };
        std::visit(on_page, m_open);
    }
    void publish();  // at the end of each input
    void carry_over(const TapInput& tap);

    void handle(const GoTo& answer);
    void handle(const LeaveStaff& answer);
    void handle(const Back& answer);
    void handle(const Save& answer);
    void handle(const UndoVoid& answer);
    template <typename Other>
    void handle(const Other& answer);  // opens a page, or is the shown page's

    DeskCore& m_desk;
    std::string m_by;
    bool m_act_failed = false;
    std::set<attendance::CardId> m_cards;
    PeopleSearch m_people;
    std::optional<Undo> m_undo;
    struct CardUndo {
        attendance::CardId card;
        attendance::PersonId person;                 // of whose page it was done
        std::optional<attendance::PersonId> before;  // whose it was
        bool was_staff = false;                      // it opened these screens
        CardDone done;
    };
    std::optional<CardUndo> m_card_undo;
    std::optional<MonotonicTime> m_guest_until;
    // Read from all entries, so only once for each evening; lists are imported while the kiosk does not run.
    struct GuestList {
        std::optional<attendance::EventId> event;
        std::vector<attendance::PersonId> people;
    };
    std::optional<GuestList> m_list;

    pages::Pages m_pages;
    pages::Pages::Open m_open;
    bool m_is_new = false;  // it was opened by this input
    MonotonicTime m_refreshed_at{};
};

}  // namespace desk
