#include "Support/PulseStage.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::missingFact;
using loophole::testing::presentFact;
using loophole::testing::PulseStage;

namespace
{

constexpr std::int64_t second = 48'000;

const std::string document = R"({"format":"loophole.session","version":1,
"assets":[{"id":"a","path":"Audio/a.wav"},{"id":"b","path":"Audio/b.wav"}],
"tracks":[{"name":"Drums","clips":[{"asset":"a","position":0},{"asset":"b","position":480000}]}]})";

/** A stage on which the document above was opened; ids of its two assets. */
struct OpenedStage : PulseStage
{
    OpenedStage()
    {
        documents.texts["/song/S.loophole"] = document;
        command(OpenSession{"/song/S.loophole"});
        a = session().assets[0].id;
        b = session().assets[1].id;
    }
    AssetId a;
    AssetId b;
};

} // namespace

TEST_CASE("a session is opened, its media are found, and what will be heard is asked for")
{
    OpenedStage stage;
    CHECK(stage.shown.document == "/song/S.loophole");
    CHECK_FALSE(stage.shown.hasUnsavedEdits);
    const auto opened = stage.toSignal<RegisterAsset>();
    REQUIRE(opened.size() == 2);
    CHECK(opened[0].path == "/song/Audio/a.wav");
    REQUIRE(stage.toSignal<PublishSession>().size() == 1);
    CHECK(stage.toSignal<PublishSession>()[0].session == stage.shown.session);
    CHECK(stage.toSignal<ClipWindowRequest>().empty());

    stage.report(presentFact(stage.a, 5 * second), presentFact(stage.b, 5 * second));
    CHECK(stage.toAura<AssetChanged>().size() == 2);
    const auto windows = stage.toSignal<ClipWindowRequest>();
    const auto isNeeded = [](const ClipWindowRequest& window) { return window.cohort != Cohort::idle; };
    // The first clip from the playhead on, and both heads.
    REQUIRE(std::count_if(windows.begin(), windows.end(), isNeeded) == 3);
    CHECK(windows[0].asset == stage.a);
    CHECK(windows[0].cohort == Cohort::realtime);
    CHECK(windows[0].range.length == FrameCount(2 * second));
}

TEST_CASE("playing goes on reading ahead as the playhead moves, and cancels what it left behind")
{
    OpenedStage stage;
    stage.report(presentFact(stage.a, 5 * second), presentFact(stage.b, 5 * second));
    stage.wait(250ms); // idle memory is filled for what was found
    stage.command(PlayTransport{});
    CHECK(stage.toSignal<PlayTransport>().size() == 1);
    CHECK(stage.nextWakeUp() <= stage.clock.now() + 250ms); // idle memory may be filled before

    FramePosition readTo;
    for (int i = 0; i < 40; ++i)
    {
        stage.wait(250ms);
        for (const auto& window : stage.toSignal<ClipWindowRequest>())
            if (window.asset == stage.a && window.cohort == Cohort::realtime)
            {
                CHECK(window.range.start <= readTo + FrameCount(2 * second));
                readTo = std::max(readTo, window.range.end());
            }
    }
    CHECK(readTo == FramePosition(5 * second));
    bool secondIsRead = false;
    for (int i = 0; i < 4; ++i)
    {
        stage.wait(250ms);
        for (const auto& window : stage.toSignal<ClipWindowRequest>())
            secondIsRead = secondIsRead || (window.asset == stage.b && window.cohort == Cohort::realtime);
    }
    CHECK(secondIsRead);
}

TEST_CASE("a seek is forwarded and read for in the same turn")
{
    OpenedStage stage;
    stage.report(presentFact(stage.a, 5 * second), presentFact(stage.b, 5 * second));
    stage.command(SeekTransport{FramePosition(11 * second)});
    CHECK(stage.toSignal<SeekTransport>().size() == 1);
    const auto windows = stage.toSignal<ClipWindowRequest>();
    REQUIRE_FALSE(windows.empty());
    CHECK(windows[0].asset == stage.b);
    CHECK(windows[0].range.start == FramePosition(second));
    CHECK(windows[0].deadline == stage.clock.now());
}

TEST_CASE("a missing file is told once, looked for after a second and then less often, and read as soon as it is back")
{
    OpenedStage stage;
    stage.report(missingFact(stage.a), presentFact(stage.b, 5 * second));
    CHECK(stage.toAura<Notice>().empty());
    stage.wait(300ms);
    CHECK(stage.notice() == "1 file is missing: a.wav");
    CHECK(stage.nextWakeUp() == 1020ms);
    stage.wait(700ms);
    REQUIRE(stage.toSignal<RegisterAsset>().size() == 1);
    CHECK(stage.toSignal<RegisterAsset>()[0].asset == stage.a);
    stage.report(missingFact(stage.a));
    CHECK(stage.toAura<AssetChanged>().empty());
    stage.wait(500ms);
    CHECK(stage.toSignal<RegisterAsset>().empty());
    CHECK(stage.toAura<Notice>().empty());
    stage.wait(500ms);
    CHECK(stage.toSignal<RegisterAsset>().size() == 1);
    stage.wait(1500ms);
    CHECK(stage.toSignal<RegisterAsset>().empty());
    stage.wait(500ms);
    CHECK(stage.toSignal<RegisterAsset>().size() == 1);

    stage.report(presentFact(stage.a, 5 * second));
    REQUIRE_FALSE(stage.toSignal<ClipWindowRequest>().empty());
    CHECK(stage.toSignal<ClipWindowRequest>()[0].asset == stage.a);
    stage.wait(300ms);
    CHECK(stage.notice() == "All files are there again");
    CHECK(stage.nextWakeUp() == Instant::max());
}

TEST_CASE("an edit is heard, shown, undone and redone")
{
    OpenedStage stage;
    stage.report(presentFact(stage.a, 5 * second), presentFact(stage.b, 5 * second));
    const auto before = stage.shown.session;
    const auto clip = before->tracks[0]->clips[0].id;
    stage.command(SplitClips{{clip}, FramePosition(second)});
    CHECK(stage.session().tracks[0]->clips.size() == 3);
    CHECK(stage.shown.hasUnsavedEdits);
    CHECK(stage.shown.undoName == "Split clip");
    CHECK(stage.toSignal<PublishSession>()[0].session == stage.shown.session);
    const auto windows = stage.toSignal<ClipWindowRequest>();
    REQUIRE_FALSE(windows.empty());
    CHECK(windows.back().revision == stage.toSignal<PublishSession>()[0].revision);

    stage.command(UndoEdit{});
    CHECK(stage.shown.session == before);
    CHECK_FALSE(stage.shown.hasUnsavedEdits);
    CHECK(stage.shown.redoName == "Split clip");
    stage.command(RedoEdit{});
    CHECK(stage.session().tracks[0]->clips.size() == 3);
    CHECK(stage.shown.redoName.empty());
}

TEST_CASE("a session with nothing in it asks for nothing and is never due")
{
    PulseStage stage;
    CHECK(stage.session().tracks.empty());
    CHECK(stage.nextWakeUp() == Instant::max());
    stage.turn();
    CHECK(stage.signal.empty());
    CHECK(stage.aura.empty());
}

TEST_CASE("playing past the end of the session goes on")
{
    OpenedStage stage;
    stage.report(presentFact(stage.a, second), presentFact(stage.b, second));
    stage.command(SeekTransport{FramePosition(1000 * second)}, PlayTransport{});
    for (int i = 0; i < 20; ++i)
        stage.wait(250ms);
    CHECK(stage.toSignal<StopTransport>().empty());
    CHECK(stage.nextWakeUp() == stage.clock.now() + 250ms);
}

TEST_CASE("an adviser from outside has read what it expects, and is shown where the playhead is")
{
    class Composer final : public Adviser
    {
    public:
        [[nodiscard]] std::vector<JumpHint> hints(const AdviserView& view) override
        {
            seen = view.position;
            return {{FramePosition(12 * second), 0.7}};
        }
        FramePosition seen;
    };
    OpenedStage stage;
    const auto composer = std::make_shared<Composer>();
    stage.pulse.addAdviser(stage.pulseThread, composer);
    stage.report(presentFact(stage.a, 5 * second), presentFact(stage.b, 5 * second));
    // Clip b begins at ten seconds: what it plays two seconds later is kept in memory.
    const auto windows = stage.toSignal<ClipWindowRequest>();
    CHECK(std::any_of(windows.begin(), windows.end(),
                      [&](const ClipWindowRequest& window)
                      {
                          return window.asset == stage.b && window.cohort == Cohort::resident &&
                                 window.range.start == FramePosition(2 * second);
                      }));
    stage.command(SeekTransport{FramePosition(second)});
    CHECK(composer->seen == FramePosition(second));
}
