// The table beside the reader: sample cards that a person or a test lays on it and takes away, by name. Behind the
// control socket and behind a kiosk's keyboard.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sim/card_file.h"
#include "sim/port.h"

namespace sim {

// Any thread. The reader must outlive it.
class Table {
public:
    Table(SimulatedReader& reader, std::vector<SampleCard> cards) : m_reader(reader), m_cards(std::move(cards)) {}

    SimulatedReader& reader() { return m_reader; }
    // In the order of their names; for a keyboard's help line too.
    const std::vector<SampleCard>& cards() const { return m_cards; }

    // What a name means: a sample card, "uid:HEX" (a plain NTAG213, Classic or FeliCa by the length of the number),
    // "random" (a plain NTAG213 with a number by chance), or else the path of a card file. Errors: not_found,
    // bad_input.
    base::Result<Tag> find(std::string_view name) const;

    // Lays a card on the reader under this id (empty: the name). Errors: as find; busy if the id lies there.
    base::Result<TagHandle> place(std::string_view name, std::string_view id = {});
    // False when nothing lies there under this id.
    bool remove(std::string_view id);
    void remove_all();
    // On and, after that time, off again.
    base::Result<TagHandle> tap(std::string_view name, std::chrono::milliseconds stay);
    // The same for a key of the keyboard: false when no card has it.
    bool tap_key(char key, std::chrono::milliseconds stay = std::chrono::milliseconds(600));

    // Ids of the cards that lie on the reader.
    std::vector<std::string> placed() const;

private:
    void forget_departed() const;

    SimulatedReader& m_reader;
    const std::vector<SampleCard> m_cards;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, TagHandle, std::less<>> m_placed;
};

}  // namespace sim
