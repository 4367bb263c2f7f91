#include "Aura/Diagnostics/StallProbe.h"
#include "Aura/FrameTime.h"
#include "Aura/Timeline/Actions.h"
#include "Aura/Timeline/Gestures/MarqueeGesture.h"
#include "Aura/Timeline/Gestures/MoveGesture.h"
#include "Aura/Timeline/SelectedTracks.h"
#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr std::uint32_t tracks = 100;
constexpr std::uint32_t clipsEach = 1000;
constexpr std::int64_t clipFrames = 4800;

struct ManyClips : TimelineFixture
{
    ManyClips()
    {
        std::vector<std::shared_ptr<const Track>> all;
        for (std::uint32_t t = 0; t < tracks; ++t)
        {
            std::vector<Clip> clips;
            for (std::uint32_t c = 0; c < clipsEach; ++c)
                clips.push_back(clipOf(1 + t * clipsEach + c, c * (clipFrames + 100), clipFrames));
            all.push_back(trackOf(1 + t, std::move(clips)));
        }
        show(std::move(all));
        state.viewport = state.viewport.resized(1000, FrameCount(clipsEach * (clipFrames + 100))).showingAll();
    }
};

/** Processor time of the best of three runs, in milliseconds: what a loaded machine adds is no part of it. */
template <class Work>
double millisecondsOf(Work work)
{
    auto best = 1e9;
    for (int run = 0; run < 3; ++run)
    {
        const auto before = StallProbe::usedByThisThread();
        work();
        best =
            std::min(best, std::chrono::duration<double, std::milli>(StallProbe::usedByThisThread() - before).count());
    }
    return best;
}

void checkFluid(const char* what, double milliseconds)
{
    UNSCOPED_INFO(what << ": " << milliseconds << " ms");
    CHECK(milliseconds < frameTime);
}

} // namespace

TEST_CASE("with a hundred thousand clips everything a hand does fits into a frame")
{
    ManyClips f;
    checkFluid("index of all tracks", millisecondsOf(
                                          [&]
                                          {
                                              TrackIndexes indexes(f.model);
                                              for (const auto& track : f.model.session().tracks)
                                                  static_cast<void>(indexes.of(*track));
                                          }));
    checkFluid("what is painted", millisecondsOf(
                                      [&]
                                      {
                                          for (const auto& track : f.model.session().tracks)
                                              static_cast<void>(f.state.indexes.of(*track).runs(f.state.viewport));
                                      }));
    checkFluid("marquee over all", millisecondsOf(
                                       [&]
                                       {
                                           MarqueeGesture all(f.model, f.state, handAt(0, 0), false);
                                           all.moveTo(handAt(clipsEach * (clipFrames + 100), tracks));
                                       }));
    REQUIRE(f.state.selection.size() == tracks * clipsEach);
    const auto findSelected = [&]
    {
        std::size_t selected = 0;
        for (const auto& track : f.model.session().tracks)
            for (const auto& index = f.state.indexes.of(*track); const auto& run : index.runs(f.state.viewport))
                selected += index.holdsAny(run, f.state.selection) ? 1u : 0u;
        return selected;
    };
    CHECK(findSelected() > tracks);
    checkFluid("which runs are selected, all of them", millisecondsOf(findSelected));
    const auto all = std::exchange(f.state.selection, {ClipId{tracks * clipsEach}});
    CHECK(findSelected() == 1);
    checkFluid("which runs are selected, the last clip of all", millisecondsOf(findSelected));
    f.state.selection = all;
    checkFluid("drag of all, its begin",
               millisecondsOf([&] { MoveGesture(f.model, f.state, ClipId{1}, FramePosition(10)); }));
    MoveGesture move(f.model, f.state, ClipId{1}, FramePosition(10));
    checkFluid("drag of all, a step", millisecondsOf([&] { move.moveTo(handAt(5000, 0, true)); }));
    checkFluid("tracks of the selection",
               millisecondsOf([&] { static_cast<void>(selectedTracks(f.model.session(), f.state.selection, {})); }));
    checkFluid("extent of the selection", millisecondsOf([&] { static_cast<void>(selectedFrames(f.model, f.state)); }));
}
