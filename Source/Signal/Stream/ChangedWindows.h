#pragma once

#include <utility>
#include <vector>

namespace loophole::signal
{

struct StreamWindow;

/** Collects the windows that have to be looked at again, each once. Used on Signal's control thread. */
class ChangedWindows
{
public:
    void add(StreamWindow&);
    /** The window is about to be destroyed. */
    void remove(StreamWindow&);
    /** All of them; from here on they count as unchanged. */
    [[nodiscard]] std::vector<StreamWindow*> take();

    [[nodiscard]] bool isEmpty() const { return windows.empty(); }

private:
    std::vector<StreamWindow*> windows;
};

} // namespace loophole::signal
