#include "Pulse/Editing/History.h"

#include <utility>

namespace loophole
{

void History::push(SessionPointer next, std::string name, Instant at, std::string gesture)
{
    const auto continues =
        !gesture.empty() && gesture == lastGesture && at - lastPush <= gesturePause && !undone.empty();
    if (continues)
        now = std::move(next);
    else
        undone.push_back({std::exchange(now, std::move(next)), std::move(name)});
    redone.clear();
    if (undone.size() > capacity)
        undone.erase(undone.begin());
    lastGesture = std::move(gesture);
    lastPush = at;
}

bool History::undo()
{
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
