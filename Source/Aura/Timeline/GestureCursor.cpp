#include "Aura/Timeline/GestureCursor.h"

namespace loophole::aura
{

juce::MouseCursor cursorFor(GestureKind kind, bool copies)
{
    switch (kind)
    {
    case GestureKind::trimStart:
        return juce::MouseCursor::LeftEdgeResizeCursor;
    case GestureKind::trimEnd:
        return juce::MouseCursor::RightEdgeResizeCursor;
    case GestureKind::stretchStart:
    case GestureKind::stretchEnd:
    case GestureKind::crossfadeStart:
    case GestureKind::crossfadeEnd:
        return juce::MouseCursor::LeftRightResizeCursor;
    case GestureKind::fadeIn:
    case GestureKind::fadeOut:
        return juce::MouseCursor::PointingHandCursor;
    case GestureKind::gain:
        return juce::MouseCursor::UpDownResizeCursor;
    case GestureKind::slip:
        return juce::MouseCursor::DraggingHandCursor;
    case GestureKind::range:
        return juce::MouseCursor::IBeamCursor;
    case GestureKind::scrub:
        return juce::MouseCursor::CrosshairCursor;
    case GestureKind::move:
        return copies ? juce::MouseCursor::CopyingCursor : juce::MouseCursor::NormalCursor;
    case GestureKind::marquee:
        break;
    }
    return juce::MouseCursor::NormalCursor;
}

} // namespace loophole::aura
