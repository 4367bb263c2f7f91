#include "Signal/Codec/AdtsFrames.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::optional<std::int64_t> find(const std::filesystem::path& path, std::string_view bytes)
{
    auto thread = DiskThread::mint();
    writeFile(path, bytes);
    const auto file = MediaFile::open(thread, path).value();
    return findAdtsStream(thread, *file, 0).value();
}

/** AAC LC, 44.1 kHz, stereo, 256 bytes a frame. */
std::string frames(int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += std::string("\xFF\xF1\x50\x80\x20\x1F\xFC", 7) + std::string(249, 'a');
    return all;
}

} // namespace

TEST_CASE("raw AAC is proved by frames that follow one another")
{
    const TemporaryFolder folder;
    const auto path = folder / "a";
    CHECK(find(path, frames(6)) == 0);
    CHECK(find(path, frames(2)) == 0);
    CHECK(find(path, countingBytes(500) + frames(6)) == 500);
    CHECK_FALSE(find(path, frames(3) + countingBytes(500)));
    CHECK_FALSE(find(path, frames(1) + std::string("\xFF\xF1\x4C\x80\x20\x1F\xFC", 7) + frames(2)));
    CHECK_FALSE(find(path, countingBytes(100'000)));
    CHECK_FALSE(find(path, "\xFF\xF1"));
}
