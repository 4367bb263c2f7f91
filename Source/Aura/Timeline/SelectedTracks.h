#pragma once

#include "Model/Session.h"

#include <unordered_set>
#include <vector>

namespace loophole::aura
{

/** The chosen track and those that a selected clip lies on, in the session's order. Pure. */
[[nodiscard]] std::vector<TrackId> selectedTracks(const Session&, const std::unordered_set<ClipId>& clips,
                                                  TrackId chosen);

} // namespace loophole::aura
