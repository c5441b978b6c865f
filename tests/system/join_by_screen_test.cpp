// A kiosk is taken into a hub from its staff's screens: the answers that its screens offer, the desk on its thread,
// the enrolment and the sync as they are, and the real pettan-hub. Only the window and the reader are not there.
#include <fstream>

#include "client/faulty_server.h"
#include "client/hub_settings.h"
#include "journal/reader.h"
#include "kiosk/desk_thread.h"
#include "kiosk/guest_pages.h"
#include "kiosk/sync_link.h"
#include "testing/catch.h"
#include "testing/hub_process.h"
#include "testing/touch.h"

using testing::eventually;
using namespace std::chrono_literals;
using desk::HubTrouble;
using Step = desk::EnrolState::Step;

namespace {

template <typename T>
T need(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}

const std::string phones_url = "https://hub.example.org";  // how phones reach the hub

// As kiosk::run puts it together.
class Kiosk {
public:
    explicit Kiosk(std::filesystem::path data) : m_data(std::move(data)) {
        desk::DeskOptions options;
        options.hub = [this] {
            return desk::HubFacts{m_journal->setting(std::string(client::url_setting)).value_or(""), "", ""};
        };
        options.own_page_url = [this](const attendance::CardId& card, base::WallTime now) {
            return kiosk::own_page_url(*m_journal, phones_url, card, now);
        };
        desk::DeskEvents events;
        events.decided = [this](const desk::Decided&) { m_sync.wake(); };
        events.store = [](const desk::StoreHealth&) {};
        events.wants_memory = [](const attendance::CardId&) {};
        events.pin = [this](const desk::PinWork& work) {
            m_answers.emplace_back([this, work] { post(desk::PinInput{work.work, false, "hash", ""}); });
        };
        events.enrol = [this](const desk::EnrolOrder& order) { m_sync.enrol(order); };
        events.call_off_enrolment = [this] { m_sync.call_off_enrolment(); };
        m_desk.emplace(*m_journal, m_clock, std::move(options), std::move(events), [] {});
        m_sync.start({m_data, {}, [this](desk::Input input) { return post(std::move(input)); }, {}});
        post(desk::ReaderInput{desk::ReaderInput::State::ok, ""});
    }
    ~Kiosk() {
        m_sync.stop();
        m_answers.clear();
    }
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    bool post(desk::Input input) { return m_desk->post(std::move(input)); }
    desk::SnapshotPtr now() const { return m_desk->newest(); }

    // Touches where the screen offers this.
    void touch(const desk::Answer& answer) {
        INFO("on " << desk::scene_name(now()->scene));
        REQUIRE(testing::offers(*now(), answer));
        const auto before = now()->version;
        post(desk::AnswerInput{answer});
        REQUIRE(eventually([&] { return now()->version > before; }));
    }
    void write(const std::string& text) {
        for (const char c : text)
            touch(desk::PressKey{std::string(1, c)});
    }
    bool shows(const std::string& scene) {
        return eventually([&] { return desk::scene_name(now()->scene) == scene; });
    }
    // Into that hub, by its staff's screens, and back to the guests'.
    void join(const testing::HubProcess& hub) {
        enter_as_staff();
        touch(desk::GoTo{desk::StaffPage::settings});
        touch(desk::OpenHub{});
        touch(desk::BeginEnrolment{});
        REQUIRE(try_to_join("127.0.0.1:" + std::to_string(hub.port()), hub.code()).step == Step::done);
        touch(desk::LeaveStaff{});
        REQUIRE(shows("idle"));
    }
    // No PIN was set: the first visit chooses one.
    void enter_as_staff() {
        REQUIRE(shows("idle"));
        touch(desk::AskStaff{});
        for (int i = 0; i < 8; ++i)
            touch(desk::PinKey{'7'});
        REQUIRE(eventually([&] { return desk::scene_name(now()->scene) == "monitor"; }));
    }
    desk::HubPage page() {
        REQUIRE(shows("hub"));
        return std::get<desk::HubPage>(now()->scene);
    }
    // Fills in the form as it stands and waits for the end.
    desk::EnrolState try_to_join(const std::string& address, const std::string& code) {
        const auto clear = [&](desk::HubPage::Field field, std::size_t index) {
            if (page().draft->field != field) touch(desk::ChooseHubField{field});
            while (!page().draft->texts[index].empty())
                touch(desk::PressKey{std::string(desk::key_backspace)});
        };
        clear(desk::HubPage::Field::url, 0);
        write(address);
        clear(desk::HubPage::Field::code, 1);
        write(code);
        touch(desk::Save{});
        REQUIRE(eventually([&] { return page().enrolling.step >= Step::done; }, 60s));
        return page().enrolling;
    }
    const std::filesystem::path& data() const { return m_data; }
    journal::Reader& reader() {
        if (!m_reader) m_reader = need(journal::Reader::open(m_data));
        return *m_reader;
    }

private:
    std::filesystem::path m_data;
    kiosk::HubClock m_clock{base::system_clock()};
    std::unique_ptr<journal::Journal> m_journal = need(journal::Journal::open({m_data, "", true}, m_clock));
    std::unique_ptr<kiosk::Trace> m_trace = need(kiosk::Trace::open({}));
    std::unique_ptr<journal::Reader> m_reader;
    std::vector<std::jthread> m_answers;  // of the PIN's worker
    kiosk::SyncLink m_sync{m_clock, *m_trace};
    std::optional<kiosk::DeskThread> m_desk;
};

// What a phone gets at the hub: the status, a line feed, and the head and body.
std::string asked_by_phone(const testing::HubProcess& hub, const std::string& path,
                           std::vector<std::string> more = {}) {
    const auto answer = hub.folder() / "answer";
    std::vector<std::string> words{"curl", "-sk", "-i", "-o", answer.string(), "-w", "%{http_code}"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(hub.url() + path);
    const auto done = testing::run_program(std::move(words), hub.folder());
    return done.output + "\n" + testing::slurp(answer);
}

// An event that is open now, and somebody with a card of theirs.
void add_evening(journal::Journal& journal, const attendance::CardId& card, base::WallTime now) {
    std::vector<journal::Addition> additions(3);
    additions[0].entry.kind = attendance::EntryKind::event;
    additions[0].entry.event = attendance::EventId{"e12"};
    additions[0].entry.version = 1;
    additions[0].event = attendance::Event{{"e12"}, 1, "第12回", "", now - 1h, now + 3h};
    additions[1].entry.kind = attendance::EntryKind::person;
    additions[1].entry.person = attendance::PersonId{"p-sakura"};
    additions[1].entry.version = 1;
    additions[1].person = attendance::Person{{"p-sakura"}, 1, "髙橋 さくら", "さくら", "", "ja", false};
    additions[2].entry.kind = attendance::EntryKind::bind;
    additions[2].entry.person = attendance::PersonId{"p-sakura"};
    additions[2].entry.card = card;
    additions[2].entry.version = 1;
    REQUIRE(journal.append(additions));
}

testing::Answered html(int status, const std::string& headers) {
    testing::Answered answered;
    answered.status = status;
    answered.body = "<html>Welcome to our network</html>";
    answered.more_headers = headers;
    return answered;
}

}  // namespace

TEST_CASE("a hub is joined at the staff's screen, what goes wrong before says what it is, and nothing is lost") {
    const testing::HubProcess hub;
    const testing::TempFolder folder(testing::memory_place());
    const testing::FaultyServer page([](const testing::Asked&) { return html(200, "Content-Type: text/html\r\n"); });
    const testing::FaultyServer login(
        [](const testing::Asked&) { return html(302, "Location: http://192.168.0.1/login\r\n"); });
    Kiosk kiosk(folder.path() / "data");
    kiosk.post(desk::TapInput{{}, attendance::CardId{"00112233445566778899aabbccddeeff"}, "type2", true, {}});
    kiosk.enter_as_staff();
    kiosk.touch(desk::GoTo{desk::StaffPage::settings});
    kiosk.touch(desk::OpenHub{});
    kiosk.touch(desk::BeginEnrolment{});

    CHECK(kiosk.try_to_join("http://", "ABCD").trouble == HubTrouble::address);
    CHECK(kiosk.try_to_join("http://127.0.0.1:1", "ABCD").trouble == HubTrouble::unreachable);
    CHECK(kiosk.try_to_join(page.url(), "ABCD").trouble == HubTrouble::foreign);
    CHECK(kiosk.try_to_join(login.url(), "ABCD").trouble == HubTrouble::log_in);
    const auto wrong = kiosk.try_to_join("127.0.0.1:" + std::to_string(hub.port()), "WRNG-CODE");
    CHECK(wrong.trouble == HubTrouble::code);
    CHECK_FALSE(wrong.detail.empty());
    CHECK_FALSE(need(client::read_hub(kiosk.reader())));

    const auto joined = kiosk.try_to_join("127.0.0.1:" + std::to_string(hub.port()), hub.code());
    INFO(joined.detail);
    REQUIRE(joined.step == Step::done);
    CHECK_FALSE(joined.forgets_cards);  // the first kiosk's key is the hub's
    CHECK(kiosk.page().url == hub.url());
    CHECK(kiosk.page().device == 2);
    REQUIRE(eventually([&] { return kiosk.now()->status.sync.health == desk::Health::ok; }));
    REQUIRE(eventually([&] { return hub.entries()[2] == testing::entries_of(kiosk.data()); }));

    // And a hub that forgets this kiosk is said on the same screens.
    REQUIRE(hub.command({"device", "revoke", "2"}).status == 0);
    kiosk.post(desk::TapInput{{}, attendance::CardId{"ffeeddccbbaa99887766554433221100"}, "type2", true, {}});
    REQUIRE(eventually([&] { return kiosk.now()->status.hub_trouble == HubTrouble::revoked; }));
    CHECK(kiosk.now()->status.sync.health == desk::Health::trouble);
    kiosk.touch(desk::BeginEnrolment{});
    REQUIRE(kiosk.try_to_join("127.0.0.1:" + std::to_string(hub.port()), hub.code()).step == Step::done);
    CHECK(kiosk.page().device == 2);  // it keeps its number
    REQUIRE(eventually([&] { return hub.entries()[2] == testing::entries_of(kiosk.data()); }));
}

TEST_CASE("an attempt that nobody answers is called off by a touch, and does not hold up the kiosk's end") {
    const testing::TempFolder folder(testing::memory_place());
    const testing::FaultyServer silent([](const testing::Asked&) {
        testing::Answered nothing;
        nothing.says_nothing = true;
        return nothing;
    });
    const auto begin = std::chrono::steady_clock::now();
    {
        Kiosk kiosk(folder.path() / "data");
        kiosk.enter_as_staff();
        kiosk.touch(desk::GoTo{desk::StaffPage::settings});
        kiosk.touch(desk::OpenHub{});
        kiosk.touch(desk::BeginEnrolment{});
        kiosk.write(silent.url());
        kiosk.touch(desk::ChooseHubField{desk::HubPage::Field::code});
        kiosk.write("ABCD");
        kiosk.touch(desk::Save{});
        CHECK(kiosk.page().enrolling.step == Step::greeting);
        kiosk.touch(desk::Back{});
        CHECK(kiosk.page().enrolling.step == Step::idle);
        kiosk.touch(desk::Save{});
        CHECK(kiosk.page().enrolling.step == Step::greeting);
    }
    // The server would have been waited for longer than this, twice.
    CHECK(std::chrono::steady_clock::now() - begin < 15s);
}

TEST_CASE("a guest takes their own page home: a tap, a touch of the screen, and what the phone scans") {
    const testing::HubProcess hub;
    const testing::TempFolder folder(testing::memory_place());
    const attendance::CardId card{"00112233445566778899aabbccddeeff"};
    Kiosk kiosk(folder.path() / "data");
    kiosk.post(desk::JournalInput{
        [&](journal::Journal& journal) { add_evening(journal, card, base::system_clock()->read().wall); }});
    const auto tap = [&] { kiosk.post(desk::TapInput{base::monotonic_now(), card, "type2", true, {}}); };
    tap();
    REQUIRE(kiosk.shows("welcome"));
    // Without a hub there is no page.
    CHECK_FALSE(std::get<desk::Welcome>(kiosk.now()->scene).guest.may_open_page);
    kiosk.post(desk::AnswerInput{desk::Dismiss{}});
    kiosk.join(hub);
    tap();
    REQUIRE(kiosk.shows("repeat"));
    kiosk.touch(desk::OpenOwnPage{desk::scene_seq(kiosk.now()->scene)});
    REQUIRE(kiosk.shows("own_page"));
    const std::string url = std::get<desk::OwnPage>(kiosk.now()->scene).url;
    REQUIRE(url.starts_with(phones_url + "/own/"));
    const std::string path = url.substr(phones_url.size());
    // The phone may be quicker than the sync: then the page asks for a minute.
    REQUIRE(eventually([&] { return asked_by_phone(hub, path).starts_with("200\n"); }));
    const std::string form = asked_by_phone(hub, path);
    CHECK(form.find("さくら") == std::string::npos);
    const std::string csrf = testing::word_after(form, "name=\"csrf\" value=\"");
    const std::vector<std::string> sent{"-d", "csrf=" + csrf.substr(0, csrf.find('"'))};
    const std::string opened = asked_by_phone(hub, path, sent);
    REQUIRE(opened.starts_with("303\n"));
    const std::string place = opened.substr(opened.find("/me/"), 4 + 43);
    CHECK_THAT(asked_by_phone(hub, place), contains("さくら"));
    CHECK_THAT(asked_by_phone(hub, place), contains(place + "/erase"));
    CHECK(asked_by_phone(hub, path, sent).starts_with("410\n"));
}
