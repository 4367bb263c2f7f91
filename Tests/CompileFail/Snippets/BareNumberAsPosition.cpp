#include "Core/Frames.h"

loophole::FramePosition atOneSecond()
{
    return 48000;
}
