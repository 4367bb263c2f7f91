#include "Signal/Peaks/PeakDump.h"

#include "Support/PeakReference.h"
#include "Support/SignalReader.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a dump equals a plain loop for any number of frames a peak")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(3, 40'001, 5);
    SignalReader reader(medium);
    for (const std::int64_t framesPerPeak : {1, 2, 63, 64, 100, 16384, 16385, 40'000, 40'001, 1'000'000})
    {
        std::vector<std::vector<Peak>> dumped(3);
        const auto done = dumpPeaks(thread, reader, framesPerPeak,
                                    [&](int channel, std::int64_t index, const Peak& peak)
                                    {
                                        auto& peaks = dumped[static_cast<std::size_t>(channel)];
                                        CHECK(index == static_cast<std::int64_t>(peaks.size()));
                                        peaks.push_back(peak);
                                        return true;
                                    });
        REQUIRE(done.ok());
        CAPTURE(framesPerPeak);
        for (std::size_t channel = 0; channel < 3; ++channel)
            CHECK(areSamePeaks(dumped[channel], plainPeaks(medium.signal.channels[channel], framesPerPeak)));
    }
}

TEST_CASE("an empty medium has nothing to dump")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = TestSignal(2, 0);
    SignalReader reader(medium);
    int count = 0;
    CHECK(dumpPeaks(thread, reader, 64, [&](int, std::int64_t, const Peak&) { return ++count > 0; }).ok());
    CHECK(count == 0);
}

TEST_CASE("a dump ends when its receiver has had enough, and fails where the medium does")
{
    auto thread = DiskThread::mint();
    SignalMedium medium;
    medium.signal = makeNoise(1, 100'000, 5);
    medium.unreadable = FramePosition(50'000);
    SignalReader reader(medium);
    int count = 0;
    CHECK(dumpPeaks(thread, reader, 64, [&](int, std::int64_t, const Peak&) { return ++count < 10; }).ok());
    CHECK(count == 10);
    const auto failed = dumpPeaks(thread, reader, 64, [](int, std::int64_t, const Peak&) { return true; });
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().why == "cannot be read");
    CHECK_FALSE(dumpPeaks(thread, reader, 0, [](int, std::int64_t, const Peak&) { return true; }).ok());
}
