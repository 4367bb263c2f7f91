#pragma once

#include "Core/Ids.h"

#include <cstdint>

namespace loophole
{

/**
    Hands out the runtime ids of everything in sessions: rising, never twice in the life of the source, so that an id
    from a closed session or an undone edit can never name something else. Owned by Pulse, used on its thread.
*/
class IdSource
{
public:
    template <class AnyId>
    [[nodiscard]] AnyId next()
    {
        return AnyId{++last};
    }

private:
    std::uint32_t last = 0;
};

} // namespace loophole
