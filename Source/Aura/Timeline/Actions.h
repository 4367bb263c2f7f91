#pragma once

#include "Aura/Shell/Commands.h"
#include "Aura/Timeline/TimelineState.h"

#include <functional>

namespace loophole::aura
{

/** A selected clip and where it is. */
struct SelectedClip
{
    const Clip* clip = nullptr; ///< valid until the session changes
    TrackId track;
    std::size_t trackNumber = 0;
    std::size_t place = 0; ///< among the clips of its track
    FrameRange extent;
};

/** All selected clips in the order of the tracks and of time. Nothing where none is selected. */
[[nodiscard]] std::vector<SelectedClip> selectedClips(const AuraModel&, const TimelineState&);

/** The first of them, found without looking through the rest; null where none is selected. */
[[nodiscard]] const Clip* firstSelected(const AuraModel&, const TimelineState&);

/** The selected stretch of time, else from the first selected clip's start to the last one's end. */
[[nodiscard]] std::optional<FrameRange> selectedFrames(const AuraModel&, const TimelineState&);

/** Index of the track that keys act on; none where it is gone. */
[[nodiscard]] std::optional<std::size_t> chosenTrack(const AuraModel&, const TimelineState&);

[[nodiscard]] double gridOf(const AuraModel&, const TimelineState&);

} // namespace loophole::aura
