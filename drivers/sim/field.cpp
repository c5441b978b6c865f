#include "sim/field.h"

#include <algorithm>

namespace sim {
namespace {

void forget(TagMemory& memory) {
    std::visit([](auto& one) { one.forget(); }, memory);
}

}  // namespace

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
    if (placed.tag.kind == TagKind::phone) {
        constexpr std::uint8_t random_number_mark = 0x08;
        placed.uid = {random_number_mark};
        for (int i = 0; i < 3; ++i)
            placed.uid.push_back(static_cast<std::uint8_t>(m_random()));
    }
    forget(placed.tag.memory);
}

std::vector<TagHandle> Field::request_a(base::ByteView uid, std::size_t count_max) {
    std::vector<Placed*> answering;
    for (Placed& placed : m_placed) {
        if (!m_power || !is_type_a(placed.tag.kind)) continue;
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
            forget(placed->tag.memory);
            selected.push_back(placed->handle);
        } else {
            placed->state = m_collision == Collision::halts_the_others ? State::halted : State::idle;
        }
    }
    return selected;
}

std::vector<TagHandle> Field::request_f(std::uint16_t system, std::size_t count_max) const {
    std::vector<TagHandle> found;
    for (const Placed& placed : m_placed) {
        const Type3Memory* memory = std::get_if<Type3Memory>(&placed.tag.memory);
        if (m_power && memory != nullptr && memory->poll(system, 0x00) && found.size() < count_max)
            found.push_back(placed.handle);
    }
    return found;
}

base::Bytes Field::enter_protocol(TagHandle handle) {
    Placed* placed = find(handle);
    Type4Memory* memory = placed == nullptr ? nullptr : std::get_if<Type4Memory>(&placed->tag.memory);
    if (memory == nullptr) return {};
    memory->enter_protocol();
    return memory->ats();
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

Answer Field::exchange(TagHandle handle, base::ByteView command, Blocks blocks) {
    if (torn_now()) return Silence{};
    Placed* placed = find(handle);
    if (placed == nullptr || !m_power) return Silence{};
    if (is_type_a(placed->tag.kind) && placed->state != State::active) return Silence{};
    Answer answer = Field::answer(*placed, command, blocks);
    const bool refused = std::holds_alternative<Nak>(answer) || std::holds_alternative<AuthenticationFailed>(answer);
    if (refused) placed->state = State::idle;
    if (!std::holds_alternative<Silence>(answer)) ++m_exchanges;
    return answer;
}

Answer Field::answer(Placed& placed, base::ByteView command, Blocks blocks) {
    Type4Memory* iso_dep = std::get_if<Type4Memory>(&placed.tag.memory);
    const bool in_protocol = iso_dep != nullptr && iso_dep->in_protocol();
    if (in_protocol && blocks == Blocks::by_chip) return iso_dep->apdu(command);
    constexpr std::uint8_t halt_command = 0x50;
    constexpr std::uint8_t deselect_block = 0xC2;
    if (in_protocol && command.size() == 1 && command[0] == deselect_block) {
        placed.state = State::halted;
        return base::Bytes{deselect_block};
    }
    if (!in_protocol && is_type_a(placed.tag.kind) && command.size() == 2 && command[0] == halt_command) {
        placed.state = State::halted;
        return Silence{};
    }
    return std::visit([&](auto& memory) { return memory.answer(command); }, placed.tag.memory);
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
