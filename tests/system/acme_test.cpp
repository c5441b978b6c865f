// A certificate of an authority, by the way that CERTIFICATES.md tells: Debian's dehydrated asks, Debian's pebble (an
// ACME authority for tests, RFC 8555) answers, and certificate-hook gives what it got to a hub that serves.
#include <netinet/in.h>
#include <sys/socket.h>

#include "journal/kiosk_folder.h"
#include "testing/catch.h"
#include "testing/hub_process.h"
#include "testing/synced_kiosk.h"

using testing::Child;
using testing::eventually;
using testing::Finished;
using testing::run_program;
using testing::slurp;

namespace {

const std::string hub_name = "hub.example.org";

// A port of the loopback that nobody has. Whoever starts a program on it may find it taken meanwhile, and tries again.
int free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* plain = reinterpret_cast<sockaddr*>(&at);
    if (::bind(fd, plain, size) != 0 || ::getsockname(fd, plain, &size) != 0)
        throw std::runtime_error("no port is free");
    ::close(fd);
    return ntohs(at.sin_port);
}

std::string local(int port) {
    return "127.0.0.1:" + std::to_string(port);
}

// The authority, the names that it looks up (all lead to this machine), and the web server that answers its question.
class Authority {
public:
    Authority() {
        std::filesystem::create_directories(questions());
        const Finished made = run_program(
            {"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", at("own.key"), "-out",
             at("own.crt"), "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"},
            m_folder.path());
        if (made.status != 0) throw std::runtime_error(made.output);
        for (int tries = 0; tries < 5 && !is_up(); ++tries)
            start();
        if (!is_up()) throw std::runtime_error("pebble does not start: " + m_pebble->output());
        std::ofstream(at("config")) << "CA=https://" << local(m_port) << "/dir\nBASEDIR=" << at("")
                                    << "\nWELLKNOWN=" << questions().string() << "\nCURL_OPTS=\"--cacert "
                                    << at("own.crt") << "\"\nKEY_ALGO=prime256v1\nHOOK=" << PETTAN_CERTIFICATE_HOOK
                                    << "\n";
    }

    // Asks as the owner of the name, and gives the answer to the hook. `folder`: the hub's certificates.
    Finished dehydrated(std::vector<std::string> words, const std::filesystem::path& folder) const {
        std::vector<std::string> command{"dehydrated", "--config", at("config")};
        command.insert(command.end(), words.begin(), words.end());
        return run_program(std::move(command), m_folder.path(), {"PETTAN_CERTIFICATES=" + folder.string()});
    }
    // What browsers would know: the authority's root.
    std::filesystem::path root() const {
        run_program({"curl", "-s", "--cacert", at("own.crt"), "-o", at("root.pem"),
                     "https://" + local(m_management) + "/roots/0"},
                    m_folder.path());
        return at("root.pem");
    }

private:
    std::string at(const std::string& name) const { return (m_folder.path() / name).string(); }
    std::filesystem::path questions() const { return m_folder.path() / "www/.well-known/acme-challenge"; }

    bool is_up() const {
        return m_pebble && run_program({"curl", "-s", "--cacert", at("own.crt"), "https://" + local(m_port) + "/dir"},
                                       m_folder.path())
                                   .status == 0;
    }
    void start() {
        const int names = free_port();
        const int web = free_port();
        m_port = free_port();
        m_management = free_port();
        m_names.emplace(
            std::vector<std::string>{"pebble-challtestsrv", "-dns01", local(names), "-http01", "", "-https01", "",
                                     "-tlsalpn01", "", "-management", local(free_port()), "-defaultIPv6", ""},
            at("names.out"));
        m_web.emplace(std::vector<std::string>{"python3", "-m", "http.server", std::to_string(web), "--bind",
                                               "127.0.0.1", "--directory", at("www")},
                      at("web.out"));
        std::ofstream(at("pebble.json")) << R"({"pebble": {"listenAddress": ")" << local(m_port)
                                         << R"(", "managementListenAddress": ")" << local(m_management)
                                         << R"(", "certificate": ")" << at("own.crt") << R"(", "privateKey": ")"
                                         << at("own.key") << R"(", "httpPort": )" << web << R"(, "tlsPort": )"
                                         << free_port() << "}}";
        // Neither the pauses nor the refusals by which pebble tries the patience of clients.
        m_pebble.emplace(
            std::vector<std::string>{"pebble", "-config", at("pebble.json"), "-dnsserver", local(names), "-strict"},
            at("pebble.out"), std::vector<std::string>{"PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0"});
        static_cast<void>(eventually([&] { return is_up() || !m_pebble->running(); }));
    }

    testing::TempFolder m_folder;
    int m_port = 0;
    int m_management = 0;
    std::optional<Child> m_names, m_web, m_pebble;
};

// Whom a browser that knows the authority meets under the hub's name: the certificates shown, or nothing.
std::string met_by_browsers(const testing::HubProcess& hub, const std::filesystem::path& root) {
    const std::string port = std::to_string(hub.port());
    const Finished met =
        run_program({"curl", "-s", "--cacert", root.string(), "--resolve", hub_name + ":" + port + ":127.0.0.1", "-o",
                     "/dev/null", "-w", "%{certs}", "https://" + hub_name + ":" + port + "/v1/hello"},
                    hub.folder());
    return met.status == 0 ? met.output : std::string();
}

// The first of a file's certificates, without the lines around it.
std::string first_in(const std::filesystem::path& file) {
    const std::string text = slurp(file);
    const std::size_t from = text.find('\n') + 1;
    return text.substr(from, text.find("-----END", from) - from);
}

}  // namespace

TEST_CASE("an authority's certificate and its renewal with a new key reach browsers and cut no kiosk off") {
    const Authority authority;
    const testing::TempFolder files;
    const auto cert = files.path() / "cert.pem";
    const auto key = files.path() / "key.pem";
    Finished asked = authority.dehydrated({"--register", "--accept-terms"}, files.path());
    INFO(asked.output);
    REQUIRE(asked.status == 0);
    asked = authority.dehydrated({"--cron", "--domain", hub_name}, files.path());
    INFO(asked.output);
    REQUIRE(asked.status == 0);
    const std::string first = first_in(cert);
    const std::string first_key = slurp(key);
    const std::filesystem::path root = authority.root();

    testing::HubProcess hub({"--tls-cert", cert.string(), "--tls-key", key.string()});
    CHECK_THAT(met_by_browsers(hub, root), contains(first));
    const testing::TempFolder kiosk_folder(testing::memory_place());
    testing::SyncedKiosk kiosk(kiosk_folder.path() / "kiosk");
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));

    // Renewed while the hub serves; nobody restarts anything.
    asked = authority.dehydrated({"--cron", "--force", "--domain", hub_name}, files.path());
    INFO(asked.output);
    REQUIRE(asked.status == 0);
    const std::string renewed = first_in(cert);
    CHECK(renewed != first);
    CHECK(slurp(key) != first_key);
    hub.signal(SIGHUP);  // at once; without it within a minute
    REQUIRE(eventually([&] { return met_by_browsers(hub, root).find(renewed) != std::string::npos; }));
    kiosk.append({testing::stamp_card("evening", "a")});
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    CHECK(hub.entries()[2].size() == 1);
    CHECK(kiosk.status().trouble == client::Trouble::none);
}
