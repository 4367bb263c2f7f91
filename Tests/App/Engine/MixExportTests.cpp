#include "App/Engine/MixExport.h"

#include "Support/Program.h"
#include "Support/SessionParts.h"
#include "Support/TemporaryFolder.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

#include <cstring>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** Two files of noise that sound together from frame 0, as an edited session that was never saved. */
struct TwoTracks
{
    TemporaryFolder folder;
    TestSignal first = makeNoise(2, 96'000, 1, 0.4f);
    TestSignal second = makeNoise(2, 48'000, 2, 0.4f);
    Session session = sessionOf({trackOf(1, {clipOf(1, 1, 0)}), trackOf(2, {clipOf(2, 2, 0)})});
    Folders folders{folder / "cache", folder / "data"};
    std::atomic<bool> isGivenUp{false};
    std::vector<double> told;

    TwoTracks()
    {
        write("1.wav", first);
        write("2.wav", second);
        std::vector<SessionAsset> assets(2);
        for (std::uint32_t i = 0; i < 2; ++i)
        {
            assets[i].id = AssetId{i + 1};
            assets[i].path = std::to_string(i + 1) + ".wav";
        }
        session.assets = SharedList<SessionAsset>(std::move(assets));
    }
    void write(const std::string& name, const TestSignal& signal) const
    {
        // Not sox: it carries 32 bits of integers inside.
        REQUIRE(runProgram({"ffmpeg", "-v", "error", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0", "-c:a",
                            "pcm_f32le", (folder / name).native()},
                           signal.interleavedBytes())
                    .exitCode == 0);
    }
    [[nodiscard]] Outcome<MixedFile> mix(const std::string& bits, FrameRange range = {})
    {
        return exportMix({std::make_shared<const Session>(session), folder.path(), range, folder / "mix.wav", bits},
                         folders, std::size_t{64} << 20, isGivenUp, [this](double share) { told.push_back(share); });
    }
    [[nodiscard]] std::vector<float> mixed() const
    {
        const auto bytes =
            runProgram({"ffmpeg", "-v", "error", "-i", (folder / "mix.wav").native(), "-f", "f32le", "-"}).output;
        std::vector<float> samples(bytes.size() / sizeof(float));
        std::memcpy(samples.data(), bytes.data(), bytes.size());
        return samples;
    }
};

} // namespace

TEST_CASE("a session in memory is mixed as it is, to the sample")
{
    TwoTracks tracks;
    const auto done = tracks.mix("32f");
    REQUIRE(done);
    CHECK(done.value().seconds == 2);
    CHECK(done.value().missingFrames == 0);
    const auto samples = tracks.mixed();
    REQUIRE(samples.size() == 2 * 96'000);
    for (std::size_t i = 0; i < 96'000; ++i)
        for (std::size_t c = 0; c < 2; ++c)
        {
            const auto other = i < 48'000 ? tracks.second.channels[c][i] : 0.0f;
            REQUIRE(samples[2 * i + c] == tracks.first.channels[c][i] + other);
        }
    REQUIRE_FALSE(tracks.told.empty());
    CHECK(std::is_sorted(tracks.told.begin(), tracks.told.end()));
}

TEST_CASE("a stretch of it is mixed alone, in the depth that was asked for")
{
    TwoTracks tracks;
    REQUIRE(tracks.mix("24", {FramePosition(60'000), FrameCount(1000)}));
    const auto samples = tracks.mixed();
    REQUIRE(samples.size() == 2000);
    for (std::size_t i = 0; i < 1000; ++i)
        REQUIRE(samples[2 * i] == Approx(tracks.first.channels[0][60'000 + i]).margin(1.0 / (1 << 23)));
    CHECK(runProgram({"soxi", "-b", (tracks.folder / "mix.wav").native()}).output == "24\n");
}

TEST_CASE("a mix that is given up leaves nothing, and one without its files says which were silent")
{
    TwoTracks tracks;
    tracks.isGivenUp = true;
    const auto given = tracks.mix("16");
    REQUIRE_FALSE(given);
    CHECK_FALSE(std::filesystem::exists(tracks.folder / "mix.wav"));

    tracks.isGivenUp = false;
    std::filesystem::remove(tracks.folder / "2.wav");
    const auto done = tracks.mix("16");
    REQUIRE(done);
    CHECK(done.value().missingAssets == std::vector<std::filesystem::path>{tracks.folder / "2.wav"});
}

TEST_CASE("an empty session cannot be mixed, and a place that cannot be written is told")
{
    TwoTracks tracks;
    auto there = exportMix({std::make_shared<const Session>(), tracks.folder.path(), {}, tracks.folder / "mix.wav"},
                           tracks.folders, std::size_t{64} << 20, tracks.isGivenUp, [](double) {});
    REQUIRE_FALSE(there);
    CHECK(there.failure().why == "there is nothing to mix");
    there = exportMix({std::make_shared<const Session>(tracks.session), tracks.folder.path(), {}, "/nowhere/mix.wav"},
                      tracks.folders, std::size_t{64} << 20, tracks.isGivenUp, [](double) {});
    CHECK_FALSE(there);
}
