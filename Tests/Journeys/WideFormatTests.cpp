#include "Journeys/CommandLine.h"
#include "Support/FileBytes.h"
#include "Support/MediaReading.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace loophole::testing;

namespace
{

/** A folder with noise of so many channels, and sessions that play it on a Master of so many. */
class WideStudio
{
public:
    [[nodiscard]] std::string path(const std::string& name) const { return (folder / name).native(); }

    TestSignal writeNoise(int channels, int rate, std::int64_t frames) const
    {
        auto noise = makeNoise(channels, frames, static_cast<std::uint64_t>(channels), 0.2f);
        writeWithSox(noise, rate, path("noise.wav"), {"-b", "24"});
        return decodedBy({"sox", path("noise.wav"), "-t", "f32", "-"}, channels);
    }

    [[nodiscard]] std::string writeSession(int masterChannels) const
    {
        const auto session = path("wide.loophole");
        writeFile(session, R"({"format":"loophole.session","version":1,"sampleRate":48000,)"
                           R"("assets":[{"id":"a","path":"noise.wav"}],)"
                           R"("tracks":[{"id":"t","name":"T","clips":[{"id":"c","asset":"a","position":0}]}],)"
                           R"("buses":[{"name":"Master","channels":)" +
                               std::to_string(masterChannels) + "}]}");
        return session;
    }

    [[nodiscard]] TestSignal render(const std::string& what, int channels) const
    {
        static_cast<void>(cli.json({"render", what, "-o", path("out.wav")}));
        return decodedBy({"sox", path("out.wav"), "-t", "f32", "-"}, channels);
    }

    CommandLine cli;

private:
    TemporaryFolder folder;
};

float largestDistance(const std::vector<float>& a, const std::vector<float>& b)
{
    REQUIRE(a.size() == b.size());
    float largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

} // namespace

TEST_CASE("one to eight channels leave a Master of as many bit for bit, and a device is opened with them")
{
    const WideStudio studio;
    for (const int channels : {1, 2, 3, 4, 5, 6, 7, 8})
    {
        INFO(channels << " channels");
        const auto noise = studio.writeNoise(channels, 48000, 30'000);
        const auto session = studio.writeSession(channels);
        CHECK(studio.render(session, channels) == noise);
        const auto played = studio.cli.json({"play", session, "--device", "null", "--seconds", "0.2"});
        CHECK(played.at("device").at("channels") == channels);
        CHECK(played.at("missingFrames") == 0);
    }
}

TEST_CASE("surround on a stereo Master is folded by the coefficients of BS.775")
{
    const WideStudio studio;
    const auto noise = studio.writeNoise(6, 48000, 10'000); // L R C LFE Ls Rs
    const auto folded = studio.render(studio.writeSession(2), 2);
    const auto half = std::sqrt(0.5f);
    for (const std::size_t side : {0u, 1u})
    {
        std::vector<float> expected;
        for (std::size_t i = 0; i < 10'000; ++i)
            expected.push_back(noise.channels[side][i] + half * noise.channels[2][i] +
                               half * noise.channels[4 + side][i]);
        CHECK(largestDistance(folded.channels[side], expected) < 1e-6f);
    }
}

TEST_CASE("files of 8 to 192 kHz are rendered at their own rate bit for bit and played without a miss")
{
    const WideStudio studio;
    for (const int rate : {8000, 11025, 44100, 88200, 192'000})
    {
        INFO(rate << " Hz");
        const auto noise = studio.writeNoise(2, rate, rate / 2);
        CHECK(studio.render(studio.path("noise.wav"), 2) == noise);
        const auto played = studio.cli.json({"play", studio.path("noise.wav"), "--device", "null", "--seconds", "0.2"});
        CHECK(played.at("device").at("sampleRate") == rate);
        CHECK(played.at("missingFrames") == 0);
    }
}
