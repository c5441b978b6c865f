// Many strangers at once, of ten kinds, beside kiosks and an organizer who come from the strangers' own address: nobody
// who is known is refused, nobody is locked out, and the hub stays small. Loopback only.
#include <fcntl.h>

#include <atomic>
#include <fstream>

#include "../hub/running_hub.h"
#include "../web/browser.h"
#include "base/secrets.h"
#include "web/context.h"
#include "wire/gzip.h"

using testing::Browser;
using testing::HttpClient;
using testing::HubProcess;
using testing::Kiosk;

namespace {

constexpr int strangers = 2000;
constexpr int kiosks = 20;
constexpr int batches = 30;
constexpr std::int64_t memory_kb_max = 256 * 1024;
const std::string venue = "127.0.0.2";  // where kiosks, the organizer and every fourth stranger are

// As a browser's form, with the token that a visitor makes for themselves.
std::string guess_of_a_password(int i) {
    const std::string visitor = "stranger" + std::to_string(i);
    const std::string body = "csrf=" + web::csrf_of(visitor) + "&name=sachi&password=guess" + std::to_string(i);
    return "POST /sign-in HTTP/1.1\r\nHost: h\r\nCookie: pettan_visitor=" + visitor +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

std::string post(const std::string& path, const std::string& headers, const std::string& body, std::size_t claimed) {
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "Content-Length: " + std::to_string(claimed) +
           "\r\n\r\n" + body;
}

// One connection of a stranger, begun again whenever the hub ends it.
class Stranger {
public:
    Stranger(int number, int port, const std::string& bomb) : m_number(number), m_port(port), m_bomb(bomb) { open(); }
    ~Stranger() { ::close(m_fd); }
    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;

    void turn() {
        char buffer[4096];
        if (m_kind != Kind::slow_reader) {
            const ssize_t n = ::recv(m_fd, buffer, sizeof buffer, MSG_DONTWAIT);
            if (n == 0 || (n < 0 && errno != EAGAIN && errno != ENOTCONN)) return open();
        }
        if (m_kind == Kind::dripping_head) say("X-Drip: 1\r\n");
        if (m_kind == Kind::claiming || m_kind == Kind::slow_body) say(" ");
        const bool asks_again = m_kind == Kind::bombing || m_kind == Kind::guessing_password ||
                                m_kind == Kind::guessing_code || m_kind == Kind::redirecting;
        if (asks_again) begin();
    }

private:
    enum class Kind {
        idle,
        dripping_head,
        claiming,
        slow_body,
        bombing,
        guessing_password,
        guessing_code,
        redirecting,
        half_closed,
        slow_reader
    };

    void open() {
        if (m_fd >= 0) ::close(m_fd);
        m_kind = static_cast<Kind>(m_number % 10);
        m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + static_cast<unsigned>(m_number / 10 % 4));
        ::bind(m_fd, reinterpret_cast<const sockaddr*>(&from), sizeof from);
        const int small = 4096;
        if (m_kind == Kind::slow_reader) ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(m_port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(m_fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
        m_begun = false;
        begin();
    }
    // Not before it is connected: said again at the next turn.
    void begin() {
        const bool once = m_kind != Kind::bombing && m_kind != Kind::guessing_password &&
                          m_kind != Kind::guessing_code && m_kind != Kind::redirecting;
        if (once && m_begun) return;
        m_begun = say(first_words());
        if (m_kind == Kind::half_closed && m_begun) ::shutdown(m_fd, SHUT_WR);
    }
    std::string first_words() {
        const std::string token = "Authorization: Bearer stranger" + std::to_string(++m_said) + "\r\n";
        switch (m_kind) {
            case Kind::idle:
                return "";
            case Kind::dripping_head:
                return "GET /v1/hello HTTP/1.1\r\n";
            case Kind::claiming:
                return post("/import", "", "", 8 * 1024 * 1024);
            case Kind::slow_body:
                return post("/v1/entries", token, std::string(3000, ' '), 60'000);
            case Kind::bombing:
                return post("/v1/entries", token + "Content-Encoding: gzip\r\n", m_bomb, m_bomb.size());
            case Kind::guessing_password:
                return guess_of_a_password(m_number);
            case Kind::guessing_code:
                return post("/v1/enrol", "", R"({"code":"AAAA-AAAA"})", 20);
            case Kind::redirecting:
                return "GET /sign-in?to=/%09/evil.example/ HTTP/1.1\r\nHost: h\r\n\r\n";
            case Kind::half_closed:
                return "GET /sign-in HTTP/1.1\r\nHost: h\r\n\r\n";
            case Kind::slow_reader:
                return "GET /static/site.css HTTP/1.1\r\nHost: h\r\n\r\n";
        }
        return "";
    }
    bool say(const std::string& words) {
        if (words.empty()) return true;
        return ::send(m_fd, words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
               static_cast<ssize_t>(words.size());
    }

    const int m_number;
    const int m_port;
    const std::string& m_bomb;
    Kind m_kind = Kind::idle;
    int m_fd = -1;
    int m_said = 0;
    bool m_begun = false;
};

std::int64_t peak_kb(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
    return -1;
}

}  // namespace

TEST_CASE("beside 2,000 strangers of ten kinds no kiosk and nobody who is signed in is refused or locked out") {
    const testing::TempFolder folder;
    HubProcess hub({"--data", folder.path() / "data"});
    const std::string password = hub.command("user add sachi --role organizer");
    std::vector<Kiosk> enrolled;
    for (int i = 0; i < kiosks; ++i)
        enrolled.push_back(hub.enrol());
    Browser organizer(hub.url());
    organizer.from = venue;
    REQUIRE(organizer.sign_in("sachi", password).status == 303);

    std::string nothing = "[";
    for (int i = 0; i < 100'000; ++i)
        nothing += "[],";
    const std::string bomb = wire::gzip(nothing + "[]]");
    std::atomic<bool> over = false;
    std::atomic<int> begun = 0;
    std::vector<std::thread> attackers;
    for (int part = 0; part < 2; ++part)
        attackers.emplace_back([&, part] {
            std::vector<std::unique_ptr<Stranger>> crowd;
            for (int i = part; i < strangers && !over; i += 2) {
                crowd.push_back(std::make_unique<Stranger>(i, hub.port(), bomb));
                ++begun;
            }
            while (!over) {
                for (const auto& stranger : crowd)
                    stranger->turn();
                std::this_thread::sleep_for(std::chrono::milliseconds(200));
            }
        });
    testing::eventually([&] { return begun == strangers; });

    std::atomic<int> refused = 0;
    std::vector<std::thread> doors;
    for (const Kiosk& kiosk : enrolled)
        doors.emplace_back([&, kiosk] {
            for (int i = 0; i < batches; ++i) {
                // A connection of its own each time: it has to get in beside the crowd of its address.
                HttpClient client(hub.url());
                client.from = venue;
                const auto answer =
                    client.post("/v1/entries", kiosk.token,
                                wire::to_json(kiosk.stamps(1 + 5 * i, 5, std::to_string(kiosk.device))));
                refused += answer.status != 200;
                refused += client.get("/v1/changes?wait=0&cursor=1-0", kiosk.token).status == 503;
            }
        });
    int pages_refused = 0;
    for (int i = 0; i < 20; ++i)
        for (const char* path : {"/", "/people", "/events", "/kiosks"})
            pages_refused += organizer.get(path).status != 200;
    for (std::thread& door : doors)
        door.join();
    // Signs in again in the known browser, while others guess at the same account from the same address.
    CHECK(organizer.submit("/", "/sign-out", {}).status == 303);
    CHECK(organizer.sign_in("sachi", password).status == 303);
    // And a guest's phone at the venue is served.
    Browser phone(hub.url());
    phone.from = venue;
    CHECK(phone.get("/sign-in").status == 200);
    over = true;
    for (std::thread& attacker : attackers)
        attacker.join();
    const std::int64_t peak = peak_kb(hub.pid());
    WARN("peak of the hub's memory: " << peak / 1024 << " MB");
    CHECK(refused == 0);
    CHECK(pages_refused == 0);
    CHECK(peak > 0);
    CHECK(peak <= memory_kb_max);
    // Once it is over a kiosk enrols, and an organizer signs in, as ever.
    testing::eventually([&] {
        const auto code = hub.command("enrol-code");
        HttpClient client(hub.url());
        return client.post("/v1/enrol", "", wire::to_json(wire::EnrolRequest{code, "late", "", "1", {}})).status == 200;
    });
    Browser elsewhere(hub.url());
    elsewhere.from = "127.0.0.9";
    CHECK(elsewhere.sign_in("sachi", password).status == 303);
}
