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
