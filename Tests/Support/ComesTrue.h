#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace loophole::testing
{

/** Lets other threads run until `isSo`, for what they set without telling anyone; false when it is not so in time. */
[[nodiscard]] inline bool comesTrue(const std::function<bool()>& isSo,
                                    std::chrono::seconds limit = std::chrono::seconds(10))
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!isSo())
    {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::yield();
    }
    return true;
}

} // namespace loophole::testing
