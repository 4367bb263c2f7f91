#include "Model/SharedList.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <random>

using namespace loophole;

namespace
{

SharedList<int> counting(std::size_t size)
{
    std::vector<int> values(size);
    std::iota(values.begin(), values.end(), 0);
    return SharedList<int>(std::move(values));
}

std::vector<int> contentOf(const SharedList<int>& list)
{
    return {list.begin(), list.end()};
}

} // namespace

TEST_CASE("a list has what it was made of, at every size around its chunks")
{
    for (const std::size_t size : {0u, 1u, 255u, 256u, 257u, 511u, 512u, 513u, 2000u})
    {
        const auto list = counting(size);
        REQUIRE(list.size() == size);
        CHECK(list.empty() == (size == 0));
        std::vector<int> expected(size);
        std::iota(expected.begin(), expected.end(), 0);
        CHECK(contentOf(list) == expected);
        for (std::size_t i = 0; i < size; ++i)
            REQUIRE(list[i] == static_cast<int>(i));
    }
}

TEST_CASE("a changed list leaves the one it came from as it was")
{
    const auto list = counting(600);
    const auto changed = list.with(300, -1);
    const auto longer = list.withInserted(0, -2).withAppended(-3);
    const auto shorter = list.without(599);
    CHECK(list[300] == 300);
    CHECK(changed[300] == -1);
    CHECK(longer.front() == -2);
    CHECK(longer.back() == -3);
    CHECK(longer.size() == 602);
    CHECK(shorter.back() == 598);
    CHECK(contentOf(list) == contentOf(counting(600)));
}

TEST_CASE("a change copies one chunk and shares the others")
{
    const auto list = counting(256 * 10);
    const auto changed = list.with(256 * 4 + 3, -1);
    for (std::size_t i = 0; i < list.chunkCount(); ++i)
        CHECK((changed.chunk(i) == list.chunk(i)) == (i != 4));
    CHECK(changed.chunkStart(5) == 256 * 5);
}

TEST_CASE("no chunk grows past its size or stays empty")
{
    auto list = counting(256);
    for (int i = 0; i < 1000; ++i)
        list = list.withInserted(100, i);
    for (std::size_t i = 0; i < list.chunkCount(); ++i)
        CHECK(list.chunk(i)->size() <= SharedList<int>::chunkSize);
    while (!list.empty())
        list = list.without(list.size() / 2);
    CHECK(list.chunkCount() == 0);
    CHECK(list.begin() == list.end());
}

TEST_CASE("any sequence of changes does what it does to a vector")
{
    std::mt19937 random(2);
    std::vector<int> expected;
    SharedList<int> list;
    for (int i = 0; i < 5000; ++i)
    {
        const auto place = expected.empty() ? 0 : random() % expected.size();
        const auto at = expected.begin() + static_cast<std::ptrdiff_t>(place);
        if (random() % 3 != 0 || expected.empty())
        {
            expected.insert(at, i);
            list = list.withInserted(place, i);
        }
        else if (random() % 2 == 0)
        {
            expected.erase(at);
            list = list.without(place);
        }
        else
        {
            *at = -i;
            list = list.with(place, -i);
        }
        REQUIRE(list.size() == expected.size());
    }
    CHECK(contentOf(list) == expected);
}

TEST_CASE("lists are equal by content, and known to be the same without a look")
{
    const auto list = counting(300);
    const auto copy = list;
    CHECK(list.sharesAllWith(copy));
    const auto equal = list.with(0, 0);
    CHECK_FALSE(list.sharesAllWith(equal));
    CHECK(list == equal);
    CHECK_FALSE(list == list.with(0, 1));
    CHECK_FALSE(list == list.without(0));
    CHECK(SharedList<int>() == counting(0));
}
