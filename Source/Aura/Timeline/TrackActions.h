#pragma once

#include "Aura/Timeline/Actions.h"

namespace loophole::aura
{

/** What keys and menus do to the chosen track and to markers. Message thread. */
class TrackActions
{
public:
    TrackActions(AuraModel& model, TimelineState& state) : model(model), state(state) {}

    /** True when the command was one of these. */
    bool perform(Command);
    [[nodiscard]] bool isEnabled(Command) const;

    /** The track's own height, keeping the row at `y` of the lanes where it is. */
    void changeHeight(std::size_t track, int by, int y);
    void changeAllHeights(int by, int y);

private:
    [[nodiscard]] const Track* chosen() const;
    void move(int by);
    void seekMarker(int direction);

    AuraModel& model;
    TimelineState& state;
};

} // namespace loophole::aura
