#include "Signal/Stream/MediumAccess.h"

#include "Support/MediaLibrary.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Rig
{
    Rig()
    {
        source.facts.channels = 1;
        source.facts.sampleRate = SampleRate(48000);
        source.facts.length = FrameCount(1000);
        context.shelf.admit(source.edition);
    }
    Outcome<void> readAt(MediumAccess& access, std::int64_t frame)
    {
        float sample = 0;
        float* channel = &sample;
        return access.read(FramePosition(frame),
                           [&](OpenMedium& medium) {
                               return medium.read(thread, FramePosition(frame), {&channel, 1, FrameCount(1)});
                           });
    }

    DiskThread thread = DiskThread::mint();
    MediaLibrary media;
    StreamJobContext context{&MediaLibrary::open};
    MediumSource source{AssetId{1}, {3}, "/a.wav", {}};
};

} // namespace

TEST_CASE("a job opens a reader once and leaves it for the next")
{
    Rig rig;
    const auto& medium = rig.media.put("/a.wav", TestSignal(1, 1000));
    for (int job = 0; job < 3; ++job)
    {
        MediumAccess access(rig.context, rig.source, rig.thread);
        CHECK(rig.readAt(access, 10 * job));
        CHECK(rig.readAt(access, 10 * job + 1));
    }
    CHECK(medium.opened == 1);
    CHECK(rig.context.shelf.count() == 1);
}

TEST_CASE("a reader that fails is opened anew, once a job")
{
    Rig rig;
    auto& medium = rig.media.put("/a.wav", TestSignal(1, 1000));
    medium.unreadable = FramePosition(5);
    MediumAccess access(rig.context, rig.source, rig.thread);
    CHECK_FALSE(rig.readAt(access, 5));
    CHECK(medium.opened == 2);
    CHECK_FALSE(rig.readAt(access, 5));
    CHECK(medium.opened == 2);
    CHECK(rig.readAt(access, 6));
    CHECK_FALSE(access.lost());
}

TEST_CASE("a reader that fails now and works when opened anew has not failed")
{
    Rig rig;
    auto& medium = rig.media.put("/a.wav", TestSignal(1, 1000));
    MediumAccess access(rig.context, rig.source, rig.thread);
    CHECK(rig.readAt(access, 4));
    medium.unreadable = FramePosition(5);
    medium.beforeRead = [&](FramePosition)
    {
        if (medium.opened == 2)
            medium.unreadable.reset();
    };
    CHECK(rig.readAt(access, 5));
}

TEST_CASE("a file that is gone is lost, and is not knocked at twice")
{
    Rig rig;
    MediumAccess access(rig.context, rig.source, rig.thread);
    CHECK_FALSE(rig.readAt(access, 0));
    REQUIRE(access.lost());
    CHECK(access.lost()->why == "no such file or directory");
    rig.media.put("/a.wav", TestSignal(1, 1000));
    CHECK_FALSE(rig.readAt(access, 0));
    CHECK_FALSE(access.hasChanged());
}

TEST_CASE("a file that holds another medium is not read")
{
    Rig rig;
    rig.media.put("/a.wav", TestSignal(1, 999));
    MediumAccess access(rig.context, rig.source, rig.thread);
    CHECK_FALSE(rig.readAt(access, 0));
    CHECK(access.hasChanged());
    CHECK(rig.context.shelf.count() == 0);
}
