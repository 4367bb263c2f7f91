#pragma once

#include "Model/Session.h"
#include "Pulse/Assets/MediaLookup.h"

namespace loophole
{

/**
    The session with the paths of its assets as a document in `folder` should name them: relative where possible, and
    as they are spelled where that is right already. Pure.
*/
[[nodiscard]] Session withPortablePaths(const Session&, const MediaLookup&, const std::filesystem::path& folder);

} // namespace loophole
