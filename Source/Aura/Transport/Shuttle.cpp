#include "Aura/Transport/Shuttle.h"

#include <algorithm>

namespace loophole::aura
{

void Shuttle::forward()
{
    if (rate < 0)
        model.send(EndScrub{});
    rate = rate > 0 ? std::min(rate * 2, fastest) : 1;
    model.send(SetTransportRate{rate});
    model.send(PlayTransport{});
}

void Shuttle::back()
{
    if (rate >= 0)
    {
        position = static_cast<double>(model.playhead().value());
        lastFrame = model.now();
    }
    if (rate > 0)
        model.send(SetTransportRate{1});
    rate = rate < 0 ? std::max(rate * 2, -fastest) : -1;
}

void Shuttle::release()
{
    if (rate < 0)
        model.send(EndScrub{});
    if (rate > 1)
        model.send(SetTransportRate{1});
    rate = 0;
}

void Shuttle::stop()
{
    release();
    model.send(StopTransport{});
}

void Shuttle::frame()
{
    if (rate >= 0)
        return;
    const auto now = model.now();
    const auto elapsed = std::chrono::duration<double>(now - std::exchange(lastFrame, now)).count();
    position = std::max(0.0, position + rate * elapsed * model.rate().hz());
    model.send(ScrubTransport{FramePosition(static_cast<std::int64_t>(position))});
    if (position == 0)
        stop();
}

} // namespace loophole::aura
