// PROTOCOL.md says the truth: its examples, replayed in their order against pettan-hub.
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "running_hub.h"
#include "store/settings.h"
#include "wire/enrol_proof.h"

namespace {

using nlohmann::json;

struct Example {
    std::string method;
    std::string path;
    std::string token;
    std::string body;
    int status = 0;
    std::string answer;
};

// The blocks marked "http": request line, headers, body; an empty line; status and answer.
std::vector<Example> examples_in(const std::string& file) {
    std::ifstream text(file);
    std::vector<Example> examples;
    for (std::string line; std::getline(text, line);) {
        if (line != "```http") continue;
        Example example;
        bool answering = false;
        text >> example.method >> example.path;
        std::getline(text, line);
        while (std::getline(text, line) && line != "```") {
            constexpr std::string_view bearer = "Authorization: Bearer ";
            if (line.empty())
                answering = true;
            else if (line.starts_with(bearer))
                example.token = line.substr(bearer.size());
            else if (answering && example.status == 0)
                example.status = std::stoi(line);
            else
                (answering ? example.answer : example.body) += line + "\n";
        }
        examples.push_back(std::move(example));
    }
    return examples;
}

using Names = std::map<std::string, std::string>;

std::string filled(std::string text, const Names& names) {
    for (const auto& [name, value] : names) {
        const std::string hole = "{{" + name + "}}";
        for (std::size_t at = text.find(hole); at != std::string::npos; at = text.find(hole))
            text.replace(at, hole.size(), value);
    }
    return text;
}

// Every member of `shown` is in `got` with the same value; {{any}} fits anything, {{name}} remembers what it was.
void compare(const json& shown, const json& got, Names& names) {
    const bool is_hole = shown.is_string() && shown.get<std::string>().starts_with("{{");
    if (is_hole) {
        const std::string hole = shown.get<std::string>();
        const std::string name = hole.substr(2, hole.size() - 4);
        if (name == "hub_proof") CHECK(got.get<std::string>() == names.at(name));
        if (name != "any") names[name] = got.get<std::string>();
    } else if (shown.is_object()) {
        for (const auto& [key, value] : shown.items()) {
            INFO(key);
            REQUIRE(got.contains(key));
            compare(value, got[key], names);
        }
    } else if (shown.is_array()) {
        REQUIRE(shown.size() == got.size());
        for (std::size_t i = 0; i < shown.size(); ++i)
            compare(shown[i], got[i], names);
    } else {
        REQUIRE(shown == got);
    }
}

// What a kiosk works out: both proofs, from the code and what the hub said. The second must be what the hub says next.
void work_out_proofs(Names& names) {
    const wire::EnrolNonces nonces{"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                                   names.at("hub_nonce")};
    const std::string stretched = wire::stretched_code(names.at("code"), names.at("hub")).value();
    names["kiosk_proof"] = wire::enrol_proof(wire::Prover::kiosk, stretched, nonces, names.at("pin"));
    names["hub_proof"] = wire::enrol_proof(wire::Prover::hub, stretched, nonces, names.at("pin"));
}

// What organizers write on the hub's pages, where an example tells of it.
store::Store opened(const std::filesystem::path& database) {
    auto connection = sql::open_sqlite(database, sql::Role::writer);
    REQUIRE(connection);
    return store::Store(std::move(*connection));
}

void set_first_pin(const std::filesystem::path& database) {
    store::Store store = opened(database);
    REQUIRE(store::set_setting(store, store::first_pin_setting, "6 $argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA"));
}

void write_sentence(const std::filesystem::path& database) {
    store::Store store = opened(database);
    REQUIRE(store.put_sentence({"s-winter",
                                attendance::EventId{"evening-12"},
                                "again term:toji",
                                5,
                                "2026-12-20",
                                "2027-01-05",
                                {{"ja", "日が のびて いきます。"}, {"", "The days grow."}},
                                false}));
}

}  // namespace

TEST_CASE("the examples of PROTOCOL.md are what pettan-hub says") {
    const testing::TempFolder folder;
    const testing::HubProcess hub({"--data", folder.path() / "data"}, false);
    testing::HttpClient client = hub.client();
    Names names{{"code", hub.command("enrol-code")}};
    const auto examples = examples_in(PETTAN_PROTOCOL);
    REQUIRE(examples.size() == 23);
    for (const Example& example : examples) {
        if (example.body.find("{{kiosk_proof}}") != std::string::npos) work_out_proofs(names);
        if (example.answer.find("first_pin") != std::string::npos) set_first_pin(folder.path() / "data" / "hub.db");
        if (example.answer.find("s-winter") != std::string::npos) write_sentence(folder.path() / "data" / "hub.db");
        const std::string path = filled(example.path, names);
        const std::string token = filled(example.token, names);
        const std::string body = filled(example.body, names);
        CAPTURE(path, body);
        const auto answer = example.method == "GET" ? client.get(path, token) : client.post(path, token, body);
        CAPTURE(answer.body);
        REQUIRE(answer.status == example.status);
        compare(json::parse(example.answer), json::parse(answer.body), names);
    }
    CHECK(names.at("pin") == hub.key_pin());
}
