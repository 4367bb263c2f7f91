#include "Core/Outcome.h"

#include <catch2/catch.hpp>
#include <memory>

using namespace loophole;

TEST_CASE("an outcome holds its value, also one that can only be moved")
{
    Outcome<std::unique_ptr<int>> outcome(std::make_unique<int>(7));
    REQUIRE(outcome);
    CHECK(*outcome.value() == 7);
    const auto taken = std::move(outcome).value();
    CHECK(*taken == 7);
}

TEST_CASE("a failure says what and why in one line")
{
    const Outcome<int> outcome(Failure{"kick.wav", "No such file or directory"});
    CHECK_FALSE(outcome);
    CHECK_FALSE(outcome.ok());
    CHECK(outcome.failure().message() == "kick.wav: No such file or directory");
}

TEST_CASE("a value may itself be text")
{
    const Outcome<std::string> outcome(std::string("text"));
    REQUIRE(outcome.ok());
    CHECK(outcome.value() == "text");
}

TEST_CASE("an outcome without a value is done or not")
{
    CHECK(Outcome<void>());
    const Outcome<void> failed(Failure{"a", "b"});
    CHECK_FALSE(failed);
    CHECK(failed.failure().why == "b");
}
