#pragma once

#include "Core/Outcome.h"
#include "Pulse/Scheduling/SessionIndex.h"

#include <optional>
#include <span>
#include <string>

/**
    Edits of how clips sound where they are, as pure functions from an indexed session to the edited one. Clips that no
    longer exist are left out. A Failure where none is left or a value is no number; finite values are clamped.
*/
namespace loophole
{

[[nodiscard]] Outcome<Session> withClipGain(const SessionIndex&, std::span<const ClipId>, double gainDb);
/** Raises or lowers the gain that each has. */
[[nodiscard]] Outcome<Session> withClipGainChanged(const SessionIndex&, std::span<const ClipId>, double byDb);

/** Each fade at most what the other one leaves of the clip; a fade that is not given stays, as far as there is room. */
[[nodiscard]] Outcome<Session> withClipFades(const SessionIndex&, std::span<const ClipId>,
                                             std::optional<FrameCount> fadeIn, std::optional<FrameCount> fadeOut);

/** Fades each of the clips into the one it runs into on its track, over the frames that both play. */
[[nodiscard]] Outcome<Session> withClipsCrossfaded(const SessionIndex&, std::span<const ClipId>);

[[nodiscard]] Outcome<Session> withClipLoop(const SessionIndex&, std::span<const ClipId>, bool loop);

/** A clip goes on playing the same stretch of its asset, so its length changes; a looped one keeps its length. */
[[nodiscard]] Outcome<Session> withClipRate(const SessionIndex&, std::span<const ClipId>, double playRate);
[[nodiscard]] Outcome<Session> withClipReverse(const SessionIndex&, std::span<const ClipId>, bool reverse);
[[nodiscard]] Outcome<Session> withClipMute(const SessionIndex&, std::span<const ClipId>, bool mute);
[[nodiscard]] Outcome<Session> withClipName(const SessionIndex&, std::span<const ClipId>, const std::string& name);

} // namespace loophole
