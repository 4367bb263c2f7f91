#pragma once

#include "Messages/Relink.h"
#include "Model/Session.h"

#include <vector>

namespace loophole
{

/**
    Gives assets other files. What the document says of the content of the former ones stays where `isSameContent`.
    Pairs of assets that are not there any more are left out; the session shares all that it does not change. Pure.
*/
[[nodiscard]] Session withMediaAt(const Session&, const std::vector<RelinkMedia::Pair>&, bool isSameContent);

} // namespace loophole
