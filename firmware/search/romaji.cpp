#include "search/romaji.h"

namespace search {
namespace {

bool is_vowel(char c) {
    return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

class Speller {
public:
    explicit Speller(std::string_view latin) {
        for (const char c : latin)
            if (is_letter_or_digit(c)) m_in += c;
    }

    std::string spell() {
        while (m_at < m_in.size())
            step();
        return std::move(m_out);
    }

private:
    char ahead(std::size_t by) const { return m_at + by < m_in.size() ? m_in[m_at + by] : '\0'; }

    void put(char c) {
        const bool doubled = !m_out.empty() && m_out.back() == c && c >= 'a' && !is_vowel(c);
        if (!doubled) m_out += c;
    }

    // sha, cha, ja are sya, tya, zya; shi, chi, ji have no y of their own.
    void put_palatal(char consonant, std::size_t length) {
        put(consonant);
        m_at += length;
        if (is_vowel(ahead(0)) && ahead(0) != 'i') put('y');
    }

    // The first vowel of a long one was written: what lengthens it goes. "h" does so only where no vowel follows.
    void skip_lengthening(char vowel) {
        while (true) {
            const char c = ahead(0);
            const bool lengthens = c == vowel || (vowel == 'o' && c == 'u');
            const bool silent_h = vowel == 'o' && c == 'h' && !is_vowel(ahead(1)) && ahead(1) != 'y';
            if (!lengthens && !silent_h) return;
            ++m_at;
        }
    }

    void step() {
        const char c = ahead(0), next = ahead(1);
        if (c == 's' && next == 'h') return put_palatal('s', 2);
        if (c == 'c' && next == 'h') return put_palatal('t', 2);
        if (c == 'j') return put_palatal('z', 1);
        ++m_at;
        switch (c) {
            case 'c':
                if (next != 'c' && next != 'k') put('k');
                return;
            case 't':
                put('t');
                if (next == 's') ++m_at;
                return;
            case 'd':  // づ is du, dzu and zu, ぢ is di, dji and ji
                if (next != 'z' && next != 'j') put(next == 'u' || next == 'i' ? 'z' : 'd');
                return;
            case 'm':  // ん before b, p, m is n and m
                return put(next == 'b' || next == 'p' || next == 'm' ? 'n' : 'm');
            case 'f':
                return put('h');
            case 'l':
                return put('r');
            case 'v':
                return put('b');
            case 'q':
                return put('k');
            case 'o':
            case 'u':
                put(c);
                return skip_lengthening(c);
            default:
                return put(c);
        }
    }

    std::string m_in;
    std::size_t m_at = 0;
    std::string m_out;
};

}  // namespace

std::string plain_romaji(std::string_view latin) {
    return Speller(latin).spell();
}

std::vector<std::string> plain_romaji_beginnings(std::string_view typed) {
    const char last = typed.empty() ? '\0' : typed.back();
    const std::string_view before = typed.substr(0, typed.find_last_not_of(last) + 1);  // macc, homm: as one
    const auto ending_in = [&](char a, char b) {
        const std::string head = plain_romaji(before);
        const auto with = [&](char c) { return head.ends_with(c) ? head : head + c; };
        return std::vector{with(a), with(b)};
    };
    switch (last) {
        case 'c':  // chi, or Carol
            return ending_in('t', 'k');
        case 'd':  // da, or du, which is zu
            return ending_in('d', 'z');
        case 'm':  // ma, or an m before b or p, which is n
            return ending_in('m', 'n');
        default:
            return {plain_romaji(typed)};
    }
}

}  // namespace search
