#include "Aura/Timeline/Gestures/GainGesture.h"

#include "Aura/Mixer/FaderLaw.h"
#include "Aura/Transport/TimeText.h"
#include "Model/FaderRange.h"

#include <algorithm>
#include <cmath>

namespace loophole::aura
{
namespace
{

constexpr double fineness = 0.1;

} // namespace

GainGesture::GainGesture(AuraModel& model, TimelineState& state, ClipId grabbed, double grabbedAtY, double travelPixels)
    : held(model, state, grabbed),
      lastY(grabbedAtY),
      travelPixels(std::max(1.0, travelPixels)),
      travel(FaderLaw::travelOf(held.grabbed.clip.gainDb))
{
}

void GainGesture::moveTo(const Hand& hand)
{
    const auto way = (lastY - hand.y) / travelPixels * (hand.isFine ? fineness : 1.0);
    lastY = hand.y;
    travel = std::clamp(travel + way, 0.0, 1.0);
    const auto wanted = std::round(FaderLaw::decibelsAt(travel) * 10) / 10;
    byDb = wanted - held.grabbed.clip.gainDb;
    louder.clear();
    for (const auto& piece : held.shown)
    {
        louder.push_back({piece.clip, piece.track});
        louder.back().clip.gainDb = onFader(piece.clip.gainDb + byDb);
    }
}

std::vector<AuraToPulse> GainGesture::commands() const
{
    if (byDb == 0)
        return {};
    // One clip is set, so that the figure that was shown is the one that is kept.
    if (held.ids.size() == 1)
        return {SetClipGain{held.ids, held.grabbed.clip.gainDb + byDb}};
    return {ChangeClipGain{held.ids, byDb}};
}

std::string GainGesture::words() const
{
    return "gain " + gainText(held.grabbed.clip.gainDb + byDb);
}

} // namespace loophole::aura
