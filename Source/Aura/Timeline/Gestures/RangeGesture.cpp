#include "Aura/Timeline/Gestures/RangeGesture.h"

#include "Aura/Transport/TimeText.h"

#include <algorithm>

namespace loophole::aura
{

RangeGesture::RangeGesture(AuraModel& model, TimelineState& state, const Hand& pressed)
    : model(model), state(state), targets(model, state, false), before(state.range), anchorTrack(pressed.track)
{
    anchor = settled(pressed);
}

FramePosition RangeGesture::settled(const Hand& hand)
{
    const auto snap = targets.settle(std::max(hand.frame, FramePosition(0)), hand.snaps);
    line = snap.line;
    return snap.start;
}

void RangeGesture::moveTo(const Hand& hand)
{
    const auto [from, to] = std::minmax({anchor, settled(hand)});
    const auto [first, last] = std::minmax({anchorTrack, hand.track});
    RangeSelection range{FrameRange::between(from, to), {}};
    const auto& tracks = model.session().tracks;
    for (auto number = first; number <= last && number < tracks.size(); ++number)
        range.tracks.push_back(tracks[number]->id);
    state.range.reset();
    if (!range.frames.isEmpty() && !range.tracks.empty())
        state.range = std::move(range);
}

std::string RangeGesture::words() const
{
    if (!state.range)
        return {};
    const auto& frames = state.range->frames;
    return positionText(frames.start, state.timeBase, model.rate(), model.session().tempo) + "   length " +
           lengthText(frames.length, model.rate());
}

} // namespace loophole::aura
