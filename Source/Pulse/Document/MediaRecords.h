#pragma once

#include "Model/Session.h"
#include "Pulse/Assets/MediaLookup.h"

namespace loophole
{

/** The assets with what is known of their media by now, for the document; shares all that has not changed. Pure. */
[[nodiscard]] SharedList<SessionAsset> withMediaRecords(const SharedList<SessionAsset>&, const MediaLookup&);

/** What is known of a medium, as a document tells it. */
[[nodiscard]] MediaRecord recordOf(const MediaFacts&, const MediaContent&);

} // namespace loophole
