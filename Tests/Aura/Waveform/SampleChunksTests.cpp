#include "Aura/Waveform/SampleChunks.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr AssetId asset{7};

struct Fixture
{
    std::vector<RequestWaveform> asked;
    SampleChunks chunks{[this](RequestWaveform request) { asked.push_back(request); }};
    bool isWhole = false;

    void answer(const RequestWaveform& request)
    {
        const auto frames = static_cast<std::size_t>(request.range.length.value());
        REQUIRE(chunks.accept({request.request, request.asset, request.range, {std::vector<float>(frames, 0.5f)}}));
    }
};

} // namespace

TEST_CASE("what is not here is asked for once, in whole chunks cut at the end of the asset")
{
    Fixture f;
    const FrameRange wanted{FramePosition(16000), FrameCount(1000)};
    REQUIRE(f.chunks.chunksFor(asset, wanted, FrameCount(20000), f.isWhole).empty());
    REQUIRE_FALSE(f.isWhole);
    REQUIRE(f.asked.size() == 2);
    REQUIRE(f.asked[0].range == FrameRange{FramePosition(0), FrameCount(16384)});
    REQUIRE(f.asked[1].range == FrameRange{FramePosition(16384), FrameCount(20000 - 16384)});
    REQUIRE(f.chunks.pending() == 2);

    REQUIRE(f.chunks.chunksFor(asset, wanted, FrameCount(20000), f.isWhole).empty());
    REQUIRE(f.asked.size() == 2);
}

TEST_CASE("answers make a stretch whole, in order")
{
    Fixture f;
    const FrameRange wanted{FramePosition(16000), FrameCount(1000)};
    (void) f.chunks.chunksFor(asset, wanted, FrameCount(20000), f.isWhole);
    f.answer(f.asked[1]);
    f.answer(f.asked[0]);
    const auto here = f.chunks.chunksFor(asset, wanted, FrameCount(20000), f.isWhole);
    REQUIRE(f.isWhole);
    REQUIRE(here.size() == 2);
    REQUIRE(here[0]->start == FramePosition(0));
    REQUIRE(here[1]->start == FramePosition(16384));
    REQUIRE(f.chunks.pending() == 0);
}

TEST_CASE("answers to others and to what was forgotten are left alone")
{
    Fixture f;
    REQUIRE_FALSE(f.chunks.accept({RequestId{99}, asset, {}, {}}));
    (void) f.chunks.chunksFor(asset, {FramePosition(0), FrameCount(10)}, FrameCount(20000), f.isWhole);
    f.chunks.forget(asset);
    REQUIRE_FALSE(f.chunks.accept({f.asked[0].request, asset, f.asked[0].range, {{0.0f}}}));
    REQUIRE(f.chunks.chunksFor(asset, {FramePosition(0), FrameCount(10)}, FrameCount(20000), f.isWhole).empty());
    REQUIRE(f.asked.size() == 2);
}

TEST_CASE("what could not be read is not asked for again")
{
    Fixture f;
    (void) f.chunks.chunksFor(asset, {FramePosition(0), FrameCount(10)}, FrameCount(20000), f.isWhole);
    REQUIRE(f.chunks.accept({f.asked[0].request, asset, f.asked[0].range, {}}));
    REQUIRE(f.chunks.chunksFor(asset, {FramePosition(0), FrameCount(10)}, FrameCount(20000), f.isWhole).empty());
    REQUIRE_FALSE(f.isWhole);
    REQUIRE(f.asked.size() == 1);
}

TEST_CASE("beyond the budget the chunks that were not used for longest go")
{
    Fixture f;
    constexpr auto fits = SampleChunks::budgetBytes / (SampleChunks::chunkFrames * sizeof(float));
    const FrameCount length(SampleChunks::chunkFrames * static_cast<std::int64_t>(fits + 2));
    const auto chunk = [](std::size_t index) {
        return FrameRange{FramePosition(SampleChunks::chunkFrames * static_cast<std::int64_t>(index)), FrameCount(1)};
    };
    for (std::size_t i = 0; i < fits; ++i)
    {
        (void) f.chunks.chunksFor(asset, chunk(i), length, f.isWhole);
        f.answer(f.asked.back());
    }
    (void) f.chunks.chunksFor(asset, chunk(0), length, f.isWhole); // used again
    (void) f.chunks.chunksFor(asset, chunk(fits), length, f.isWhole);
    f.answer(f.asked.back());
    (void) f.chunks.chunksFor(asset, chunk(0), length, f.isWhole);
    REQUIRE(f.isWhole);
    (void) f.chunks.chunksFor(asset, chunk(1), length, f.isWhole);
    REQUIRE_FALSE(f.isWhole);
}
