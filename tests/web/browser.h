// A visitor of the hub's pages, over real HTTP: keeps cookies, fills in forms as they stand in the page.
#pragma once

#include <curl/curl.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../hub/engines.h"
#include "http/http_server.h"
#include "office/acts.h"
#include "store/transaction.h"
#include "web/form.h"
#include "web/site.h"

namespace testing {

struct Page {
    int status = 0;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case

    std::string header(const std::string& name) const {
        for (const auto& [key, value] : headers)
            if (key == name) return value;
        return {};
    }
    // The value of the first hidden field of that name behind `behind`.
    std::string hidden(const std::string& name, const std::string& behind = "") const {
        const std::size_t from = behind.empty() ? 0 : body.find(behind);
        const std::string start = "name=\"" + name + "\" value=\"";
        const std::size_t at = body.find(start, from == std::string::npos ? body.size() : from);
        if (at == std::string::npos) return {};
        const std::size_t begin = at + start.size();
        return body.substr(begin, body.find('"', begin) - begin);
    }
    bool says(const std::string& text) const { return body.find(text) != std::string::npos; }
};

using Fields = std::vector<std::pair<std::string, std::string>>;

class Browser {
public:
    explicit Browser(std::string base) : m_base(std::move(base)), m_curl(curl_easy_init(), curl_easy_cleanup) {}

    std::map<std::string, std::string> cookies;
    std::string language = "en";
    std::string bearer;
    std::string accept;
    std::string place;  // the address that a proxy would tell
    std::string forwarded_proto;
    std::string from;  // an address of this machine to come from

    Page head(const std::string& path) {
        m_head = true;
        Page page = call(path, nullptr, "");
        m_head = false;
        return page;
    }
    std::string origin;  // as browsers name it with a form

    Page get(const std::string& path) { return call(path, nullptr, ""); }
    Page post(const std::string& path, const Fields& fields) {
        std::string body;
        for (const auto& [name, value] : fields)
            body += (body.empty() ? "" : "&") + web::url_encoded(name) + "=" + web::url_encoded(value);
        return call(path, &body, "application/x-www-form-urlencoded");
    }
    // Sends the form that stands on `page_path` and leads to `action`, with its hidden fields.
    Page submit(const std::string& page_path, const std::string& action, Fields fields) {
        const Page page = get(page_path);
        const std::string behind = "action=\"" + action + "\"";
        if (!page.says(behind)) FAIL("no form to " << action << " on " << page_path << ": " << page.body);
        fields.emplace_back("csrf", page.hidden("csrf", behind));
        fields.emplace_back("form", page.hidden("form", behind));
        return post(action, fields);
    }
    Page upload(const std::string& path, const Fields& fields, const std::string& file_name, const std::string& file) {
        std::string body;
        for (const auto& [name, value] : fields)
            body += "--XYZ\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
        body += "--XYZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file_name +
                "\"\r\nContent-Type: text/csv\r\n\r\n" + file + "\r\n--XYZ--\r\n";
        return call(path, &body, "multipart/form-data; boundary=XYZ");
    }
    Page sign_in(const std::string& name, const std::string& password) {
        return submit("/sign-in", "/sign-in", {{"name", name}, {"password", password}});
    }

private:
    Page call(const std::string& path, const std::string* body, const std::string& type) {
        CURL* curl = m_curl.get();
        curl_easy_reset(curl);
        Page page;
        curl_easy_setopt(curl, CURLOPT_URL, (m_base + path).c_str());
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        if (!from.empty()) curl_easy_setopt(curl, CURLOPT_INTERFACE, ("host!" + from).c_str());
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, 120L);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &collect);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &page.body);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &collect_header);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &page);
        std::string line = "Cookie: ";
        for (const auto& [name, value] : cookies)
            line += name + "=" + value + "; ";
        curl_slist* headers = curl_slist_append(nullptr, line.c_str());
        headers = curl_slist_append(headers, ("Accept-Language: " + language).c_str());
        headers = curl_slist_append(headers, "Expect:");
        if (!bearer.empty()) headers = curl_slist_append(headers, ("Authorization: Bearer " + bearer).c_str());
        if (!place.empty()) headers = curl_slist_append(headers, ("X-Forwarded-For: " + place).c_str());
        if (!forwarded_proto.empty())
            headers = curl_slist_append(headers, ("X-Forwarded-Proto: " + forwarded_proto).c_str());
        if (m_head) curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
        if (!accept.empty()) headers = curl_slist_append(headers, ("Accept: " + accept).c_str());
        if (!origin.empty() && body != nullptr) headers = curl_slist_append(headers, ("Origin: " + origin).c_str());
        if (!type.empty()) headers = curl_slist_append(headers, ("Content-Type: " + type).c_str());
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        if (body != nullptr) {
            curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data());
            curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
        }
        if (curl_easy_perform(curl) == CURLE_OK) {
            long status = 0;
            curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
            page.status = static_cast<int>(status);
        }
        curl_slist_free_all(headers);
        for (const auto& [name, value] : page.headers)
            if (name == "set-cookie") keep(value);
        return page;
    }
    void keep(const std::string& line) {
        const std::size_t equals = line.find('=');
        const std::string value = line.substr(equals + 1, line.find(';') - equals - 1);
        if (value.empty())
            cookies.erase(line.substr(0, equals));
        else
            cookies[line.substr(0, equals)] = value;
    }
    static std::size_t collect(const char* data, std::size_t, std::size_t n, void* into) {
        static_cast<std::string*>(into)->append(data, n);
        return n;
    }
    static std::size_t collect_header(const char* data, std::size_t, std::size_t n, void* into) {
        const std::string line(data, n);
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) return n;
        std::string name = line.substr(0, colon);
        for (char& c : name)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        static_cast<Page*>(into)->headers.emplace_back(name,
                                                       line.substr(colon + 2, line.find_first_of("\r\n") - colon - 2));
        return n;
    }

    std::string m_base;
    bool m_head = false;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_curl;
};

// The pages on a free port of the loopback, with an organizer and somebody of the staff.
class RunningSite {
public:
    explicit RunningSite(const Tables& tables, bool secure = false,
                         std::shared_ptr<store::CommitBell> bell = std::make_shared<store::CommitBell>())
        : m_store(tables.store()), m_clock(base::system_clock()) {
        const auto now = m_clock->read().wall;
        // A second one on the same tables stands for another hub; the first one's people are there already.
        if (auto made = m_store->add_account("hana", "organizer", now)) organizer_password = *made;
        if (auto made = m_store->add_account("taro", "staff", now)) staff_password = *made;
        web::SiteOptions options;
        options.secure = secure;
        options.bell = std::move(bell);
        options.served = served;
        options.open_store = [&tables](sql::Role role) -> base::Result<std::unique_ptr<store::Store>> {
            return std::make_unique<store::Store>(tables.connect(role));
        };
        auto site = web::Site::start(options, *m_clock);
        if (!site) FAIL(site.error().message);
        m_site = std::move(*site);
        m_site->add_to(m_routes);
        http::HttpOptions http;
        http.body_bytes_max_below = {{"/import", web::upload_bytes_max}};
        http.refusal = web::refusal_page;
        http.trusted_proxies = {*http::AddressRange::parse("127.0.0.1")};
        http.caller = [callers = options.callers](const http::HttpRequest& request) {
            return web::caller_of(*callers, request);
        };
        auto server = http::HttpServer::start(http, [this](http::HttpRequest request, http::Reply reply) {
            m_routes.handle(std::move(request), std::move(reply));
        });
        if (!server) FAIL(server.error().message);
        m_server = std::move(*server);
    }
    ~RunningSite() {
        m_server.reset();
        m_site.reset();
    }
    RunningSite(const RunningSite&) = delete;
    RunningSite& operator=(const RunningSite&) = delete;

    const std::shared_ptr<http::ServedKey> served = std::make_shared<http::ServedKey>();
    std::string organizer_password;
    std::string staff_password;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server->port()); }
    store::Store& store() { return *m_store; }
    const base::Clock& clock() const { return *m_clock; }
    office::Acts acts() { return office::Acts(*m_store, *m_clock, "user:test"); }
    Browser stranger() const { return Browser(url()); }
    Browser organizer() const { return signed_in("hana", organizer_password); }
    Browser staff() const { return signed_in("taro", staff_password); }

    attendance::EventId add_event(const std::string& title, std::chrono::hours starts_in = std::chrono::hours(-1)) {
        const auto now = m_clock->read().wall;
        return *acts().put_event({{}, 1, title, "hall", now + starts_in, now + starts_in + std::chrono::hours(3)});
    }
    void put_on_list(const attendance::EventId& event, const attendance::PersonId& person) {
        auto transaction = store::WriteTransaction::begin(m_store->database());
        REQUIRE(transaction);
        REQUIRE(m_store->database().run("INSERT INTO guest (event, person, ticket, state) VALUES ($1, $2, '', 1)",
                                        {std::string_view(event.value), std::string_view(person.value)}));
        REQUIRE(transaction->commit());
    }
    attendance::PersonId add_person(const std::string& name, const std::string& nickname = "",
                                    const std::string& reading = "") {
        return *acts().put_person({{}, 1, name, nickname, reading, "ja", false});
    }

private:
    Browser signed_in(const std::string& name, const std::string& password) const {
        Browser browser(url());
        const Page page = browser.sign_in(name, password);
        if (page.status != 303) FAIL("cannot sign in: " << page.status << " " << page.body);
        return browser;
    }

    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<base::Clock> m_clock;
    http::Routes m_routes;
    std::unique_ptr<web::Site> m_site;
    std::unique_ptr<http::HttpServer> m_server;
};

}  // namespace testing
