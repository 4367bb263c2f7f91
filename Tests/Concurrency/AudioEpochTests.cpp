#include "Concurrency/AudioEpoch.h"

#include <array>
#include <catch2/catch.hpp>
#include <optional>
#include <thread>

using namespace loophole;

TEST_CASE("while no callback runs a ticket has passed at once")
{
    AudioEpoch epoch;
    CHECK(epoch.hasPassed(epoch.ticket()));
}

TEST_CASE("a ticket taken during a callback passes when that callback ends")
{
    auto audio = AudioThread::mint();
    AudioEpoch epoch;
    std::optional<AudioEpoch::Section> section(std::in_place, epoch, audio);
    const auto ticket = epoch.ticket();
    CHECK_FALSE(epoch.hasPassed(ticket));
    section.reset();
    CHECK(epoch.hasPassed(ticket));
}

TEST_CASE("a ticket stays passed while later callbacks run")
{
    auto audio = AudioThread::mint();
    AudioEpoch epoch;
    const auto before = epoch.ticket();
    const AudioEpoch::Section section(epoch, audio);
    CHECK(epoch.hasPassed(before));
    CHECK_FALSE(epoch.hasPassed(epoch.ticket()));
}

TEST_CASE("what was unlinked before a ticket that has passed is seen by no callback any more")
{
    AudioEpoch epoch;
    std::array<int, 2> values{1, 1};
    std::atomic<int*> current{&values[0]};
    std::atomic<bool> isDone{false};
    std::atomic<bool> sawDead{false};
    std::thread player(
        [&]
        {
            auto audio = AudioThread::mint();
            while (!isDone)
            {
                const AudioEpoch::Section section(epoch, audio);
                if (*current.load() != 1)
                    sawDead = true;
            }
        });
    for (std::size_t i = 0; i < 20'000; ++i)
    {
        auto& old = values[i % 2];
        current.store(&values[(i + 1) % 2]);
        const auto ticket = epoch.ticket();
        while (!epoch.hasPassed(ticket))
            std::this_thread::yield();
        old = 0; // nobody may read it now
        old = 1;
    }
    isDone = true;
    player.join();
    CHECK_FALSE(sawDead);
}
