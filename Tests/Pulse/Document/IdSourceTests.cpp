#include "Pulse/Document/IdSource.h"

#include <catch2/catch.hpp>
#include <set>
#include <thread>
#include <vector>

using namespace loophole;

TEST_CASE("ids rise above the numbers of text ids, except such as no source hands out")
{
    IdSource ids;
    ids.avoid("c17");
    CHECK(ids.next<ClipId>() == ClipId{18});
    for (const auto* text : {"c5", "", "c", "17", "kick", "c17x", "c-3", "c99999999999", "c4000000000"})
        ids.avoid(text);
    CHECK(ids.next<ClipId>() == ClipId{19});
    ids.avoid("c0042");
    CHECK(ids.next<ClipId>() == ClipId{43});
}

TEST_CASE("two threads never get the same id")
{
    IdSource ids;
    std::vector<std::vector<ClipId>> got(2);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : got)
            threads.emplace_back(
                [&ids, &mine]
                {
                    for (int i = 0; i < 20'000; ++i)
                        mine.push_back(ids.next<ClipId>());
                });
    }
    std::set<ClipId> all(got[0].begin(), got[0].end());
    all.insert(got[1].begin(), got[1].end());
    CHECK(all.size() == 40'000);
}
