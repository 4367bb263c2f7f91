#include "Aura/Timeline/Gestures/GainGesture.h"

#include "Aura/Mixer/FaderLaw.h"
#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

Hand handAtHeight(double y, bool isFine = false)
{
    Hand hand;
    hand.y = y;
    hand.isFine = isFine;
    return hand;
}

} // namespace

TEST_CASE("the gain line follows the hand, and the figure is the one that is kept")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    GainGesture gesture(f.model, f.state, ClipId{1}, 20, 100);
    gesture.moveTo(handAtHeight(20 + 100 * (FaderLaw::travelOf(0) - FaderLaw::travelOf(-6))));
    const auto command = only<SetClipGain>(gesture.commands());
    CHECK(command.gainDb == Approx(-6));
    CHECK(gesture.words() == "gain \u22126.0 dB");
    CHECK(gesture.ghosts()[0].clip.gainDb == command.gainDb);
}

TEST_CASE("with the key for fine work the line goes a tenth of the way")
{
    TimelineFixture f;
    f.state.selection = {ClipId{1}};
    GainGesture gesture(f.model, f.state, ClipId{1}, 20, 100);
    gesture.moveTo(handAtHeight(30, true));
    GainGesture coarse(f.model, f.state, ClipId{1}, 20, 100);
    coarse.moveTo(handAtHeight(21));
    CHECK(gesture.ghosts()[0].clip.gainDb == coarse.ghosts()[0].clip.gainDb);
}

TEST_CASE("the gains of several clips change by as much, up to what a fader can be")
{
    TimelineFixture f;
    auto loud = clipOf(2, 40003, 5000);
    loud.gainDb = 22;
    f.show({trackOf(1, {clipOf(1, 10007, 5000), loud})});
    f.state.selection = {ClipId{1}, ClipId{2}};
    GainGesture gesture(f.model, f.state, ClipId{1}, 20, 100);
    gesture.moveTo(handAtHeight(-500));
    CHECK(only<ChangeClipGain>(gesture.commands()).byDb == 12);
    CHECK(gesture.ghosts()[1].clip.gainDb == 24);
}
