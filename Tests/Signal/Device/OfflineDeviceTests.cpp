#include "Signal/Device/OfflineDevice.h"

#include "Support/CountedSignal.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("the offline device renders exactly what is cranked, in its block, the last one smaller")
{
    OfflineDevice device;
    testing::CountedSignal signal;
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {SampleRate(48000), 100, 2}).ok());
    REQUIRE(device.start(thread, signal).ok());
    std::vector<float> left;
    CHECK(device.renderFrames(250, [&](const OutputBlock& block)
                              { left.insert(left.end(), block.channels[0], block.channels[0] + block.frames); }) ==
          250);
    CHECK(device.renderFrames(10) == 10);
    CHECK(signal.blocks == std::vector<int>{100, 100, 50, 10});
    REQUIRE(left.size() == 250);
    for (int n = 0; n < 250; ++n)
        REQUIRE(left[static_cast<std::size_t>(n)] == testing::countedSample(n, 0));
    CHECK(device.progress()->frames == 260);
    device.stop(thread);
}

TEST_CASE("an offline device that is not started renders nothing")
{
    OfflineDevice device;
    auto thread = DeviceThread::mint();
    CHECK(device.renderFrames(100) == 0);
    REQUIRE(device.open(thread, {}).ok());
    CHECK(device.renderFrames(100) == 0);
    CHECK(!device.capabilities().keepsRealTime);
}
