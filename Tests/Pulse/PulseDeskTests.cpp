#include "Support/PulseStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::missingFact;
using loophole::testing::PulseStage;

namespace
{

std::string documentWithAssets(int count)
{
    std::string assets;
    for (int i = 0; i < count; ++i)
        assets +=
            (i == 0 ? "" : ",") + ("{\"id\":\"" + std::to_string(i)) + "\",\"path\":\"" + std::to_string(i) + ".wav\"}";
    return R"({"format":"loophole.session","version":1,"assets":[)" + assets + "]}";
}

} // namespace

TEST_CASE("the first turn shows and publishes an empty session")
{
    PulseStage stage; // has made its first turn
    CHECK(stage.toAura<SessionChanged>().size() == 1);
    CHECK(stage.toSignal<PublishSession>().size() == 1);
    CHECK(stage.session().buses[0].name == "Master");
    stage.turn();
    CHECK(stage.toAura<SessionChanged>().empty());
}

TEST_CASE("what does not fit into a full queue comes later, whole and in order")
{
    PulseStage stage;
    constexpr int count = 20'000; // more than both queues hold
    stage.documents.texts["/S"] = documentWithAssets(count);
    static_cast<void>(stage.queues.auraToPulse.trySend(stage.messageThread, AuraToPulse(OpenSession{"/S"})));
    stage.signal.clear();
    stage.aura.clear();
    stage.pulse.step(stage.pulseThread);
    CHECK(stage.nextWakeUp() == stage.clock.now() + 5ms);
    for (int i = 0; i < 10 && stage.nextWakeUp() != Instant::max(); ++i)
    {
        stage.collect();
        stage.pulse.step(stage.pulseThread);
    }
    stage.collect();
    const auto opened = stage.toSignal<RegisterAsset>();
    REQUIRE(opened.size() == count);
    for (int i = 0; i < count; ++i)
        REQUIRE(opened[static_cast<std::size_t>(i)].path == "/" + std::to_string(i) + ".wav");
    CHECK(std::holds_alternative<PublishSession>(stage.signal.back()));
    CHECK(std::holds_alternative<SessionChanged>(stage.aura.back()));
}

TEST_CASE("the missing are told once all files have been looked at")
{
    PulseStage stage;
    stage.documents.texts["/S"] = documentWithAssets(3);
    stage.command(OpenSession{"/S"});
    const auto assets = stage.session().assets;
    stage.report(missingFact(assets[0].id), missingFact(assets[1].id));
    stage.wait(400ms);
    CHECK(stage.toAura<Notice>().empty());
    stage.report(missingFact(assets[2].id));
    stage.wait(300ms);
    CHECK(stage.notice() == "3 files are missing: 0.wav, 1.wav, 2.wav");
}

TEST_CASE("a session that was replaced is freed by Pulse once nobody holds it")
{
    PulseStage stage;
    stage.command(AddTrack{"x"});
    const std::weak_ptr<const Session> former = stage.shown.session;
    auto held = stage.shown.session;
    stage.command(NewSession{});
    stage.signal.clear();
    stage.aura.clear();
    CHECK_FALSE(former.expired());
    CHECK(stage.nextWakeUp() == stage.clock.now() + 1s);
    held.reset();
    CHECK_FALSE(former.expired());
    stage.turn();
    CHECK(former.expired());
    CHECK(stage.nextWakeUp() == Instant::max());
}
