#include "Concurrency/ThreadTokens.h"

#include <catch2/catch.hpp>
#include <type_traits>

using namespace loophole;

TEST_CASE("a token cannot be copied, made without minting, or passed for another")
{
    CHECK_FALSE(std::is_copy_constructible_v<AudioThread>);
    CHECK_FALSE(std::is_copy_assignable_v<AudioThread>);
    CHECK_FALSE(std::is_default_constructible_v<AudioThread>);
    CHECK_FALSE(std::is_convertible_v<AudioThread&, DiskThread&>);
    CHECK_FALSE(std::is_convertible_v<MessageThread&, PulseThread&>);
}

TEST_CASE("a token carries nothing")
{
    CHECK(std::is_empty_v<AudioThread>);
    CHECK(std::is_empty_v<SignalThread>);
}
