#pragma once

#include "Model/Session.h"
#include "Pulse/Assets/MediaLookup.h"

namespace loophole
{

/** The assets with what is known of their media by now, for the document; shares all that has not changed. Pure. */
[[nodiscard]] SharedList<SessionAsset> withMediaRecords(const SharedList<SessionAsset>&, const MediaLookup&);

/** What a document says of a medium that nobody could open yet: enough for its clips to have their lengths. */
[[nodiscard]] MediaFacts factsOf(const MediaRecord&);

/** What is known of a medium, as a document tells it. */
[[nodiscard]] MediaRecord recordOf(const MediaFacts&, const MediaContent&);

} // namespace loophole
