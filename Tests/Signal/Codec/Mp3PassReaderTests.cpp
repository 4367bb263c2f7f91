#include "Signal/Codec/Mp3PassReader.h"

#include "Support/EncodedMedia.h"
#include "Support/PassPair.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

std::string encoded(const TemporaryFolder& folder, int rate, int channels, const std::vector<std::string>& options,
                    std::int64_t frames)
{
    std::vector<std::string> command{"lame", "--quiet"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {"IN", "OUT"});
    return encodeWith(command, folder, "a.mp3", makeProgramme(channels, frames, rate), rate);
}

} // namespace

TEST_CASE("a pass through an MP3 of every kind gives what the exact reader gives, to rounding, from anywhere on")
{
    struct Kind
    {
        int rate;
        int channels;
        std::vector<std::string> options;
    };
    const auto kind = GENERATE(values<Kind>({
        {44100, 2, {"-b", "128"}},
        {48000, 2, {"-V", "2"}},
        {44100, 2, {"-t", "-b", "320", "-m", "s"}},
        {44100, 2, {"-t", "-V", "5"}},
        {44100, 2, {"-p", "-b", "160"}}, // with checksums
        {16000, 1, {"-t", "-b", "8"}},   // MPEG-2, whose frames reach far back
        {24000, 2, {"--abr", "40"}},     // MPEG-2 joint stereo
        {8000, 1, {"-b", "8"}},          // MPEG-2.5
        {32000, 1, {"-b", "48"}},
    }));
    CAPTURE(kind.rate, kind.channels, kind.options);
    const TemporaryFolder folder;
    const PassPair pair(encoded(folder, kind.rate, kind.channels, kind.options, 9LL * kind.rate + 123));
    pair.requireSameSound();
    pair.requireJoins(30);
}

TEST_CASE("behind a frame that is not as long as its header says a pass gives what the exact reader gives")
{
    const TemporaryFolder folder;
    const auto path = encoded(folder, 44100, 2, {"-t", "-b", "128"}, 400'000);
    auto bytes = readFile(path);
    bytes.insert(bytes.size() / 2, std::string(1000, '\0'));
    writeFile(path, bytes);
    PassPair(path).requireSameSound();
}

TEST_CASE("an MP3 that was cut out of a longer one gives what the exact reader gives")
{
    const TemporaryFolder folder;
    const auto path = encoded(folder, 44100, 2, {"-t", "-b", "64"}, 400'000);
    const auto bytes = readFile(path);
    writeFile(path, std::string_view(bytes).substr(bytes.size() / 2));
    PassPair(path).requireSameSound();
}

TEST_CASE("damaged sound is a guess within its frames, and right again behind them")
{
    const TemporaryFolder folder;
    const auto path = encoded(folder, 44100, 2, {"-t", "-b", "128"}, 400'000);
    auto bytes = readFile(path);
    const auto place = bytes.size() / 2;
    for (std::size_t i = 60; i < 120; ++i)
        bytes[place + i] = static_cast<char>(i * 31);
    writeFile(path, bytes);
    const PassPair pair(path);
    const auto length = pair.exact->info().length.value();
    constexpr std::int64_t fewFrames = 10 * 1152;
    REQUIRE(pair.passes != nullptr);
    for (const auto& [from, to] :
         {std::pair<std::int64_t, std::int64_t>{0, length / 2 - fewFrames}, {length / 2 + fewFrames, length}})
        CHECK(largestDifference(readPart(pair.thread, *pair.exact, from, to - from),
                                readPart(pair.thread, *pair.passes, from, to - from)) < PassPair::rounding);
}

TEST_CASE("layer II and the free format have no passes of their own")
{
    const TemporaryFolder folder;
    const auto layer2 = encodeWith({"ffmpeg", "-v", "error", "-i", "IN", "-c:a", "mp2", "OUT"}, folder, "a.mp2",
                                   makeProgramme(2, 50'000, 48000), 48000);
    CHECK(PassPair(layer2).passes == nullptr);
    CHECK(PassPair(encoded(folder, 32000, 2, {"--freeformat", "-b", "100"}, 50'000)).passes == nullptr);
}
