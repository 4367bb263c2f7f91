#include "App/Demo/StemFile.h"

#include "Support/FileSizeLimit.h"
#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <cstring>

using namespace loophole;
using namespace loophole::demo;
using namespace loophole::testing;

namespace
{

Sound ramp()
{
    Sound sound(8000, 0.5);
    for (std::size_t i = 0; i < sound.size(); ++i)
        sound.frames[i] = {static_cast<float>(i) / 8192.0f, static_cast<float>(i) / -16384.0f};
    return sound;
}

} // namespace

TEST_CASE("a lossless stem holds the samples that were made")
{
    const TemporaryFolder folder;
    const auto sound = ramp();
    for (const auto& [format, name] : {std::pair{StemFormat::wav16, "a.wav"}, std::pair{StemFormat::wav24, "b.wav"},
                                       std::pair{StemFormat::wavFloat, "c.wav"}, std::pair{StemFormat::aiff24, "d.aif"},
                                       std::pair{StemFormat::flac16, "e.flac"}})
    {
        REQUIRE(writeStem(sound, folder / name, format, 2).ok());
        const auto decoded = runProgram({"sox", "-D", (folder / name).string(), "-t", "f32", "-"});
        CAPTURE(name);
        REQUIRE(decoded.output.size() == sound.size() * sizeof(Stereo));
        std::vector<Stereo> frames(sound.size());
        std::memcpy(frames.data(), decoded.output.data(), decoded.output.size());
        for (std::size_t i = 0; i < frames.size(); i += 97)
        {
            CHECK(frames[i].left == Approx(sound.frames[i].left).margin(0.6 / 32768));
            CHECK(frames[i].right == Approx(sound.frames[i].right).margin(0.6 / 32768));
        }
    }
}

TEST_CASE("a mono stem holds the mean of both sides")
{
    const TemporaryFolder folder;
    const auto sound = ramp();
    REQUIRE(writeStem(sound, folder / "m.wav", StemFormat::wavFloat, 1).ok());
    const auto decoded = runProgram({"sox", "-D", (folder / "m.wav").string(), "-t", "f32", "-"});
    REQUIRE(decoded.output.size() == sound.size() * sizeof(float));
    float sample = 0;
    std::memcpy(&sample, decoded.output.data() + 1000 * sizeof(float), sizeof sample);
    CHECK(sample == 0.5f * (sound.frames[1000].left + sound.frames[1000].right));
}

TEST_CASE("a stem that cannot be written whole leaves nothing")
{
    const TemporaryFolder folder;
    const auto sound = ramp();
    {
        const FileSizeLimit limit(300);
        for (const auto format : {StemFormat::wav24, StemFormat::flac24, StemFormat::vorbis})
            CHECK_FALSE(writeStem(sound, folder / "stem", format, 2).ok());
    }
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK_FALSE(writeStem(sound, folder / "absent" / "stem.wav", StemFormat::wav16, 1).ok());
}
