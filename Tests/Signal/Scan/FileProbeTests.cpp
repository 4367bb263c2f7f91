#include "Signal/Scan/FileProbe.h"

#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;
using Found = MediaProbed::Outcome;

namespace
{

MediaProbed probed(const std::filesystem::path& file, ChangeStamp known = {})
{
    auto thread = DiskThread::mint();
    return probeFile(thread, {RequestId{5}, file, {}, known}, openMedia);
}

} // namespace

TEST_CASE("a medium is told with its facts, its stamp and its print")
{
    TemporaryFolder folder;
    const auto file = folder / "a.wav";
    auto sines = makeSines(2, 4800, 48000, 440.0, 0.5);
    writeWithSox(sines, 48000, file.string(), {"-b", "24"});
    const auto found = probed(file);
    CHECK(found.request == RequestId{5});
    CHECK(found.outcome == Found::medium);
    CHECK(found.facts.format == "WAV");
    CHECK(found.facts.channels == 2);
    CHECK(found.facts.bitDepth == 24);
    CHECK(found.facts.length == FrameCount(4800));
    CHECK(found.stamp.bytes == static_cast<std::int64_t>(std::filesystem::file_size(file)));
    CHECK_FALSE(found.print.isNone());
    const auto again = probed(file, found.stamp);
    CHECK(again.outcome == Found::unchanged);
    CHECK(again.stamp == found.stamp);
    std::filesystem::create_symlink("a.wav", folder / "link.wav");
    CHECK(probed(folder / "link.wav").print == found.print);
}

TEST_CASE("what is no medium, cannot be read, or is a folder is told apart")
{
    TemporaryFolder folder;
    std::ofstream(folder / "text.wav") << "this is no sound";
    std::ofstream(folder / "text.txt") << "this is no sound";
    std::filesystem::create_directory_symlink("..", folder / "up");
    const auto text = probed(folder / "text.wav");
    CHECK(text.outcome == Found::damaged);
    CHECK(text.error == "is not an audio file that Loophole can read");
    CHECK(text.stamp.bytes == 16);
    CHECK(probed(folder / "text.txt").outcome == Found::damaged);
    CHECK(probed(folder / "up").outcome == Found::folder);
    const auto none = probed(folder / "none.wav");
    CHECK(none.outcome == Found::unreadable);
    CHECK(none.error == "no such file or directory");
}
