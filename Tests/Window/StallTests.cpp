#include "Window/LargeSession.h"
#include "Window/Stalls.h"

using namespace loophole::testing;

TEST_CASE("zooming, scrolling and changing heights in a session of 10,000 clips while it plays keeps the window's thread "
          "free")
{
    const LargeSession session(10'000);
    Desktop desktop;
    desktop.start({session.path.native()});
    REQUIRE(isSettled(desktop, std::chrono::seconds(60)));
    startPlaying(desktop);
    const auto stalls =
        stallsDuring("zooming and scrolling 10,000 clips while playing", desktop, [&] { zoomAndScroll(desktop, 8); });
    const auto ofHeights = stallsDuring("heights of tracks", desktop, [&] { changeHeights(desktop, 12); });
    // How late it is also depends on who else uses the machine; what it works itself does not.
    CHECK(stalls.busy == 0);
    CHECK(ofHeights.busy == 0);
}
