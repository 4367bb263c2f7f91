#include "Concurrency/Published.h"

#include <catch2/catch.hpp>
#include <optional>
#include <thread>

using namespace loophole;

namespace
{

/** Counts how many of its kind live. */
struct Counted
{
    Counted(int number, int& alive) : number(number), alive(alive) { ++alive; }
    ~Counted() { --alive; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

    int number;
    int& alive;
};

} // namespace

TEST_CASE("the audio thread reads nothing before the first value and then always the newest")
{
    auto audio = AudioThread::mint();
    auto control = SignalThread::mint();
    AudioEpoch epoch;
    Published<int> published(epoch);
    CHECK(published.read(audio) == nullptr);
    CHECK(published.latest(control) == nullptr);
    published.publish(control, std::make_unique<const int>(1));
    CHECK(*published.read(audio) == 1);
    published.publish(control, std::make_unique<const int>(2));
    CHECK(*published.read(audio) == 2);
    CHECK(*published.latest(control) == 2);
}

TEST_CASE("a value that a callback may still see is not freed before that callback ends")
{
    auto audio = AudioThread::mint();
    auto control = SignalThread::mint();
    AudioEpoch epoch;
    int alive = 0;
    {
        Published<Counted> published(epoch);
        published.publish(control, std::make_unique<const Counted>(1, alive));
        std::optional<AudioEpoch::Section> callback(std::in_place, epoch, audio);
        const auto* held = published.read(audio);
        published.publish(control, std::make_unique<const Counted>(2, alive));
        published.collect(control);
        CHECK(held->number == 1);
        CHECK(alive == 2);
        CHECK(published.retiredCount(control) == 1);
        callback.reset();
        published.collect(control);
        CHECK(alive == 1);
        CHECK(published.retiredCount(control) == 0);
    }
    CHECK(alive == 0);
}

TEST_CASE("values that are replaced while a callback runs are freed all together after it")
{
    auto audio = AudioThread::mint();
    auto control = SignalThread::mint();
    AudioEpoch epoch;
    int alive = 0;
    Published<Counted> published(epoch);
    std::optional<AudioEpoch::Section> callback(std::in_place, epoch, audio);
    for (int i = 0; i < 100; ++i)
        published.publish(control, std::make_unique<const Counted>(i, alive));
    CHECK(alive == 100);
    callback.reset();
    published.collect(control);
    CHECK(alive == 1);
}

TEST_CASE("a callback never sees a freed value however fast they are replaced")
{
    AudioEpoch epoch;
    struct Pair
    {
        int a;
        int b;
    };
    Published<Pair> published(epoch);
    auto control = SignalThread::mint();
    published.publish(control, std::make_unique<const Pair>(Pair{0, 0}));
    std::atomic<bool> isDone{false};
    std::atomic<int> torn{0};
    std::thread player(
        [&]
        {
            auto audio = AudioThread::mint();
            while (!isDone)
            {
                const AudioEpoch::Section section(epoch, audio);
                const auto* pair = published.read(audio);
                torn += pair->a == pair->b ? 0 : 1;
            }
        });
    for (int i = 0; i < 20'000; ++i)
        published.publish(control, std::make_unique<const Pair>(Pair{i, i}));
    isDone = true;
    player.join();
    published.collect(control);
    CHECK(torn == 0);
    CHECK(published.retiredCount(control) == 0);
}
