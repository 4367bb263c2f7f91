#pragma once

#include "Model/Session.h"

#include <string>

namespace loophole::aura
{

/** "Bus 1", or with the first number that no bus of the session has. */
[[nodiscard]] inline std::string newBusName(const Session& session)
{
    for (int number = 1;; ++number)
        if (auto name = "Bus " + std::to_string(number); findBus(session, name) == nullptr)
            return name;
}

} // namespace loophole::aura
