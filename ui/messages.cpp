#include "ui/messages.h"

#include "base/check.h"
#include "base/utf8.h"
#include "ui/message_files.h"
#include "words/languages.h"
#include "words/pattern.h"

namespace ui {
namespace {

constexpr const char* pseudo_language = "qps";

// Parsed once: screens change their language while they run.
const WordMap& file(const std::string& name) {
    static std::map<std::string, WordMap> files;
    const auto [at, is_new] = files.try_emplace(name);
    if (is_new) at->second = words::read_messages(message_files, name);
    return at->second;
}

bool is_literal(std::string_view key) {
    return key.starts_with("date.") || key.starts_with("stamp.") || key.starts_with("keyboard.");
}

// People's own texts may hold line breaks and stray spaces at their ends.
std::string fit_for_sentence(std::string_view text) {
    std::string clean = base::clean_for_display(text);
    const auto from = clean.find_first_not_of(' ');
    if (from == std::string::npos) return {};
    return clean.substr(from, clean.find_last_not_of(' ') - from + 1);
}

// After a name that needs no honorific, until the sentence is whole. It is nobody's character.
constexpr std::string_view wears_one = "\uF8F0";

void drop_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at))
        text.erase(at, part.size());
}

words::Book book_of(std::string_view language, const PackWords& packs, bool pseudo) {
    WordMap patterns = file(std::string(language));
    const std::string staff = "staff_" + std::string(language);
    for (const auto& [key, pattern] : file(staff))
        patterns[key] = pattern;
    if (const auto pack = packs.find(language); pack != packs.end()) words::replace_messages(patterns, pack->second);
    if (pseudo)
        for (auto& [key, pattern] : patterns)
            if (!is_literal(key)) pattern = words::pseudo_pattern(pattern);
    return {language, patterns};
}

}  // namespace

struct Messages::Face {
    std::string lang;
    const words::Language& language;
    words::Book book;
    std::unique_ptr<Messages> second;
};

Messages::Messages(std::unique_ptr<Face> face) : m_face(std::move(face)) {}
Messages::~Messages() = default;
Messages::Messages(Messages&&) noexcept = default;
Messages& Messages::operator=(Messages&&) noexcept = default;

std::unique_ptr<Messages::Face> Messages::read(std::string_view lang, const PackWords& packs) {
    const bool pseudo = lang == pseudo_language;
    const words::Language& language = words::language_or_english(lang);
    const words::Language& english = words::language_or_english("en");
    words::Book book = book_of(language.code, packs, pseudo);
    if (&language != &english) book.fill_from(book_of(english.code, packs, false));
    return std::make_unique<Face>(
        Face{std::string(pseudo ? pseudo_language : language.code), language, std::move(book), nullptr});
}

Messages Messages::load(std::string_view lang, const PackWords& packs) {
    auto face = read(lang, packs);
    const std::string_view second = lang == pseudo_language ? lang : face->language.second;
    face->second = std::unique_ptr<Messages>(new Messages(read(second, packs)));
    return Messages(std::move(face));
}

const std::string& Messages::lang() const {
    return m_face->lang;
}

std::string_view Messages::text_language() const {
    return m_face->language.code;
}

const Messages& Messages::second() const {
    PETTAN_ASSERT(m_face->second != nullptr);
    return *m_face->second;
}

bool Messages::has(std::string_view key) const {
    return m_face->book.has(key);
}

bool Messages::has_own(std::string_view key) const {
    return m_face->book.has_own(key);
}

std::string Messages::text(std::string_view key, Arguments arguments) const {
    std::vector<Argument> fit;
    for (const Argument& argument : arguments)
        if (const auto* text = std::get_if<std::string>(&argument.value))
            fit.emplace_back(argument.name, fit_for_sentence(*text) +
                                                (wears_honorific(*text) ? std::string(wears_one) : std::string()));
        else
            fit.push_back(argument);
    std::string sentence = m_face->book.text(key, fit);
    if (sentence.find(wears_one) == std::string::npos) return sentence;
    for (const std::string_view space : {"", " "})
        drop_all(sentence, std::string(wears_one) + std::string(space) + m_face->book.text("name.honorific"));
    drop_all(sentence, wears_one);
    return sentence;
}

bool Messages::wears_honorific(std::string_view name) const {
    const std::string worn = m_face->book.text("name.worn");
    for (std::size_t from = 0; from < worn.size();) {
        const std::size_t to = std::min(worn.find(' ', from), worn.size());
        const auto one = std::string_view(worn).substr(from, to - from);
        if (name.size() > one.size() && name.ends_with(one)) return true;
        from = to + 1;
    }
    return false;
}

std::string Messages::honorific_of(std::string_view name) const {
    return wears_honorific(name) ? std::string() : text("name.honorific");
}

std::string Messages::choice(std::string_view key, std::int64_t n) const {
    return m_face->book.choice(key, n);
}

std::string Messages::date(std::string_view key, base::WallTime at, std::chrono::minutes utc_offset) const {
    return m_face->book.date(key, at, utc_offset);
}

std::optional<std::string> Messages::in_own_language(std::string_view lang, std::string_view key) const {
    static const std::string greetings_file = "greetings";
    const WordMap& greetings = file(greetings_file);            // "th.again" -> …
    const words::Language* known = words::find_language(lang);  // "zh-TW" is zh-Hant
    // "zh-Hans-CN", "zh-Hans", "zh": the longest that is there.
    for (std::string tag(known != nullptr ? known->code : lang); !tag.empty();
         tag.resize(tag.find('-') == std::string::npos ? 0 : tag.rfind('-'))) {
        if (tag == text_language() || tag == second().text_language()) return std::nullopt;
        const auto found = greetings.find(tag + "." + std::string(key));
        if (found != greetings.end()) return found->second;
    }
    return std::nullopt;
}

std::vector<std::string> Messages::keys() const {
    return m_face->book.keys();
}

std::string Messages::pattern(std::string_view key) const {
    return m_face->book.pattern(key);
}

}  // namespace ui
