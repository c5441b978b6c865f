// wire_write_seeds entries|enrol|cursor DIR: writes the starting corpus of one fuzzer into DIR.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "wire/codec.h"
#include "wire/gzip.h"
#include "wire/samples.h"

namespace {

std::vector<std::string> seeds(std::string_view which) {
    if (which == "cursor") return {"1-0", "1-42", "9223372036854775807-9223372036854775807", "-", "1--1", "01-1"};
    const std::string entries = wire::to_json(samples::entries());
    if (which == "entries") return {entries, wire::gzip(entries)};
    return {
        wire::to_json(wire::EnrolRequest{"ABCD-EFGH", "door", std::string(64, 'a'), "1", wire::FormerDevice{2, "t"}}),
        wire::to_json(wire::EnrolReply{2, "t", "h", 1, std::string(64, 'a'), "p"}),
        wire::to_json(wire::EnrolOffer{std::string(64, 'c'), "p"}),
        wire::to_json(wire::ProofRequest{{std::string(64, 'c'), std::string(64, 'd')}, std::string(64, 'e')}),
        wire::to_json(wire::ProofReply{std::string(64, 'e')}),
        wire::to_json(samples::changes()),
        wire::to_json(wire::Hello{"h", 1, 1, 1, 1}),
        wire::to_json(wire::EntriesReply{2, {{1, "why"}}, 3}),
        wire::to_json(wire::ErrorBody{})};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "usage: wire_write_seeds entries|enrol|cursor DIR\n"), 2;
    const std::filesystem::path folder(argv[2]);
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const std::string& seed : seeds(argv[1])) {
        std::ofstream file(folder / ("seed-" + std::to_string(number++)), std::ios::binary);
        file << seed;
        if (!file.flush()) return std::fprintf(stderr, "cannot write into %s\n", argv[2]), 1;
    }
    return 0;
}
