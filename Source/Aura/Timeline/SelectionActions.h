#pragma once

#include "Aura/Timeline/Actions.h"

namespace loophole::aura
{

/** What keys and menus choose: clips, tracks, what is looked at and what is played. Message thread. */
class SelectionActions
{
public:
    SelectionActions(AuraModel& model, TimelineState& state) : model(model), state(state) {}

    /** True when the command was one of these. */
    bool perform(Command);
    [[nodiscard]] bool isEnabled(Command) const;

private:
    void selectAll();
    void step(int direction, bool extends);
    void reveal(const Clip&, std::size_t track);
    void chooseTrack(int direction);
    void insertGap();
    void loopSelection();
    void setLoopEnd(Command);

    AuraModel& model;
    TimelineState& state;
    ClipId last; ///< the clip that a step went to
};

} // namespace loophole::aura
