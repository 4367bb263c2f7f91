#include "Signal/Codec/ChainedOpus.h"

#include "Support/OpusFiles.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("all parts of chained Opus are one medium where their channels agree")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    std::string chain;
    TestSignal expected(2, 0);
    for (int part = 0; part < 4; ++part)
    {
        const auto path =
            encodeOpus(folder, makeProgramme(2, 50'000 + 10'001 * part, 48000), {"--serial", std::to_string(part + 1)});
        const auto alone = readWhole(thread, *openOpus(thread, path));
        for (std::size_t c = 0; c < 2; ++c)
            expected.channels[c].insert(expected.channels[c].end(), alone.channels[c].begin(), alone.channels[c].end());
        chain += readFile(path);
    }
    const auto path = (folder / "chain.opus").string();
    writeFile(path, chain);
    const auto reader = openOpus(thread, path);
    CHECK(reader->info().warning.empty());
    CHECK(reader->seeksAreExpensive());
    CHECK(reader->info().length == FrameCount(expected.frames()));
    CHECK(readWhole(thread, *reader) == expected);
    requirePartsOfWhole(thread, *reader, expected, 60, 80'000);
}

TEST_CASE("chained Opus ends before a part of another number of channels")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto first = readFile(encodeOpus(folder, makeProgramme(2, 60'000, 48000)));
    const auto second = readFile(encodeOpus(folder, makeProgramme(1, 60'000, 48000), {"--serial", "5"}));
    const auto path = (folder / "chain.opus").string();
    writeFile(path, first + second);
    const auto reader = openOpus(thread, path);
    CHECK(reader->info().length == FrameCount(60'000));
    CHECK_FALSE(reader->info().warning.empty());
    requirePartsOfWhole(thread, *reader, readWhole(thread, *reader), 100);
}
