#include "Pulse/PulseRelinking.h"

#include "Support/RelinkStage.h"

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("what only has the right name is proposed, and taken when that is said, with others that moved alike")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(missingFact(stage.a), missingFact(stage.b));
    stage.command(SearchMissingMedia{{"/n"}});
    const auto asked = stage.toSignal<ScanFolder>();
    REQUIRE(asked.size() == 1);
    stage.report(FolderScanned{asked[0].request, {1, 1}, {RelinkStage::fileOf("b.wav", 9)}, true, {}, false});
    const auto probe = stage.toSignal<ProbeMedia>();
    REQUIRE(probe.size() == 1);
    MediaProbed found;
    found.request = probe[0].request;
    found.outcome = MediaProbed::Outcome::medium;
    found.facts.sampleRate = SampleRate(48000);
    found.facts.length = FrameCount(100);
    stage.report(found);
    stage.wait(relinking::reportInterval);
    REQUIRE(stage.toAura<MediaSearchChanged>().size() == 1);
    const auto told = stage.toAura<MediaSearchChanged>()[0];
    CHECK_FALSE(told.isSearching);
    REQUIRE(told.proposals.size() == 2);
    CHECK(told.proposals[0].why == "not found");
    CHECK(told.proposals[0].wanted == "0.0 s, 48000 Hz, 4 bytes");
    CHECK(told.proposals[1].file == "/n/b.wav");
    CHECK(told.proposals[1].why == "has the same name");
    CHECK(stage.shown.undoName.empty());

    stage.command(RelinkMedia{{{stage.b, "/n/b.wav"}}});
    CHECK(stage.shown.undoName == "Relink 1 file");
    CHECK(stage.session().assets[1].path == "/n/b.wav");
    // The other one lay beside it and may lie beside it now.
    stage.read("/n/a.wav", "kick");
    CHECK(stage.session().assets[0].path == "/n/a.wav");
    CHECK(stage.shown.undoName == "Relink 1 file");
    stage.report(presentFact(stage.a, 500), presentFact(stage.b, 100));
    stage.wait(relinking::reportInterval);
    CHECK(stage.toAura<MediaSearchChanged>().back().proposals.empty());
}

TEST_CASE("a file that did not move with another one keeps what was proposed for it")
{
    const TemporaryFolder home;
    RelinkStage stage(home);
    stage.report(missingFact(stage.a), missingFact(stage.b));
    stage.command(SearchMissingMedia{{"/n"}});
    const auto asked = stage.toSignal<ScanFolder>();
    stage.report(FolderScanned{
        asked[0].request, {1, 1}, {RelinkStage::fileOf("b.wav", 9), RelinkStage::fileOf("k.wav", 4)}, true, {}, false});
    const auto print = stage.toSignal<FingerprintMedia>();
    const auto probe = stage.toSignal<ProbeMedia>();
    REQUIRE(print.size() == 1);
    REQUIRE(probe.size() == 1);
    MediaProbed damaged;
    damaged.request = probe[0].request;
    damaged.outcome = MediaProbed::Outcome::damaged;
    damaged.stamp.bytes = 9;
    damaged.error = "no header";
    stage.report(damaged);
    stage.command(CancelMediaSearch{});
    stage.command(RelinkMedia{{{stage.a, "/n/Audio/a.wav"}}});
    const auto guess = stage.toSignal<ProbeMedia>();
    REQUIRE(guess.size() == 1);
    CHECK(guess[0].file == "/n/Audio/b.wav");
    MediaProbed none;
    none.request = guess[0].request;
    none.error = "No such file or directory";
    stage.report(none);
    stage.wait(relinking::reportInterval);
    const auto told = stage.toAura<MediaSearchChanged>();
    REQUIRE_FALSE(told.empty());
    REQUIRE(told.back().proposals.size() == 1);
    CHECK(told.back().proposals[0].asset == stage.b);
    CHECK(told.back().proposals[0].why == "not found");
    CHECK(told.back().proposals[0].refused.empty());
}
