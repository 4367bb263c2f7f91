#include "Aura/Timeline/Gestures/MarqueeGesture.h"

#include <algorithm>

namespace loophole::aura
{

MarqueeGesture::MarqueeGesture(AuraModel& model, TimelineState& state, const Hand& pressed, bool adds)
    : model(model), state(state), before(state.selection), pressed(pressed)
{
    if (adds)
        kept = before;
}

void MarqueeGesture::moveTo(const Hand& hand)
{
    const auto [first, last] = std::minmax({pressed.frame, hand.frame});
    stretch = FrameRange::between(first, last + FrameCount(1));
    std::tie(from, to) = std::minmax({pressed.y, hand.y});
    state.selection = kept;
    const auto& tracks = model.session().tracks;
    for (auto number = std::min(pressed.track, hand.track);
         number <= std::max(pressed.track, hand.track) && number < tracks.size(); ++number)
        for (const auto clip : state.indexes.of(*tracks[number]).overlapping(stretch))
            state.selection.insert(tracks[number]->clips[clip].id);
}

} // namespace loophole::aura
