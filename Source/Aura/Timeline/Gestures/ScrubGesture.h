#pragma once

#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Transport/TimeText.h"

#include <algorithm>

namespace loophole::aura
{

/** The tape is moved by hand and heard, in both directions. */
class ScrubGesture final : public Gesture
{
public:
    explicit ScrubGesture(AuraModel& model) : model(model), before(model.playhead()) {}

    void moveTo(const Hand& hand) override
    {
        target = std::max(hand.frame, FramePosition(0));
        model.send(ScrubTransport{target});
    }
    void release() override { model.send(EndScrub{}); }
    void cancel() override
    {
        model.send(EndScrub{});
        model.seek(before);
    }
    [[nodiscard]] std::string words() const override { return clockText(target, model.rate()); }

private:
    AuraModel& model;
    FramePosition before;
    FramePosition target;
};

} // namespace loophole::aura
