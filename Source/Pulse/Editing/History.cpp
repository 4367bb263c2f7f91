#include "Pulse/Editing/History.h"

#include <utility>

namespace loophole
{

bool History::takesIntoLast(const std::string& gesture, Instant at) const
{
    if (group)
        return group->hasStep;
    return !gesture.empty() && gesture == lastGesture && at - lastPush <= gesturePause && !undone.empty();
}

bool History::push(SessionPointer next, std::string name, Instant at, std::string gesture)
{
    const auto isMore = takesIntoLast(gesture, at);
    if (isMore)
        now = std::move(next);
    else
        undone.push_back({std::exchange(now, std::move(next)), group ? group->name : std::move(name)});
    redone.clear();
    if (group)
        group->hasStep = true;
    // What follows a group is no part of its last gesture.
    lastGesture = group ? std::string() : std::move(gesture);
    lastPush = at;
    return !isMore;
}

void History::beginGroup(std::string name)
{
    if (group)
        ++group->depth;
    else
        group = Group{std::move(name)};
}

void History::endGroup()
{
    if (group && --group->depth == 0)
        group.reset();
}

bool History::undo()
{
    group.reset();
    if (undone.empty())
        return false;
    auto step = std::move(undone.back());
    undone.pop_back();
    std::swap(step.other, now);
    redone.push_back(std::move(step));
    lastGesture.clear();
    return true;
}

bool History::redo()
{
    group.reset();
    if (redone.empty())
        return false;
    auto step = std::move(redone.back());
    redone.pop_back();
    std::swap(step.other, now);
    undone.push_back(std::move(step));
    lastGesture.clear();
    return true;
}

} // namespace loophole
