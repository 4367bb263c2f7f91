#pragma once

#include "Core/Clock.h"

#include <string>

namespace loophole::aura
{

/** The beginning of a name that is being typed in a list; a pause begins it anew. A value. */
class TypeAhead
{
public:
    static constexpr Instant pause = std::chrono::milliseconds(900);

    /** The beginning as it stands with this piece of UTF-8. */
    const std::string& type(const std::string& letter, Instant now)
    {
        if (!isUnderWay(now))
            beginning.clear();
        beginning += letter;
        typedAt = now;
        return beginning;
    }
    [[nodiscard]] bool isUnderWay(Instant now) const { return !beginning.empty() && now - typedAt < pause; }
    /** Whether the last letter began a name, so that the search goes on behind the present one. */
    [[nodiscard]] bool hasJustBegun() const { return beginning.size() == 1; }
    void reset() { beginning.clear(); }

private:
    std::string beginning;
    Instant typedAt{};
};

} // namespace loophole::aura
