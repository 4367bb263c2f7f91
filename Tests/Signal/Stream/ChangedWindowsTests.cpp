#include "Signal/Stream/ChangedWindows.h"

#include "Signal/Stream/StreamWindow.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

using namespace loophole::signal;

namespace
{

using Windows = std::vector<StreamWindow*>;

} // namespace

TEST_CASE("a window that changed many times is looked at once")
{
    StreamWindow a;
    StreamWindow b;
    ChangedWindows changed;
    CHECK(changed.isEmpty());
    changed.add(a);
    changed.add(b);
    changed.add(a);
    CHECK_FALSE(changed.isEmpty());
    CHECK(changed.take() == Windows{&a, &b});
    CHECK(changed.isEmpty());
    CHECK(changed.take().empty());
}

TEST_CASE("a window that was looked at may change again")
{
    StreamWindow a;
    ChangedWindows changed;
    changed.add(a);
    static_cast<void>(changed.take());
    changed.add(a);
    CHECK(changed.take() == Windows{&a});
}

TEST_CASE("a window that goes is not looked at, and the others are")
{
    std::array<StreamWindow, 4> windows;
    ChangedWindows changed;
    for (auto& window : windows)
        changed.add(window);
    changed.remove(windows[1]);
    changed.remove(windows[3]);
    changed.remove(windows[3]);
    auto left = changed.take();
    std::ranges::sort(left);
    CHECK(left == Windows{&windows[0], &windows[2]});
    changed.remove(windows[0]);
    CHECK(changed.isEmpty());
}
