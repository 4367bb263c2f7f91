#pragma once

#include "Aura/Timeline/ClipOutline.h"
#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/TimelineState.h"

#include <memory>

namespace loophole::aura
{

/** What was under the hand when it came down on the lanes, and what the other hand held. */
struct Press
{
    ClipId clip; ///< invalid: none; else among the selected ones
    ClipZone zone = ClipZone::none;
    ClipOutline outline; ///< of the clip
    Hand hand;
    bool ctrl = false;
    bool shift = false;
    bool alt = false;
};

/** Which kinds of drags there are; also what the pointer's shape tells before one begins. */
enum class GestureKind
{
    marquee,
    range,
    scrub,
    move,
    slip,
    trimStart,
    trimEnd,
    stretchStart,
    stretchEnd,
    crossfadeStart,
    crossfadeEnd,
    fadeIn,
    fadeOut,
    gain
};

/** Alt, or the scrub tool, scrubs; Ctrl on an edge stretches; Shift on an edge or a fade crossfades where another clip
    meets it; Ctrl and Shift on a clip slip it; Shift where no clip is selects a stretch of time. */
[[nodiscard]] GestureKind gestureKind(ClipZone, bool ctrl, bool shift, bool scrubs);

[[nodiscard]] std::unique_ptr<Gesture> gestureFor(AuraModel&, TimelineState&, const Press&);

} // namespace loophole::aura
