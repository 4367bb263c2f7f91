#include "Signal/Stream/ReaderShelf.h"

#include "Support/SignalReader.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Rig
{
    Rig() { medium.signal = TestSignal(1, 1'000'000); }

    /** A reader that stands behind `position`. */
    std::unique_ptr<OpenMedium> readerAt(std::int64_t position)
    {
        auto reader = std::make_unique<OpenMedium>(std::make_unique<SignalReader>(medium));
        float sample = 0;
        float* channel = &sample;
        REQUIRE(reader->read(thread, FramePosition(position - 1), {&channel, 1, FrameCount(1)}));
        return reader;
    }

    DiskThread thread = DiskThread::mint();
    SignalMedium medium;
    ReaderShelf shelf{8192};
};

} // namespace

TEST_CASE("a shelf gives back the reader that stands nearest before the place")
{
    Rig rig;
    rig.shelf.admit({1});
    for (const auto position : {50000, 1000, 9000})
        rig.shelf.giveBack(rig.thread, {1}, rig.readerAt(position));
    CHECK(rig.shelf.take({1}, FramePosition(9100))->position() == FramePosition(9000));
    CHECK(rig.shelf.take({1}, FramePosition(9100))->position() == FramePosition(1000));
    CHECK(rig.shelf.count() == 1);
}

TEST_CASE("where seeks are expensive a reader at work elsewhere is left alone until there are enough")
{
    Rig rig;
    rig.medium.seeksAreExpensive = true;
    rig.shelf.admit({1});
    rig.shelf.giveBack(rig.thread, {1}, rig.readerAt(500000));
    CHECK(rig.shelf.take({1}, FramePosition(10)) == nullptr);
    for (const auto position : {510000, 520000, 530000})
        rig.shelf.giveBack(rig.thread, {1}, rig.readerAt(position));
    CHECK(rig.shelf.take({1}, FramePosition(0)) != nullptr);
}

TEST_CASE("a plain file's reader goes anywhere")
{
    Rig rig;
    rig.shelf.admit({1});
    rig.shelf.giveBack(rig.thread, {1}, rig.readerAt(500000));
    CHECK(rig.shelf.take({1}, FramePosition(0)) != nullptr);
}

TEST_CASE("readers of an edition that is retired are closed as they come back")
{
    Rig rig;
    rig.shelf.admit({1});
    rig.shelf.giveBack(rig.thread, {1}, rig.readerAt(10));
    auto inUse = rig.readerAt(20);
    CHECK(rig.shelf.retire({1}).size() == 1);
    rig.shelf.giveBack(rig.thread, {1}, std::move(inUse));
    CHECK(rig.shelf.count() == 0);
    CHECK(rig.shelf.take({1}, FramePosition(10)) == nullptr);
}

TEST_CASE("too many decoders close the one unused for longest")
{
    Rig rig;
    rig.medium.seeksAreExpensive = true;
    for (std::uint64_t edition = 1; edition <= ReaderShelf::mostDecoders + 2; ++edition)
    {
        rig.shelf.admit({edition});
        rig.shelf.giveBack(rig.thread, {edition}, rig.readerAt(10));
    }
    CHECK(rig.shelf.count() == ReaderShelf::mostDecoders);
    CHECK(rig.shelf.take({1}, FramePosition(10)) == nullptr);
    CHECK(rig.shelf.take({2}, FramePosition(10)) == nullptr);
    CHECK(rig.shelf.take({3}, FramePosition(10)) != nullptr);
}

TEST_CASE("plain files stay open in thousands, decoders beside them, within half of the descriptors")
{
    Rig rig;
    ReaderShelf shelf(2000);
    for (std::uint64_t edition = 1; edition <= 1100; ++edition)
    {
        rig.medium.seeksAreExpensive = edition % 100 == 0;
        shelf.admit({edition});
        shelf.giveBack(rig.thread, {edition}, rig.readerAt(10));
    }
    CHECK(shelf.count() == 1000);
    CHECK(shelf.take({100}, FramePosition(10)) != nullptr); // a decoder that is older than all that were closed
    CHECK(shelf.take({99}, FramePosition(10)) == nullptr);
    CHECK(shelf.take({1099}, FramePosition(10)) != nullptr);
}

TEST_CASE("one asset keeps only a few readers")
{
    Rig rig;
    rig.shelf.admit({1});
    for (int i = 0; i < 10; ++i)
        rig.shelf.giveBack(rig.thread, {1}, rig.readerAt(10 + i));
    CHECK(rig.shelf.count() == ReaderShelf::mostOfOneAsset);
}
