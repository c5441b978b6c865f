#include "sheet/who_is_who.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "sheet/fold.h"

namespace sheet {
namespace {

using attendance::Person;
using attendance::PersonId;

// The beginning or the end of `longer`, or all of it: 髙橋 of "髙橋 さくら", Iris of "Iris Example". One kana or two
// Latin letters say too little.
bool holds(const std::string& longer, const std::string& shorter) {
    return longer == shorter || (shorter.size() > 3 && (longer.starts_with(shorter) || longer.ends_with(shorter))) ||
           (shorter.size() == 3 && longer.starts_with(shorter));
}

// Whether a row that has somebody's key may be called as it is: their name or nickname, more or less of it, or the same
// reading.
bool is_called(const Person& person, const Guest& guest) {
    const std::string theirs = fold(person.name), name = fold(guest.name);
    if (holds(theirs, name) || holds(name, theirs)) return true;
    if (!person.nickname.empty() && (fold(person.nickname) == name || fold(person.nickname) == fold(guest.nickname)))
        return true;
    if (!person.reading.empty() && fold(person.reading) == fold(guest.reading)) return true;
    return (is_damaged(guest.name) && may_be_copy_of(guest.name, person.name)) ||
           (is_damaged(person.name) && may_be_copy_of(person.name, guest.name));
}

bool lost_letters(const Guest& guest) {
    return is_damaged(guest.name) || is_damaged(guest.nickname) || is_damaged(guest.reading);
}
bool lost_letters(const Person& person) {
    return is_damaged(person.name) || is_damaged(person.nickname) || is_damaged(person.reading);
}

// The same kana are one reading, whatever their width and kind.
using NameKey = std::pair<std::string, std::string>;
NameKey name_key(const Guest& guest) {
    return {fold(guest.name), fold(guest.reading)};
}

class Matcher {
public:
    Matcher(std::span<const Guest> guests, std::span<const KnownGuest> known) {
        for (const KnownGuest& one : known) {
            m_by_id.emplace(one.person.id, &one);
            if (one.person.erased) continue;
            m_by_name[fold(one.person.name)].push_back(&one);
            for (const GuestKey& key : one.keys)
                m_by_key.emplace(key, &one);
            if (lost_letters(one.person)) m_damaged.push_back(&one);
        }
        find_shared_addresses(guests);
    }

    Proposal judge(const Guest& guest) {
        Proposal proposal;
        proposal.guest = guest;
        proposal.person = Person{guest.id, 1, guest.name, guest.nickname, guest.reading, guest.lang, false};
        if (guest.coming == Coming::yes || guest.coming == Coming::waiting) {
            judge_coming(proposal);
            return proposal;
        }
        if (const KnownGuest* known = known_for_sure(guest)) settle(proposal, *known);
        if (guest.coming == Coming::unknown)
            doubt(proposal, Doubt::status, 0,
                  fmt::format("it is not known whether '{}' means to come; say so with --coming", guest.status));
        return proposal;
    }

private:
    // Two people who were entered with one address: it names neither.
    void find_shared_addresses(std::span<const Guest> guests) {
        std::map<GuestKey, const Guest*> first;
        for (const Guest& guest : guests)
            for (const GuestKey& key : guest.keys) {
                if (key.column != email_column || guest.name.empty()) continue;
                const auto [at, is_new] = first.emplace(key, &guest);
                if (is_new) continue;
                Person earlier;
                earlier.name = at->second->name;
                earlier.nickname = at->second->nickname;
                earlier.reading = at->second->reading;
                if (!is_called(earlier, guest)) m_shared.insert(key);
            }
    }

    const KnownGuest* known_by_key(const Guest& guest) const {
        for (const GuestKey& key : guest.keys)
            if (const auto found = m_by_key.find(key); found != m_by_key.end() && !m_shared.contains(key))
                return found->second;
        return nullptr;
    }

    // Who leaves the list: without a doubt, or nobody.
    const KnownGuest* known_for_sure(const Guest& guest) const {
        if (const auto found = m_by_id.find(guest.id); found != m_by_id.end() && !found->second->person.erased)
            return found->second;
        if (const KnownGuest* known = known_by_key(guest))
            return guest.name.empty() || is_called(known->person, guest) ? known : nullptr;
        const auto same = namesakes(guest);
        return same.size() == 1 ? same.front() : nullptr;
    }

    void judge_coming(Proposal& proposal) {
        if (!proposal.guest.id.empty()) return judge_by_id(proposal);
        if (is_repeat(proposal)) return;
        judge_new(proposal);
        const NameKey name = name_key(proposal.guest);
        if (proposal.guest.name.empty()) return;
        m_seen_names[name].push_back(&remember(proposal));
        for (const GuestKey& key : proposal.guest.keys)
            if (!m_shared.contains(key)) m_seen_keys.emplace(key, m_seen_names[name].back());
    }

    void judge_by_id(Proposal& proposal) {
        const Guest& guest = proposal.guest;
        const auto found = m_by_id.find(guest.id);
        if (found != m_by_id.end() && found->second->person.erased)
            return doubt(proposal, Doubt::erased, 0,
                         "this person asked to be erased; add them by hand if they want to be back");
        if (guest.name.empty() && found == m_by_id.end()) return doubt_nameless(proposal);
        if (found != m_by_id.end()) {
            settle(proposal, *found->second);
        } else if (const auto same = namesakes(guest); !same.empty()) {
            propose_candidates(proposal, same);
            return doubt(proposal, Doubt::other_id, 0,
                         fmt::format("somebody of this name is known under the id {}; put that id into the "
                                     "file's person_id column, or add this person with person add --id {}",
                                     same.front()->person.id.value, guest.id.value));
        }
        const auto [earlier, is_first] = m_seen_ids.emplace(guest.id, proposal);
        if (is_first) {
            m_seen_names[name_key(guest)].push_back(&remember(proposal));
            return;
        }
        Person again = proposal.person;
        again.version = earlier->second.person.version;
        if (again != earlier->second.person)
            return doubt(proposal, Doubt::said_twice, earlier->second.guest.line,
                         fmt::format("line {} says something else of the same id", earlier->second.guest.line));
        proposal.verdict = Verdict::unchanged;  // one more card, or the same row twice
    }

    // The service's key or the address stood in an earlier row.
    bool is_repeat(Proposal& proposal) {
        const Guest& guest = proposal.guest;
        for (const GuestKey& key : guest.keys) {
            const auto seen = m_seen_keys.find(key);
            if (seen == m_seen_keys.end()) continue;
            const Proposal& earlier = *seen->second;
            if (guest.name.empty() || is_called(earlier.person, guest)) {
                repeat(proposal, earlier);
            } else {
                doubt(proposal, Doubt::said_twice, earlier.guest.line,
                      fmt::format("line {} has the same key and another name", earlier.guest.line));
            }
            return true;
        }
        return false;
    }

    void judge_new(Proposal& proposal) {
        const Guest& guest = proposal.guest;
        if (const KnownGuest* known = known_by_key(guest)) {
            if (guest.name.empty() || is_called(known->person, guest)) return settle_once(proposal, *known);
            propose_candidates(proposal, {known});
            return doubt(proposal, Doubt::renamed, 0,
                         fmt::format("the key is that of {}; if they changed their name, change it here first",
                                     known->person.id.value));
        }
        if (guest.name.empty()) return doubt_nameless(proposal);
        const auto same = namesakes(guest);
        if (same.empty() && lost_letters(guest)) return doubt_damaged(proposal);
        if (same.size() > 1) {
            propose_candidates(proposal, same);
            return doubt(proposal, Doubt::several, static_cast<std::int64_t>(same.size()),
                         fmt::format("{} people of this name are known; put the id of the one that is meant "
                                     "into a person_id column",
                                     same.size()));
        }
        if (const Proposal* earlier = same_name_before(guest)) {
            propose_candidates(proposal, same);
            return doubt(proposal, Doubt::same_line, earlier->guest.line,
                         fmt::format("line {} has the same name and reading; give both a reading, an address or a "
                                     "person_id",
                                     earlier->guest.line));
        }
        if (same.size() == 1) {
            if (!has_other_address(*same.front(), guest)) return settle_once(proposal, *same.front());
            propose_candidates(proposal, same);
            return doubt(proposal, Doubt::other_key, 0,
                         fmt::format("somebody of this name is known as {} with another address; give both a reading "
                                     "or a person_id",
                                     same.front()->person.id.value));
        }
        mend_damaged(proposal);
    }

    // A clean list after a damaged one: those whose lost letters may have been these.
    void mend_damaged(Proposal& proposal) {
        std::vector<const KnownGuest*> may_be;
        for (const KnownGuest* known : m_damaged)
            if (is_damaged(known->person.name) && may_be_copy_of(known->person.name, proposal.guest.name) &&
                !known_by_other_key(*known, proposal.guest))
                may_be.push_back(known);
        if (may_be.size() == 1) return settle_once(proposal, *may_be.front());
        if (may_be.empty()) return;
        propose_candidates(proposal, may_be);
        doubt(proposal, Doubt::several, static_cast<std::int64_t>(may_be.size()),
              fmt::format("the damaged names of {} people may be this one; put the id of the one that is meant into a "
                          "person_id column",
                          may_be.size()));
    }

    // Known people with this name whose reading does not contradict; only those with the same reading if there are any.
    // Somebody whom the same service knows by another key is somebody else.
    std::vector<const KnownGuest*> namesakes(const Guest& guest) const {
        const auto found = m_by_name.find(fold(guest.name));
        if (guest.name.empty() || found == m_by_name.end()) return {};
        const std::string reading = fold(guest.reading);
        std::vector<const KnownGuest*> exact, possible;
        for (const KnownGuest* known : found->second) {
            if (known_by_other_key(*known, guest)) continue;
            const std::string theirs = fold(known->person.reading);
            if (!reading.empty() && theirs == reading) exact.push_back(known);
            if (reading.empty() || theirs.empty()) possible.push_back(known);
        }
        return exact.empty() ? possible : exact;
    }

    static bool differs(std::span<const GuestKey> theirs, const Guest& guest, bool addresses) {
        bool same = false, other = false;
        for (const GuestKey& key : guest.keys) {
            if ((key.column == email_column) != addresses) continue;
            for (const GuestKey& known : theirs)
                if (known.column == key.column) (known.value == key.value ? same : other) = true;
        }
        return other && !same;
    }
    static bool known_by_other_key(const KnownGuest& known, const Guest& guest) {
        return differs(known.keys, guest, false);
    }
    static bool has_other_address(const KnownGuest& known, const Guest& guest) {
        const bool reading_tells = !guest.reading.empty() && fold(known.person.reading) == fold(guest.reading);
        return !reading_tells && differs(known.keys, guest, true);
    }

    // Two rows of one name are two people where a service's key tells them apart; one person may use two addresses.
    const Proposal* same_name_before(const Guest& guest) const {
        const auto seen = m_seen_names.find(name_key(guest));
        if (seen == m_seen_names.end()) return nullptr;
        for (const Proposal* earlier : seen->second)
            if (!differs(earlier->guest.keys, guest, false)) return earlier;
        return nullptr;
    }

    // Somebody whom an earlier row was is met again.
    void settle_once(Proposal& proposal, const KnownGuest& known) {
        const auto [earlier, is_first] = m_settled.emplace(known.person.id, proposal.guest.line);
        if (!is_first) {
            proposal.person = known.person;
            proposal.verdict = Verdict::repeat;
            proposal.number = earlier->second;
            return;
        }
        settle(proposal, known);
    }

    static void settle(Proposal& proposal, const KnownGuest& known) {
        const Person& was = known.person;
        proposal.person = merged(was, proposal.guest, !proposal.guest.id.empty());
        proposal.changes = changes_between(was, proposal.person);
        proposal.verdict = proposal.changes.empty() ? Verdict::unchanged : Verdict::update;
    }

    static void repeat(Proposal& proposal, const Proposal& earlier) {
        proposal.person = earlier.person;
        proposal.verdict = earlier.verdict == Verdict::doubtful ? Verdict::doubtful : Verdict::repeat;
        proposal.number = earlier.guest.line;
        if (earlier.verdict != Verdict::doubtful) return;
        proposal.doubt = Doubt::same_line;
        proposal.candidates = earlier.candidates;
        proposal.reason = fmt::format("line {} is the same person, and is doubtful", earlier.guest.line);
    }

    static void doubt(Proposal& proposal, Doubt why, std::int64_t number, std::string reason) {
        proposal.verdict = Verdict::doubtful;
        proposal.reason = std::move(reason);
        proposal.doubt = why;
        proposal.number = number;
    }
    static void doubt_nameless(Proposal& proposal) { doubt(proposal, Doubt::nameless, 0, "the name is missing"); }
    void doubt_damaged(Proposal& proposal) const {
        std::vector<const KnownGuest*> may_be;
        for (const auto& [name, people] : m_by_name)
            for (const KnownGuest* known : people)
                if (may_be.size() < candidates_max && is_damaged(proposal.guest.name) &&
                    may_be_copy_of(proposal.guest.name, known->person.name))
                    may_be.push_back(known);
        propose_candidates(proposal, may_be);
        doubt(proposal, Doubt::damaged, 0, "letters were lost in this file; save it as UTF-8, or write them anew");
    }
    static void propose_candidates(Proposal& proposal, const std::vector<const KnownGuest*>& people) {
        for (const KnownGuest* known : people)
            if (proposal.candidates.size() < candidates_max) proposal.candidates.push_back(known->person);
    }

    const Proposal& remember(const Proposal& proposal) { return m_remembered.emplace_back(proposal); }

    std::unordered_map<PersonId, const KnownGuest*> m_by_id;
    std::unordered_map<std::string, std::vector<const KnownGuest*>> m_by_name;  // folded
    std::map<GuestKey, const KnownGuest*> m_by_key;
    std::vector<const KnownGuest*> m_damaged;
    std::set<GuestKey> m_shared;

    std::deque<Proposal> m_remembered;
    std::unordered_map<PersonId, Proposal> m_seen_ids;
    std::map<NameKey, std::vector<const Proposal*>> m_seen_names;
    std::map<GuestKey, const Proposal*> m_seen_keys;
    std::unordered_map<PersonId, std::int64_t> m_settled;  // in which line
};

}  // namespace

Person merged(const Person& known, const Guest& guest, bool by_our_id) {
    Person person = known;
    const auto fill = [](std::string& into, const std::string& from) {
        const bool repairs =
            is_damaged(into) && !is_damaged(from) && (is_lost_altogether(into) || may_be_copy_of(into, from));
        if (!from.empty() && (into.empty() ? !is_damaged(from) : repairs)) into = from;
    };
    const auto take = [&](std::string& into, const std::string& from) {
        if (by_our_id && !from.empty() && !is_damaged(from) && fold(from) != fold(into))
            into = from;
        else
            fill(into, from);
    };
    take(person.name, guest.name);
    take(person.reading, guest.reading);
    take(person.lang, guest.lang);
    // A whole name is shown to everybody only where its person wants it.
    const bool is_whole_name = fold(guest.nickname) == fold(person.name) && person.name.find(' ') != std::string::npos;
    if (!person.nickname.empty() || !is_whole_name) fill(person.nickname, guest.nickname);
    if (person != known) ++person.version;
    return person;
}

std::vector<Change> changes_between(const Person& before, const Person& after) {
    std::vector<Change> changes;
    const auto note = [&](Field field, const std::string& from, const std::string& to) {
        if (from != to) changes.push_back({field, from, to});
    };
    note(Field::name, before.name, after.name);
    note(Field::nickname, before.nickname, after.nickname);
    note(Field::reading, before.reading, after.reading);
    note(Field::lang, before.lang, after.lang);
    return changes;
}

std::vector<Proposal> propose(std::span<const Guest> guests, std::span<const KnownGuest> known) {
    Matcher matcher(guests, known);
    std::vector<Proposal> proposals;
    proposals.reserve(guests.size());
    for (const Guest& guest : guests)
        proposals.push_back(matcher.judge(guest));
    return proposals;
}

}  // namespace sheet
