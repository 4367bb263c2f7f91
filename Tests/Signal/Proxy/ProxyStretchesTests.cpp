#include "Signal/Proxy/ProxyStretches.h"

#include "Support/SignalReader.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr SampleRate rate(48000);

/** So many sources of one medium, at its own rate or at half of it. */
ProxyStretches stretchesOf(SignalMedium& medium, int count, SampleRate proxyRate = rate)
{
    std::vector<std::unique_ptr<ProxySource>> sources;
    for (int i = 0; i < count; ++i)
        sources.push_back(std::make_unique<ProxySource>(std::make_unique<SignalReader>(medium), proxyRate));
    return ProxyStretches(std::move(sources));
}

/** All that comes, put together. */
TestSignal gathered(DiskThread& thread, ProxyStretches& stretches)
{
    TestSignal all(stretches.channels(), 0);
    for (;;)
    {
        const auto next = stretches.next(thread);
        REQUIRE(next.ok());
        if (!next.value())
            return all;
        for (std::size_t c = 0; c < all.channels.size(); ++c)
            all.channels[c].insert(all.channels[c].end(), next.value()->channels[c],
                                   next.value()->channels[c] + next.value()->frames.value());
    }
}

} // namespace

TEST_CASE("the stretches come in order and whole, however many are read at once")
{
    auto thread = DiskThread::mint();
    for (const std::int64_t frames :
         {std::int64_t{0}, std::int64_t{1000}, ProxyStretches::stretchFrames, 3 * ProxyStretches::stretchFrames + 77})
        for (const int count : {1, 2, 3, 5})
        {
            SignalMedium medium;
            medium.signal = makeNoise(2, frames, 5);
            auto stretches = stretchesOf(medium, count);
            INFO(frames << " frames, " << count << " at once");
            CHECK(gathered(thread, stretches) == medium.signal);
        }
}

TEST_CASE("a resampled medium shows no seam between stretches")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(1, 5 * ProxyStretches::stretchFrames, 6);
    auto alone = stretchesOf(medium, 1, SampleRate(24000));
    auto together = stretchesOf(medium, 2, SampleRate(24000));
    CHECK(gathered(thread, together) == gathered(thread, alone));
}

TEST_CASE("a stretch that cannot be read fails when its turn comes")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(1, 3 * ProxyStretches::stretchFrames, 7);
    medium.unreadable = FramePosition(ProxyStretches::stretchFrames + 5);
    auto stretches = stretchesOf(medium, 3);
    CHECK(stretches.next(thread).ok());
    CHECK_FALSE(stretches.next(thread).ok());
}
