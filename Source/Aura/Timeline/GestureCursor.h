#pragma once

#include "Aura/Timeline/Gestures/GestureChoice.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** The shape of the pointer that tells what a drag from here would do. */
[[nodiscard]] juce::MouseCursor cursorFor(GestureKind, bool copies);

} // namespace loophole::aura
