#include "Aura/Transport/Shuttle.h"

#include "Aura/ModelFixture.h"

using namespace loophole;
using namespace loophole::aura;
using namespace std::chrono_literals;

namespace
{

struct Fixture : ModelFixture
{
    Shuttle shuttle{model};

    /** The rates that were asked for, in order. */
    std::vector<double> rates()
    {
        std::vector<double> all;
        for (const auto& one : heard())
            if (const auto* rate = std::get_if<SetTransportRate>(&one))
                all.push_back(rate->rate);
        return all;
    }
    std::vector<std::int64_t> scrubs()
    {
        std::vector<std::int64_t> all;
        for (const auto& one : heard())
            if (const auto* scrub = std::get_if<ScrubTransport>(&one))
                all.push_back(scrub->target.value());
        return all;
    }
    void placePlayhead(std::int64_t frame)
    {
        TransportPosition position;
        position.state.position = FramePosition(frame);
        say(position);
    }
};

} // namespace

TEST_CASE("each press forwards doubles the rate, up to the fastest")
{
    Fixture f;
    for (auto press = 0; press < 5; ++press)
        f.shuttle.forward();
    REQUIRE(f.rates() == std::vector<double>{1, 2, 4, 8, 8});
    f.shuttle.stop();
    const auto sent = f.heard();
    REQUIRE(f.count<StopTransport>(sent) == 1);
    REQUIRE(std::get<SetTransportRate>(sent.front()).rate == 1);
    REQUIRE(f.shuttle.speed() == 0);
}

TEST_CASE("backwards the tape is scrubbed at the speed of time, doubled with each press")
{
    Fixture f;
    f.placePlayhead(96000);
    f.shuttle.back();
    f.clock.advance(500ms);
    f.shuttle.frame();
    f.shuttle.back();
    f.clock.advance(500ms);
    f.shuttle.frame();
    REQUIRE(f.scrubs() == std::vector<std::int64_t>{72000, 24000});
}

TEST_CASE("at the start of the session it stops by itself")
{
    Fixture f;
    f.placePlayhead(1000);
    f.shuttle.back();
    f.clock.advance(1s);
    f.shuttle.frame();
    const auto sent = f.heard();
    REQUIRE(f.count<EndScrub>(sent) == 1);
    REQUIRE(f.count<StopTransport>(sent) == 1);
    REQUIRE(f.shuttle.speed() == 0);
    f.shuttle.frame();
    REQUIRE(f.heard().empty());
}

TEST_CASE("changing direction lets go of the other one first")
{
    Fixture f;
    f.shuttle.forward();
    f.shuttle.forward();
    f.shuttle.back();
    REQUIRE(f.rates() == std::vector<double>{1, 2, 1});
    f.shuttle.forward();
    const auto sent = f.heard();
    REQUIRE(std::holds_alternative<EndScrub>(sent.front()));
}
