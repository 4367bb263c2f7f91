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

bool History::go(std::vector<Step>& from, std::vector<Step>& to, std::size_t steps)
{
    group.reset();
    if (from.empty())
        return false;
    for (; steps > 0 && !from.empty(); --steps)
    {
        auto step = std::move(from.back());
        from.pop_back();
        std::swap(step.other, now);
        to.push_back(std::move(step));
    }
    lastGesture.clear();
    return true;
}

bool History::undo(std::size_t steps)
{
    return go(undone, redone, steps);
}

bool History::redo(std::size_t steps)
{
    return go(redone, undone, steps);
}

std::vector<std::string> History::namesOf(const std::vector<Step>& steps)
{
    std::vector<std::string> names;
    for (auto step = steps.rbegin(); step != steps.rend() && names.size() < shownSteps; ++step)
        names.push_back(step->name);
    return names;
}

} // namespace loophole
