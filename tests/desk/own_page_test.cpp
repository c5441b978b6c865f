#include "desk/desk_fixture.h"

using testing::DeskFixture;
using namespace std::chrono_literals;

namespace {

// A desk whose hub has pages for people; the address tells what it was made for.
struct PageDesk : DeskFixture {
    bool has_hub = true;

    PageDesk() {
        configure = [this](desk::DeskOptions& options) {
            options.own_page_url = [this](const attendance::CardId& card, base::WallTime now) {
                return has_hub ? card.value + "@" + std::to_string(now.time_since_epoch().count()) : std::string();
            };
        };
        add_person("p1", "髙橋 さくら", "c");
        add_person("p2", "山﨑 しょう", "d");
    }
    void ask(std::int64_t seq) { desk->handle(desk::AnswerInput{desk::OpenOwnPage{seq}}); }
    std::string of_now(const std::string& card) const {
        return card + "@" + std::to_string(clock.now.wall.time_since_epoch().count());
    }
};

}  // namespace

TEST_CASE_METHOD(PageDesk,
                 "whoever tapped their own card gets their page for a minute, at the first tap and at the next") {
    open_evening();
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.may_open_page);
    pass(2s);
    const auto before = journal->last_seq();
    ask(shown<desk::Welcome>()->seq);
    REQUIRE(shown<desk::OwnPage>());
    CHECK(shown<desk::OwnPage>()->url == of_now("c"));  // good from when it was asked for, not from the tap
    CHECK(journal->last_seq() == before);
    pass(59s);
    CHECK(scene() == "own_page");
    pass(1s);
    CHECK(scene() == "idle");
    tap("c");
    REQUIRE(shown<desk::AlreadyStamped>());
    CHECK(shown<desk::AlreadyStamped>()->guest.may_open_page);
    ask(shown<desk::AlreadyStamped>()->seq);
    CHECK(scene() == "own_page");
    desk->handle(desk::AnswerInput{desk::Dismiss{}});
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(PageDesk, "the next guest's tap takes somebody's page off the screen") {
    open_evening();
    tap("c");
    ask(shown<desk::Welcome>()->seq);
    tap("d");
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.shown_name == "山﨑");
    ask(shown<desk::Welcome>()->seq);
    CHECK(shown<desk::OwnPage>()->url == of_now("d"));
}

TEST_CASE_METHOD(PageDesk, "a touch that was meant for the guest before opens nobody's page") {
    open_evening();
    tap("c");
    const auto seq = shown<desk::Welcome>()->seq;
    tap("d");
    ask(seq);
    CHECK(scene() == "welcome");
    pass(30s);
    ask(seq);
    CHECK(scene() == "idle");
}

TEST_CASE_METHOD(PageDesk, "a card of nobody, a kiosk without a hub and a clock that nobody believes offer no page") {
    open_evening();
    tap("unknown");
    ask(shown<desk::NewCard>()->seq);
    CHECK(scene() == "new_card");
    has_hub = false;
    tap("c");
    CHECK_FALSE(shown<desk::Welcome>()->guest.may_open_page);
    ask(shown<desk::Welcome>()->seq);
    CHECK(scene() == "welcome");
    has_hub = true;
    clock.now.quality = base::ClockQuality::unknown;
    tap("d");
    CHECK_FALSE(shown<desk::Welcome>()->guest.may_open_page);
    clock.now.quality = base::ClockQuality::restored;
    tap("d");
    CHECK(shown<desk::AlreadyStamped>()->guest.may_open_page);
    // Lost while it was offered.
    clock.now.quality = base::ClockQuality::unknown;
    ask(shown<desk::AlreadyStamped>()->seq);
    CHECK(scene() == "repeat");
}

TEST_CASE_METHOD(
    PageDesk, "whoever just gave a nickname here may open their page, and nobody does while somebody waits to type") {
    open_evening();
    tap("new");
    desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
    desk->handle(desk::AnswerInput{desk::PressKey{"な"}});
    tap("c");
    REQUIRE(shown<desk::Welcome>());
    CHECK_FALSE(shown<desk::Welcome>()->guest.may_open_page);
    pass(10s);
    REQUIRE(shown<desk::NewCard>());
    desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
    REQUIRE(shown<desk::Welcome>());
    CHECK(shown<desk::Welcome>()->guest.may_open_page);
    ask(shown<desk::Welcome>()->seq);
    REQUIRE(shown<desk::OwnPage>());
    CHECK(shown<desk::OwnPage>()->url == of_now("new"));
}
