#pragma once

#include "Model/ClipCut.h"
#include "Pulse/Assets/MediaLookup.h"
#include "Pulse/Document/IdSource.h"

/** Cutting a clip by Model/ClipCut.h with what Pulse knows of its medium. Pure but for the ids that are used up. */
namespace loophole
{

[[nodiscard]] CutContext cutContext(const Clip&, const MediaLookup&, SampleRate sessionRate);

/** The parts of Model/ClipCut.h, those after the first with ids of their own. */
[[nodiscard]] Outcome<std::vector<Clip>> split(const Clip&, const CutContext&, FramePosition at, IdSource&);

} // namespace loophole
