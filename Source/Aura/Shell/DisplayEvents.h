#pragma once

#include <optional>

namespace loophole::aura
{

/**
    Takes in what the display has sent, at once. JUCE looks for it when the connection has news to read, but what came
    along while something was being sent to the display waits in Xlib, unseen, until more arrives; among it the word
    that the last picture was taken over, without which JUCE paints no other one. On systems other than Linux there is
    nothing to do. Used on the message thread, with no event being handled.
*/
class DisplayEvents
{
public:
    void take();

private:
    std::optional<int> connection; ///< once there is one
};

} // namespace loophole::aura
