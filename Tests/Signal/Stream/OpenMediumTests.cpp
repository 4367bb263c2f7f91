#include "Signal/Stream/OpenMedium.h"

#include "Support/SignalReader.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Rig
{
    Rig() { medium.signal = makeNoise(2, 20000, 1); }

    TestSignal read(std::int64_t start, std::int64_t frames, std::int64_t keep)
    {
        TestSignal part(2, frames);
        const auto pointers = part.pointers();
        succeeded = open.read(thread, FramePosition(start), {pointers.data(), 2, FrameCount(frames)}, keep).ok();
        return part;
    }
    TestSignal expected(std::int64_t start, std::int64_t frames)
    {
        TestSignal part(2, frames);
        for (std::size_t c = 0; c < 2; ++c)
            for (std::int64_t i = 0; i < frames; ++i)
                if (start + i >= 0 && start + i < 20000)
                    part.channels[c][static_cast<std::size_t>(i)] =
                        medium.signal.channels[c][static_cast<std::size_t>(start + i)];
        return part;
    }

    DiskThread thread = DiskThread::mint();
    SignalMedium medium;
    OpenMedium open{std::make_unique<SignalReader>(medium)};
    bool succeeded = false;
};

} // namespace

TEST_CASE("overlapping stretches are read once and never backwards")
{
    Rig rig;
    std::vector<std::int64_t> starts;
    rig.medium.beforeRead = [&](FramePosition start) { starts.push_back(start.value()); };
    CHECK(rig.read(-100, 1000, 200) == rig.expected(-100, 1000));
    CHECK(rig.read(700, 1000, 200) == rig.expected(700, 1000));
    CHECK(rig.read(1500, 1000, 200) == rig.expected(1500, 1000));
    CHECK(starts == std::vector<std::int64_t>{-100, 900, 1700});
    CHECK(rig.open.position() == FramePosition(2500));
}

TEST_CASE("a stretch inside what was kept reads nothing")
{
    Rig rig;
    CHECK(rig.read(0, 1000, 500) == rig.expected(0, 1000));
    CHECK(rig.read(600, 300, 300) == rig.expected(600, 300));
    CHECK(rig.medium.reads == 1);
}

TEST_CASE("a stretch elsewhere is read whole")
{
    Rig rig;
    CHECK(rig.read(0, 1000, 500) == rig.expected(0, 1000));
    CHECK(rig.read(100, 300, 0) == rig.expected(100, 300));
    CHECK(rig.medium.reads == 2);
}

TEST_CASE("after a failed read nothing of before is used")
{
    Rig rig;
    CHECK(rig.read(0, 1000, 500) == rig.expected(0, 1000));
    rig.medium.unreadable = FramePosition(1200);
    (void) rig.read(600, 1000, 500);
    CHECK_FALSE(rig.succeeded);
    rig.medium.unreadable.reset();
    CHECK(rig.read(600, 1000, 500) == rig.expected(600, 1000));
    CHECK(rig.succeeded);
}
