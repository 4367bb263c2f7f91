#pragma once

#include "Aura/Timeline/Actions.h"

namespace loophole::aura
{

/** What keys and menus do to the selected clips, and what was copied of them. Owned by the message thread. */
class ClipActions
{
public:
    ClipActions(AuraModel& model, TimelineState& state) : model(model), state(state) {}

    /** True when the command was one of these. */
    bool perform(Command);
    [[nodiscard]] bool isEnabled(Command) const;
    [[nodiscard]] static bool isOne(Command);

    /** What was copied belongs to a session that is no more. */
    void forgetCopies() { copies.clear(); }

private:
    void performOnClips(Command);
    [[nodiscard]] bool performOnSound(Command);
    [[nodiscard]] bool performOnPlace(Command);
    [[nodiscard]] std::vector<ClipId> ids() const;
    void remove(bool ripples);
    void copy();
    void paste();
    void nudge(FrameCount by);
    void nudgeByGrid(int direction);
    void moveBetweenTracks(int by);
    void trimToPlayhead(bool start);
    void fadeToPlayhead(bool in);
    void toggle(Command);

    AuraModel& model;
    TimelineState& state;
    std::vector<PlacedClip> copies;
};

} // namespace loophole::aura
