#include "Signal/Device/DeviceExit.h"

#include "FakeBackends.h"
#include "Signal/Device/NullDevice.h"
#include "Signal/Device/OfflineDevice.h"
#include "Support/CountedSignal.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("every kind of device is known while it runs, and only then")
{
    auto thread = DeviceThread::mint();
    testing::CountedSignal first, second, third;
    FakeSystem system;
    FakeDevice fake(system, {DeviceKind::jack, {}});
    NullDevice null;
    OfflineDevice offline;
    REQUIRE((fake.open(thread, {}).ok() && null.open(thread, {}).ok() && offline.open(thread, {}).ok()));
    CHECK(DeviceExit::runningCount() == 0);
    REQUIRE((fake.start(thread, first).ok() && null.start(thread, second).ok() && offline.start(thread, third).ok()));
    CHECK(DeviceExit::runningCount() == 3);
    null.stop(thread);
    CHECK(DeviceExit::runningCount() == 2);
    CHECK(DeviceExit::stopAll() == 2);
    CHECK(DeviceExit::runningCount() == 0);
    CHECK(offline.renderFrames(64) == 0);
}

TEST_CASE("a process that exits in the middle of playing stops its device first")
{
    const auto child = fork();
    if (child == 0)
    {
        static testing::CountedSignal signal;
        static NullDevice device;
        auto thread = DeviceThread::mint();
        if (!device.open(thread, {SampleRate(48000), 64, 2}).ok() || !device.start(thread, signal).ok() ||
            !signal.waitForFrames(64))
            _exit(1);
        // Registered last, so run first: the hook has yet to come, and the device still plays.
        std::atexit(
            []
            {
                if (DeviceExit::runningCount() != 1)
                    _exit(2);
            });
        std::exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
