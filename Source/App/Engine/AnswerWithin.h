#pragma once

#include "Core/Clock.h"

#include <future>
#include <optional>
#include <thread>

namespace loophole
{

/**
    What `ask` answers on a thread of its own, or none if it has not within `patience`: for questions to a disk that may
    hang. The thread is left behind then, so `ask` must own all that it touches.
*/
template <class Ask>
[[nodiscard]] auto answerWithin(Instant patience, Ask ask) -> std::optional<decltype(ask())>
{
    std::packaged_task<decltype(ask())()> task(std::move(ask));
    auto answer = task.get_future();
    std::thread(std::move(task)).detach();
    if (answer.wait_for(patience) != std::future_status::ready)
        return std::nullopt;
    return answer.get();
}

} // namespace loophole
