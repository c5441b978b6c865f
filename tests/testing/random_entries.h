// Entries at random, of every kind that the fold looks at, for property tests: few ids, so that rules meet each other.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "attendance/entry.h"

namespace testing {

struct RandomEntries {
    explicit RandomEntries(std::uint64_t seed) : random(seed) {}

    std::mt19937_64 random;

    std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n)); }
    std::string name(char kind, int n) { return std::string(1, kind) + std::to_string(below(n)); }

    // A target that is probably there: any entry of up to `seqs` lines on up to `devices` devices.
    attendance::EntryRef ref(std::int64_t devices, std::int64_t seqs) { return {below(devices), 1, 1 + below(seqs)}; }

    attendance::Moment moment() {
        const std::int64_t boottime_s = below(5000);
        // Clocks that are hours off, or by about as much as two that are called right may differ.
        const std::int64_t skew_s = below(4) == 0 ? below(100000) : below(4) == 0 ? 118 + below(5) : 0;
        return {attendance::WallTime(std::chrono::seconds(1'800'000'000 + boottime_s + skew_s)),
                std::chrono::seconds(boottime_s), name('b', 3),
                static_cast<attendance::ClockQuality>(below(8) == 0 ? 2 : below(2))};
    }

    void give_what_it_needs(attendance::Entry& entry, std::int64_t devices, std::int64_t seqs) {
        const attendance::Needs needs = attendance::row_of(entry.kind).needs;
        if (needs & attendance::needs_event) entry.event = attendance::EventId{name('e', 3)};
        if (needs & attendance::needs_card) entry.card = attendance::CardId{name('c', 6)};
        if (needs & attendance::needs_person) entry.person = attendance::PersonId{name('p', 5)};
        if (needs & attendance::needs_version) entry.version = 1 + below(5);
        if (needs & attendance::needs_target) entry.target = ref(devices, seqs);
        if (needs & attendance::needs_detail) entry.detail = "detail";
    }

    attendance::Entry entry(attendance::EntryRef at, std::int64_t devices, std::int64_t seqs) {
        using attendance::EntryKind;
        static constexpr EntryKind kinds[] = {
            EntryKind::stamp,  EntryKind::stamp,  EntryKind::stamp,  EntryKind::stamp,   EntryKind::voided,
            EntryKind::bind,   EntryKind::unvoid, EntryKind::merge,  EntryKind::unmerge, EntryKind::clock,
            EntryKind::repeat, EntryKind::bind,   EntryKind::unbind, EntryKind::misbind, EntryKind::rekey};
        static_assert(std::ranges::all_of(attendance::kind_rows,
                                          [](const attendance::KindRow& row) {
                                              return !row.moves_presences || row.kind == EntryKind::erase ||
                                                     std::ranges::find(kinds, row.kind) != std::end(kinds);
                                          }),
                      "a kind that moves presences is drawn by no property test");
        attendance::Entry entry;
        entry.ref = at;
        entry.kind = kinds[below(std::size(kinds))];
        entry.at = moment();
        switch (entry.kind) {
            case EntryKind::stamp:
                entry.event = attendance::EventId{name('e', 3)};
                if (below(3) != 0) entry.card = attendance::CardId{name('c', 6)};
                if (below(3) == 0 || !entry.card) entry.person = attendance::PersonId{name('p', 5)};
                if (entry.card) entry.version = below(6);
                break;
            case EntryKind::unbind:
                entry.card = attendance::CardId{name('c', 6)};
                entry.version = 1 + below(5);
                break;
            case EntryKind::misbind:
            case EntryKind::bind:
                entry.card = attendance::CardId{name('c', 6)};
                entry.person = attendance::PersonId{name('p', 5)};
                entry.version = 1 + below(5);
                break;
            case EntryKind::rekey:  // also of a card with itself, and in a ring
                entry.card = attendance::CardId{name('c', 12)};
                entry.detail = name('c', 12);
                break;
            case EntryKind::merge:
                entry.person = attendance::PersonId{name('p', 5)};
                do
                    entry.other_person = attendance::PersonId{name('p', 5)};
                while (entry.other_person == entry.person);
                break;
            default:
                give_what_it_needs(entry, devices, seqs);
        }
        return entry;
    }

    // `devices` kiosks, `seqs` lines each, epoch 1.
    std::vector<attendance::Entry> community(std::int64_t devices, std::int64_t seqs) {
        std::vector<attendance::Entry> entries;
        for (std::int64_t device = 0; device < devices; ++device)
            for (std::int64_t seq = 1; seq <= seqs; ++seq)
                entries.push_back(entry({device, 1, seq}, devices, seqs));
        return entries;
    }
};

}  // namespace testing
