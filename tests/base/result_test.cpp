#include "base/result.h"

#include "testing/catch.h"

namespace {

base::Result<int> half(int value) {
    if (value % 2 != 0) return base::fail(base::ErrorCode::bad_input, "odd");
    return value / 2;
}

base::Result<int> quarter(int value) {
    TRY(first, half(value));
    TRY(second, half(first));
    return second;
}

base::Result<void> must_halve(int value) {
    TRY_VOID(half(value) ? base::Result<void>() : base::Result<void>(base::fail(base::ErrorCode::failed, "no")));
    return {};
}

}  // namespace

TEST_CASE("TRY hands on the value, or the error of the step that failed") {
    REQUIRE(quarter(8));
    CHECK(*quarter(8) == 2);
    CHECK(quarter(6).error().message == "odd");
    CHECK(quarter(7).error().code == base::ErrorCode::bad_input);
    CHECK(must_halve(2));
    CHECK(must_halve(1).error().message == "no");
}
