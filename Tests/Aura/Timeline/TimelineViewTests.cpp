#include "Aura/Timeline/TimelineView.h"

#include "Aura/PanelFixture.h"
#include "Aura/RepaintSpy.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Timeline : PanelFixture
{
    Timeline()
    {
        auto session = std::make_shared<Session>();
        session->tracks = SharedList<std::shared_ptr<const Track>>({std::make_shared<const Track>()});
        SessionAsset used;
        used.id = AssetId{1};
        session->assets = SharedList<SessionAsset>({used});
        view.setVisible(true);
        view.setSize(1000, 500);
        say(SessionChanged{session, {}, true, "Edit", {}});
        static_cast<void>(spy.take());
    }
    void peaksCome(AssetId asset)
    {
        PeaksFailed failed;
        failed.asset = asset;
        say(failed);
    }

    TimelineView view{context};
    RepaintSpy spy{view};
};

} // namespace

TEST_CASE("a waveform of a file that the session does not use leaves the timeline as it is painted")
{
    Timeline timeline;
    timeline.peaksCome(AssetId{2});
    CHECK(timeline.spy.take().isEmpty());
    timeline.view.waveformChanged(AssetId{2});
    CHECK(timeline.spy.take().isEmpty());
    timeline.peaksCome(AssetId{1});
    CHECK_FALSE(timeline.spy.take().isEmpty());
}

TEST_CASE("clips too narrow to be told apart are rimmed where one of them is selected")
{
    Timeline timeline;
    Track track;
    std::vector<Clip> clips(1000);
    for (std::uint32_t i = 0; i < clips.size(); ++i)
    {
        clips[i].id = ClipId{i + 1};
        clips[i].position = FramePosition(std::int64_t{i} * 4800);
        clips[i].length = FrameCount(4700);
    }
    track.clips = std::move(clips);
    auto session = std::make_shared<Session>();
    session->tracks = SharedList<std::shared_ptr<const Track>>({std::make_shared<const Track>(std::move(track))});
    timeline.say(SessionChanged{session, {}, true, "Edit", {}});
    auto& state = timeline.view.timelineState();
    state.show(state.viewport.resized(state.viewport.width, FrameCount(1000 * 4800)).showingAll());
    const auto accent = timeline.look.colours().accent;
    const auto accented = [&]
    {
        const auto lanes = timeline.view.laneArea();
        const auto picture = timeline.view.createComponentSnapshot(lanes, true, 1.0f);
        int pixels = 0;
        for (int x = 0; x < picture.getWidth(); ++x)
            for (int y = 0; y < picture.getHeight(); ++y)
                pixels += picture.getPixelAt(x, y) == accent ? 1 : 0;
        return pixels;
    };
    const auto before = accented();
    state.selection = {ClipId{500}};
    const auto one = accented() - before;
    CHECK(one > 0);
    REQUIRE(timeline.view.perform(Command::selectAll));
    CHECK(accented() - before > 100 * one);
}
