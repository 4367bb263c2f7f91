#include "Aura/Timeline/Gestures/MoveGesture.h"

#include "Aura/Transport/TimeText.h"

#include <algorithm>

namespace loophole::aura
{

MoveGesture::MoveGesture(AuraModel& model, TimelineState& state, ClipId grabbed, FramePosition grabbedAt)
    : model(model), state(state), held(model, state, grabbed), targets(model, state, true), grabbedAt(grabbedAt)
{
}

void MoveGesture::moveTo(const Hand& hand)
{
    copies = hand.copies;
    const auto wanted = std::max(held.earliest + (hand.frame - grabbedAt), FramePosition(0));
    const auto snap = targets.settle(wanted, hand.snaps, held.latestEnd - held.earliest);
    by = snap.start - held.earliest;
    line = snap.line;
    const auto last = static_cast<int>(model.session().tracks.size()) - 1;
    tracksBy = std::clamp(static_cast<int>(hand.track) - static_cast<int>(held.grabbed.track),
                          -static_cast<int>(held.firstTrack), last - static_cast<int>(held.lastTrack));
    moved.clear();
    if (by.isZero() && tracksBy == 0)
        return;
    for (const auto& piece : held.shown)
    {
        moved.push_back({piece.clip, static_cast<std::size_t>(static_cast<int>(piece.track) + tracksBy)});
        moved.back().clip.position += by;
    }
}

std::vector<AuraToPulse> MoveGesture::commands() const
{
    if (by.isZero() && tracksBy == 0)
        return {};
    if (copies)
        return {PasteClips{held.ids, held.earliest + by, {}, tracksBy}};
    return {MoveClips{held.ids, by, {}, tracksBy}};
}

std::string MoveGesture::words() const
{
    return (copies ? "copy   " : "") + distanceText(by, model.rate()) + "   " +
           positionText(held.earliest + by, state.timeBase, model.rate(), model.session().tempo);
}

} // namespace loophole::aura
