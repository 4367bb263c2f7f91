#include "Aura/Timeline/ClipActions.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

constexpr double gainStepDb = 1;

} // namespace

std::vector<ClipId> ClipActions::ids() const
{
    std::vector<ClipId> clips(state.selection.begin(), state.selection.end());
    std::sort(clips.begin(), clips.end());
    return clips;
}

bool ClipActions::isOne(Command command)
{
    switch (command)
    {
    case Command::splitClips:
    case Command::duplicateClips:
    case Command::deleteClips:
    case Command::rippleDelete:
    case Command::cutClips:
    case Command::copyClips:
    case Command::pasteClips:
    case Command::trimStart:
    case Command::trimEnd:
    case Command::fadeInHere:
    case Command::fadeOutHere:
    case Command::crossfadeClips:
    case Command::joinClips:
    case Command::gainUp:
    case Command::gainDown:
    case Command::resetGain:
    case Command::reverseClips:
    case Command::loopClips:
    case Command::muteClips:
    case Command::nudgeLeft:
    case Command::nudgeRight:
    case Command::nudgeLeftFrame:
    case Command::nudgeRightFrame:
    case Command::nudgeLeftMs:
    case Command::nudgeRightMs:
    case Command::moveUp:
    case Command::moveDown:
        return true;
    default:
        return false;
    }
}

bool ClipActions::isEnabled(Command command) const
{
    switch (command)
    {
    case Command::pasteClips:
        return !copies.empty();
    case Command::deleteClips:
    case Command::rippleDelete:
        return !state.selection.empty() || state.range;
    case Command::nudgeLeft:
    case Command::nudgeRight:
    case Command::nudgeLeftFrame:
    case Command::nudgeRightFrame:
    case Command::nudgeLeftMs:
    case Command::nudgeRightMs:
        return true; // they move the playhead where no clip is selected
    case Command::joinClips:
    case Command::crossfadeClips:
        return state.selection.size() > 1;
    default:
        return !state.selection.empty();
    }
}

bool ClipActions::perform(Command command)
{
    if (!isOne(command))
        return false;
    if (isEnabled(command) && !performOnSound(command) && !performOnPlace(command))
        performOnClips(command);
    return true;
}

void ClipActions::performOnClips(Command command)
{
    switch (command)
    {
    case Command::splitClips:
        return model.send(SplitClips{ids(), model.playhead()});
    case Command::duplicateClips:
        return model.send(DuplicateClips{ids()});
    case Command::deleteClips:
    case Command::rippleDelete:
        return remove(command == Command::rippleDelete);
    case Command::cutClips:
        copy();
        return model.send(RemoveClips{ids()});
    case Command::copyClips:
        return copy();
    case Command::pasteClips:
        return paste();
    case Command::joinClips:
        return model.send(JoinClips{ids()});
    default:
        return;
    }
}

bool ClipActions::performOnSound(Command command)
{
    switch (command)
    {
    case Command::fadeInHere:
    case Command::fadeOutHere:
        return fadeToPlayhead(command == Command::fadeInHere), true;
    case Command::crossfadeClips:
        return model.send(CrossfadeClips{ids()}), true;
    case Command::gainUp:
    case Command::gainDown:
        return model.send(ChangeClipGain{ids(), command == Command::gainUp ? gainStepDb : -gainStepDb}), true;
    case Command::resetGain:
        return model.send(SetClipGain{ids(), 0}), true;
    case Command::reverseClips:
    case Command::loopClips:
    case Command::muteClips:
        return toggle(command), true;
    default:
        return false;
    }
}

bool ClipActions::performOnPlace(Command command)
{
    switch (command)
    {
    case Command::trimStart:
    case Command::trimEnd:
        return trimToPlayhead(command == Command::trimStart), true;
    case Command::nudgeLeft:
    case Command::nudgeRight:
        return nudgeByGrid(command == Command::nudgeLeft ? -1 : 1), true;
    case Command::nudgeLeftFrame:
    case Command::nudgeRightFrame:
        return nudge(FrameCount(command == Command::nudgeLeftFrame ? -1 : 1)), true;
    case Command::nudgeLeftMs:
    case Command::nudgeRightMs:
        return nudge(model.rate().framesIn(command == Command::nudgeLeftMs ? -0.001 : 0.001)), true;
    case Command::moveUp:
    case Command::moveDown:
        return moveBetweenTracks(command == Command::moveUp ? -1 : 1), true;
    default:
        return false;
    }
}

} // namespace loophole::aura
