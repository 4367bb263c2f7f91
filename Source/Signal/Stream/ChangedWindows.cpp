#include "Signal/Stream/ChangedWindows.h"

#include "Signal/Stream/StreamWindow.h"

namespace loophole::signal
{

void ChangedWindows::add(StreamWindow& window)
{
    if (window.changedPlace != StreamWindow::notChanged)
        return;
    window.changedPlace = windows.size();
    windows.push_back(&window);
}

void ChangedWindows::remove(StreamWindow& window)
{
    if (window.changedPlace == StreamWindow::notChanged)
        return;
    auto* last = windows.back();
    windows[window.changedPlace] = last;
    last->changedPlace = window.changedPlace;
    windows.pop_back();
    window.changedPlace = StreamWindow::notChanged;
}

std::vector<StreamWindow*> ChangedWindows::take()
{
    for (auto* window : windows)
        window->changedPlace = StreamWindow::notChanged;
    return std::exchange(windows, {});
}

} // namespace loophole::signal
