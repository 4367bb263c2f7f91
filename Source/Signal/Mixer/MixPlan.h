#pragma once

#include "Core/SampleRate.h"
#include "Signal/Mixer/BusBuffer.h"
#include "Signal/Mixer/ClipList.h"
#include "Signal/Mixer/Strip.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace loophole::signal
{

struct PlannedTrack
{
    TrackId id;
    StripGain gain; ///< fader and pan; all 0 when muted, or not soloed while another track is
    std::size_t bus = 0;
    std::shared_ptr<const ClipList> clips; ///< never null
    std::shared_ptr<Strip> strip;          ///< never null
};

struct PlannedBus
{
    BusId id;
    StripGain gain;         ///< 0 when muted
    std::size_t sendTo = 0; ///< index of a later bus; the Master's own index for the Master
    std::shared_ptr<Strip> strip;
    std::shared_ptr<BusBuffer> buffer;
};

/**
    Everything the mixer has to know, resolved beforehand: what sounds when, through which strips, to which bus.
    Immutable and free of text lookups; made on the control thread, handed to the audio thread by Published<MixPlan>.
*/
struct MixPlan
{
    SampleRate sampleRate;
    int channels = 2; ///< the Master's; every bus is as wide
    std::uint32_t revision = 0;
    std::vector<PlannedTrack> tracks;  ///< in the session's order, which is the order of summing
    std::vector<PlannedBus> buses;     ///< each before the one it sends to; the Master is last
    std::vector<std::string> warnings; ///< what was routed to Master for want of a better place

    /** End of the last clip. */
    [[nodiscard]] FramePosition end() const noexcept;
    /** Whether a clip plays across the edge before `position`: starting there would cut into sound. */
    [[nodiscard]] bool soundsAcross(FramePosition position) const;
};

} // namespace loophole::signal
