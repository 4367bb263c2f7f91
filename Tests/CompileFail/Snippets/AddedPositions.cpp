#include "Core/Frames.h"

auto sum(loophole::FramePosition a, loophole::FramePosition b)
{
    return a + b;
}
