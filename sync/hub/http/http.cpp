#include "http/http.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <cctype>

#include "wire/codec.h"

namespace http {
namespace {

using wire::ErrorWord;

// "/v7/entries" asks for version 7.
bool is_other_version(const std::string& path) {
    std::size_t digits = 2;
    while (digits < path.size() && std::isdigit(static_cast<unsigned char>(path[digits])) != 0)
        ++digits;
    return path.starts_with("/v") && digits > 2 && (digits == path.size() || path[digits] == '/') &&
           !path.starts_with("/v1/");
}

}  // namespace

std::string_view HttpRequest::header(const std::string& name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? std::string_view() : std::string_view(at->second);
}

std::string_view HttpRequest::bearer_token() const {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view value = header("authorization");
    return value.starts_with(scheme) ? value.substr(scheme.size()) : std::string_view();
}

HttpResponse error_response(const wire::ErrorBody& error) {
    HttpResponse response;
    response.status = status_of(error.word);
    response.body = wire::to_json(error);
    if (error.retry_after_s) response.headers.emplace_back("Retry-After", std::to_string(*error.retry_after_s));
    return response;
}

HttpResponse error_response(ErrorWord word, std::string message, std::string todo) {
    wire::ErrorBody error;
    error.word = word;
    error.message = std::move(message);
    error.todo = std::move(todo);
    if (word == ErrorWord::unavailable) error.retry_after_s = 5;
    if (word == ErrorWord::full) error.retry_after_s = 30;
    return error_response(error);
}

HttpResponse json_response(std::string json) {
    HttpResponse response;
    response.body = std::move(json);
    return response;
}

struct Reply::Once {
    Send send;
    std::function<void()> step_aside;
    std::atomic<bool> sent = false;
    ~Once() {
        if (!sent)
            send(error_response(ErrorWord::internal, "the hub has no answer", "try again; report it if it stays so"));
    }
};

Reply::Reply(Send send, std::function<void()> step_aside) : m_once(std::make_shared<Once>()) {
    m_once->send = std::move(send);
    m_once->step_aside = std::move(step_aside);
}

void Reply::step_aside() const {
    if (m_once->step_aside) m_once->step_aside();
}

void Reply::send(HttpResponse response) const {
    if (!m_once->sent.exchange(true)) m_once->send(std::move(response));
}

void Routes::add(const std::string& method, const std::string& path, HttpHandler handler) {
    m_paths[path][method] = std::move(handler);
}

void Routes::add_tree(const std::string& prefix, HttpHandler handler) {
    m_trees[prefix] = std::move(handler);
}

HttpResponse nothing_there() {
    return error_response(ErrorWord::not_found, "there is nothing at this path", "see PROTOCOL.md for the paths");
}

void Routes::handle(HttpRequest request, Reply reply) const {
    const auto path = m_paths.find(request.path);
    if (path != m_paths.end()) {
        const auto method = path->second.find(request.method);
        if (method != path->second.end()) return method->second(std::move(request), std::move(reply));
        auto response = error_response(ErrorWord::bad_method, request.method + " is not done here",
                                       "use the method that PROTOCOL.md names for this path");
        response.headers.emplace_back("Allow", path->second.begin()->first);
        return reply.send(std::move(response));
    }
    if (is_other_version(request.path))
        return reply.send(
            error_response(ErrorWord::protocol,
                           fmt::format("this hub speaks protocol {} to {}", wire::protocol_min, wire::protocol_max),
                           "update the older of the two; entries are kept meanwhile"));
    // Of two prefixes that fit, the longer one comes later.
    for (auto tree = m_trees.rbegin(); tree != m_trees.rend(); ++tree)
        if (request.path.starts_with(tree->first)) return tree->second(std::move(request), std::move(reply));
    reply.send(nothing_there());
}

}  // namespace http
