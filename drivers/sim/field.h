// The space over the antenna: which tags lie there, and what each of them remembers of the conversation so far
// (ISO/IEC 14443-3 states of type A). Pure; one thread.
#pragma once

#include <optional>
#include <random>
#include <vector>

#include "sim/tag.h"

namespace sim {

using TagHandle = int;

// What selecting one of several tags does to the others. Readers differ, and a driver must live with both.
enum class Collision {
    halts_the_others,  // they are silent until the field is dropped, or until they are called by their number
    alternates,        // they go back to waiting: the next selection finds another one
};

class Field {
public:
    explicit Field(std::uint64_t seed) : m_random(seed) {}

    TagHandle place(Tag tag);
    bool remove(TagHandle handle);
    void remove_all();
    std::vector<TagHandle> handles() const;

    // The tags leave at the moment of the exchange after `exchanges` more have been answered. 0: at the next one.
    void tear_after(int exchanges) { m_exchanges_until_tear = exchanges; }
    void set_collision(Collision collision) { m_collision = collision; }

    // Dropping the field makes every tag forget; a tag without a number of its own draws a new one at power-up.
    void set_power(bool on);
    bool power() const { return m_power; }

    // One attempt to select tags of type A, at most `count_max`. With a number, only that tag, and it is woken even
    // when it was halted. A selected tag that is polled falls silent once and answers the next attempt.
    std::vector<TagHandle> request_a(base::ByteView uid, std::size_t count_max);

    // FeliCa cards that belong to this system (FF: any, byte by byte); they have no states and always answer.
    std::vector<TagHandle> request_f(std::uint16_t system, std::size_t count_max) const;

    // RATS: an ISO-DEP tag goes on to its protocol; its ATS. Empty for other tags.
    base::Bytes enter_protocol(TagHandle handle);

    void halt(TagHandle handle);
    // Makes this the one that answers, of several that the chip has activated.
    void activate(TagHandle handle);

    // Null when it has left. The number is the one drawn for this power-up where the tag draws one.
    const Tag* tag(TagHandle handle) const;
    base::Bytes uid(TagHandle handle) const;

    // One exchange with a selected tag. A tag that is gone, halted or not selected stays silent. Blocks::by_chip: the
    // command is an APDU when the tag is in its ISO-DEP protocol; by_host: a raw block of it.
    enum class Blocks { by_chip, by_host };
    Answer exchange(TagHandle handle, base::ByteView command, Blocks blocks);

    // Exchanges that a tag answered.
    std::uint64_t exchanges() const { return m_exchanges; }

private:
    enum class State { idle, active, halted };
    struct Placed {
        TagHandle handle = 0;
        Tag tag;
        State state = State::idle;
        base::Bytes uid;
    };

    Placed* find(TagHandle handle);
    const Placed* find(TagHandle handle) const;
    void power_up(Placed& placed);
    static Answer answer(Placed& placed, base::ByteView command, Blocks blocks);
    bool torn_now();

    std::mt19937_64 m_random;
    std::vector<Placed> m_placed;
    TagHandle m_last_handle = 0;
    bool m_power = false;
    Collision m_collision = Collision::halts_the_others;
    std::optional<int> m_exchanges_until_tear;
    std::uint64_t m_exchanges = 0;
};

}  // namespace sim
