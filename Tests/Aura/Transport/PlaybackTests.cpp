#include "Aura/Transport/Playback.h"

#include "Aura/ModelFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Fixture : ModelFixture
{
    Playback playback{model};

    void report(bool isPlaying, std::int64_t position, bool isLooping = false)
    {
        TransportPosition now;
        now.state.isPlaying = isPlaying;
        now.state.position = FramePosition(position);
        now.state.isLooping = isLooping;
        now.state.loop = {FramePosition(10), FrameCount(20)};
        now.state.seekGeneration = ++generation;
        now.at = clock.now();
        say(now);
        playback.frame();
    }
    std::uint32_t generation = 0;
};

} // namespace

TEST_CASE("one key plays and stops")
{
    Fixture f;
    f.playback.toggle();
    f.report(true, 5);
    f.playback.toggle();
    const auto heard = f.heard();
    REQUIRE(heard.size() == 2);
    CHECK_FALSE(std::get<PlayTransport>(heard[0]).until.has_value());
    CHECK(std::holds_alternative<StopTransport>(heard[1]));
}

TEST_CASE("where that is wished the playhead goes back to where it started")
{
    Fixture f;
    f.playback.returnsOnStop = true;
    f.report(false, 700);
    f.playback.toggle();
    f.report(true, 900);
    f.playback.stop();
    const auto heard = f.heard();
    REQUIRE(std::holds_alternative<SeekTransport>(heard.back()));
    CHECK(std::get<SeekTransport>(heard.back()).position == FramePosition(700));
    f.playback.stop();
    CHECK(f.heard().size() == 1); // there is nothing to go back to a second time
}

TEST_CASE("a stretch is played once from its start to its end, and the loop gives way meanwhile")
{
    Fixture f;
    f.report(false, 0, true);
    f.playback.playOnce({FramePosition(100), FrameCount(50)});
    const auto heard = f.heard();
    REQUIRE(heard.size() == 3);
    CHECK_FALSE(std::get<SetTransportLoop>(heard[0]).isLooping);
    CHECK(std::get<SeekTransport>(heard[1]).position == FramePosition(100));
    CHECK(std::get<PlayTransport>(heard[2]).until == FramePosition(150));
    f.report(true, 120);
    CHECK(f.heard().empty());
    f.report(false, 150);
    const auto after = f.heard();
    REQUIRE(after.size() == 1);
    CHECK(std::get<SetTransportLoop>(after[0]).isLooping);
    CHECK(std::get<SetTransportLoop>(after[0]).range == FrameRange{FramePosition(10), FrameCount(20)});
}
