#include "store/admission.h"

#include "testing/catch.h"

namespace {

wire::EntriesRequest request(std::int64_t epoch, std::int64_t epoch_first, std::int64_t first, std::size_t rows) {
    wire::EntriesRequest r;
    r.epoch = epoch;
    r.epoch_first_seq = epoch_first;
    r.first_seq = first;
    r.rows.resize(rows);
    return r;
}

std::optional<std::int64_t> expected(const wire::EntriesRequest& r, const store::Epochs& epochs) {
    const auto decision = store::admit(r, epochs);
    const auto* error = std::get_if<wire::ErrorBody>(&decision);
    return error == nullptr ? std::nullopt : error->expected_seq;
}

}  // namespace

TEST_CASE("the next row is admitted, one further is a gap, one before is known") {
    const store::Epochs epochs{{1, {1, 10}}};
    CHECK(std::get<store::Admission>(store::admit(request(1, 1, 11, 3), epochs)).known_rows == 0);
    CHECK(expected(request(1, 1, 12, 3), epochs) == 11);
    CHECK(std::get<store::Admission>(store::admit(request(1, 1, 10, 3), epochs)).known_rows == 1);
    CHECK(std::get<store::Admission>(store::admit(request(1, 1, 2, 3), epochs)).known_rows == 3);
}

TEST_CASE("the first epoch begins at 1") {
    CHECK(std::get<store::Admission>(store::admit(request(1, 1, 1, 1), {})).is_new_epoch);
    CHECK(expected(request(1, 2, 2, 1), {}) == 1);
    CHECK(expected(request(1, 1, 2, 1), {}) == 1);
}

TEST_CASE("a new epoch may overlap the one before, but not leave a hole") {
    const store::Epochs epochs{{1, {1, 10}}};
    CHECK(store::admit(request(2, 10, 10, 1), epochs).index() == 0);
    CHECK(store::admit(request(2, 11, 11, 1), epochs).index() == 0);
    CHECK(expected(request(2, 12, 12, 1), epochs) == 11);
    CHECK(expected(request(2, 9, 10, 1), epochs) == 9);
}

TEST_CASE("an entry of an epoch speaks of that epoch or of older ones") {
    const store::Epochs epochs{{1, {1, 10}}, {2, {6, 12}}, {4, {9, 20}}};
    CHECK(store::epoch_of(epochs, 4, 9) == 4);
    CHECK(store::epoch_of(epochs, 4, 8) == 2);
    CHECK(store::epoch_of(epochs, 4, 5) == 1);
    CHECK(store::epoch_of(epochs, 2, 9) == 2);
    CHECK(store::epoch_of(epochs, 1, 9) == 1);
}
