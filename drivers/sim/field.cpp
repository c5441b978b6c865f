#include "sim/field.h"

#include <algorithm>

namespace sim {

TagHandle Field::place(Tag tag) {
    Placed placed{++m_last_handle, std::move(tag), State::idle, {}};
    power_up(placed);
    m_placed.push_back(std::move(placed));
    return m_last_handle;
}

bool Field::remove(TagHandle handle) {
    return std::erase_if(m_placed, [&](const Placed& placed) { return placed.handle == handle; }) > 0;
}

void Field::remove_all() {
    m_placed.clear();
}

std::vector<TagHandle> Field::handles() const {
    std::vector<TagHandle> handles;
    for (const Placed& placed : m_placed)
        handles.push_back(placed.handle);
    return handles;
}

void Field::set_power(bool on) {
    if (on && !m_power)
        for (Placed& placed : m_placed)
            power_up(placed);
    m_power = on;
}

void Field::power_up(Placed& placed) {
    placed.state = State::idle;
    placed.uid = placed.tag.uid;
    std::visit([](auto& memory) { memory.power_up(); }, placed.tag.memory);
}

std::vector<TagHandle> Field::request_a(base::ByteView uid, std::size_t count_max) {
    std::vector<Placed*> answering;
    for (Placed& placed : m_placed) {
        if (!m_power || !is_type_a(placed.tag)) continue;
        const bool called = !uid.empty() && std::equal(uid.begin(), uid.end(), placed.uid.begin(), placed.uid.end());
        if (placed.state == State::active)
            placed.state = State::idle;
        else if (uid.empty() ? placed.state == State::idle : called)
            answering.push_back(&placed);
    }
    std::vector<TagHandle> selected;
    for (Placed* placed : answering) {
        if (selected.size() < count_max) {
            placed->state = selected.empty() ? State::active : State::halted;
            selected.push_back(placed->handle);
        } else {
            placed->state = m_collision == Collision::halts_the_others ? State::halted : State::idle;
        }
    }
    return selected;
}

void Field::halt(TagHandle handle) {
    if (Placed* placed = find(handle)) placed->state = State::halted;
}

void Field::activate(TagHandle handle) {
    Placed* chosen = find(handle);
    if (chosen == nullptr || !m_power) return;
    for (Placed& placed : m_placed)
        if (placed.state == State::active) placed.state = State::halted;
    chosen->state = State::active;
}

const Tag* Field::tag(TagHandle handle) const {
    const Placed* placed = find(handle);
    return placed == nullptr ? nullptr : &placed->tag;
}

base::Bytes Field::uid(TagHandle handle) const {
    const Placed* placed = find(handle);
    return placed == nullptr ? base::Bytes{} : placed->uid;
}

Answer Field::exchange(TagHandle handle, base::ByteView command) {
    if (torn_now()) return Silence{};
    Placed* placed = find(handle);
    if (placed == nullptr || !m_power || placed->state != State::active) return Silence{};
    constexpr std::uint8_t halt_command = 0x50;
    if (command.size() == 2 && command[0] == halt_command && command[1] == 0x00) {
        placed->state = State::halted;
        return Silence{};
    }
    Answer answer = std::visit([&](auto& memory) { return memory.answer(command); }, placed->tag.memory);
    if (std::holds_alternative<Nak>(answer)) placed->state = State::idle;
    if (!std::holds_alternative<Silence>(answer)) ++m_exchanges;
    return answer;
}

bool Field::torn_now() {
    if (!m_exchanges_until_tear) return false;
    if (*m_exchanges_until_tear > 0) {
        --*m_exchanges_until_tear;
        return false;
    }
    m_exchanges_until_tear.reset();
    remove_all();
    return true;
}

Field::Placed* Field::find(TagHandle handle) {
    const auto at = std::find_if(m_placed.begin(), m_placed.end(), [&](const Placed& p) { return p.handle == handle; });
    return at == m_placed.end() ? nullptr : &*at;
}

const Field::Placed* Field::find(TagHandle handle) const {
    return const_cast<Field*>(this)->find(handle);
}

}  // namespace sim
