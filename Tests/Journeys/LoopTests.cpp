#include "App/Engine/OfflineSession.h"
#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr int rate = 48000;
constexpr std::int64_t wraps = 10'000;

/** Holds what is rendered from a position on against the loop played as it should be. */
class LoopOracle final : public signal::FrameSink
{
public:
    /** The loop is `whole` from `offset` on. */
    LoopOracle(const TestSignal& signal, std::int64_t firstFrame) : whole(signal), offset(firstFrame) {}

    void startAt(std::int64_t position) { next = position; }

    Outcome<void> write(const float* const* channels, int channelCount, int frames) override
    {
        const auto size = whole.frames() - offset;
        for (int i = 0; i < frames; ++i, ++next)
            for (int c = 0; c < channelCount; ++c)
            {
                const auto place = static_cast<std::size_t>(offset + next % size);
                if (channels[c][i] != whole.channels[static_cast<std::size_t>(c)][place])
                    return Failure{"loop", "differs at frame " + std::to_string(next)};
            }
        checked += frames;
        return {};
    }

    std::int64_t checked = 0;

private:
    const TestSignal& whole;
    std::int64_t offset;
    std::int64_t next = 0;
};

/** A file in a format of its own, and what it holds when it is decoded once from beginning to end. */
struct Medium
{
    std::string path;
    TestSignal whole;
};

Medium encode(const TemporaryFolder& folder, const std::string& name, std::vector<std::string> command)
{
    // Fifty frames into a block: the shortest loop but one crosses the border.
    constexpr std::int64_t length = 62 * limits::blockFrames + 50;
    Medium medium;
    medium.path = encodeWith(std::move(command), folder, name, makeProgramme(2, length, rate), rate);
    auto thread = DiskThread::mint();
    const auto reader = signal::openMedia(thread, medium.path);
    REQUIRE(reader.ok());
    REQUIRE(reader.value()->info().sampleRate.hz() == rate);
    medium.whole = readWhole(thread, *reader.value());
    return medium;
}

std::string writeLoopSession(const TemporaryFolder& folder, const Medium& medium, std::int64_t size)
{
    const auto offset = medium.whole.frames() - size;
    const auto path = (folder / ("loop" + std::to_string(size) + ".loophole")).string();
    writeFile(path, R"({"format":"loophole.session","version":1,"sampleRate":48000,"assets":[{"id":"a","path":")" +
                        medium.path +
                        R"("}],"tracks":[{"id":"t","name":"T","clips":[{"id":"c","asset":"a","loop":true,)" +
                        R"("position":0,"offset":)" + std::to_string(offset) + R"(,"length":)" +
                        std::to_string(size * (wraps + 1)) + "}]}]}");
    return path;
}

/** Every frame of 10,000 rounds where they are short, otherwise the frames around each of the 10,000 wraps. */
void requireExactLoop(const TemporaryFolder& folder, const Medium& medium, std::int64_t size)
{
    INFO(medium.path << ", loop of " << size << " frames");
    auto session = OfflineSession::open({writeLoopSession(folder, medium, size)}, std::size_t{64} << 20);
    REQUIRE(session.ok());
    REQUIRE(session.value()->missingAssets().empty());
    LoopOracle oracle(medium.whole, medium.whole.frames() - size);
    const auto render = [&](std::int64_t from, std::int64_t frames)
    {
        oracle.startAt(from);
        const auto report = session.value()->render({FramePosition(from), FrameCount(frames)}, 512, oracle);
        INFO((report ? std::string() : report.failure().message()));
        REQUIRE(report.ok());
        REQUIRE(report.value().missingFrames == 0);
    };
    constexpr std::int64_t around = 16;
    if (size <= 100)
        render(0, size * wraps + 1);
    else
        for (std::int64_t wrap = 1; wrap <= wraps; ++wrap)
            render(wrap * size - around, 2 * around);
    CHECK(oracle.checked == (size <= 100 ? size * wraps + 1 : wraps * 2 * around));
}

void requireExactLoops(const TemporaryFolder& folder, const Medium& medium)
{
    for (const std::int64_t size : {1, 100, 14'400, 480'000})
        requireExactLoop(folder, medium, size);
}

} // namespace

TEST_CASE("loops of any length are exact through ten thousand wraps in PCM")
{
    const TemporaryFolder folder;
    requireExactLoops(folder, encode(folder, "a.wav", {"sox", "IN", "-b", "24", "OUT"}));
    requireExactLoops(folder, encode(folder, "a.aiff", {"sox", "IN", "OUT"}));
}

TEST_CASE("loops of any length are exact through ten thousand wraps in FLAC")
{
    const TemporaryFolder folder;
    requireExactLoops(folder, encode(folder, "a.flac", {"flac", "-s", "-f", "-o", "OUT", "IN"}));
}

TEST_CASE("loops of any length are exact through ten thousand wraps in MP3")
{
    const TemporaryFolder folder;
    requireExactLoops(folder, encode(folder, "a.mp3", {"lame", "--quiet", "-V2", "IN", "OUT"}));
}

TEST_CASE("loops of any length are exact through ten thousand wraps in Vorbis")
{
    const TemporaryFolder folder;
    requireExactLoops(folder, encode(folder, "a.ogg", {"oggenc", "-Q", "-o", "OUT", "IN"}));
}

TEST_CASE("loops of any length are exact through ten thousand wraps in Opus")
{
    const TemporaryFolder folder;
    requireExactLoops(folder, encode(folder, "a.opus", {"opusenc", "--quiet", "IN", "OUT"}));
}

#ifdef LOOPHOLE_FFMPEG
TEST_CASE("loops of any length are exact through ten thousand wraps in AAC")
{
    const TemporaryFolder folder;
    requireExactLoops(folder,
                      encode(folder, "a.m4a", {"ffmpeg", "-v", "error", "-y", "-i", "IN", "-c:a", "aac", "OUT"}));
}
#endif
