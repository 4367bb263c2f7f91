#pragma once

#include "Core/Outcome.h"
#include "Signal/Device/OutputDevice.h"
#include "Signal/Device/SampleInterleaver.h"

#include <string>

extern "C" struct _snd_pcm;

namespace loophole::signal
{

/** What a PCM has been set to. */
struct AlsaConfiguration
{
    SampleRate rate;
    DeviceSampleFormat sampleFormat = DeviceSampleFormat::float32;
    int channels = 0; ///< of the device; may be more than were asked for
    int periodFrames = 0;
};

/**
    Sets an open playback PCM to interleaved samples of the best format that it takes, and to the channels, rate and
    period next to the request, at three periods of buffer; it begins to play when that is full. ALSA's own rate
    conversion is off. The failure names what was not taken.
*/
[[nodiscard]] Outcome<AlsaConfiguration> configureAlsa(_snd_pcm*, const std::string& pcmName, const DeviceRequest&);

} // namespace loophole::signal
