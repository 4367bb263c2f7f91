#include "Signal/Device/AlsaConfiguration.h"

#include "Core/Limits.h"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace loophole::signal
{
namespace
{

/** One period sounds, one is ready, one is being written. */
constexpr int periodsOfBuffer = 3;
/** Shorter ones cannot be kept by any card, and some drivers hang on them. */
constexpr int shortestPeriod = 16;

constexpr std::pair<snd_pcm_format_t, DeviceSampleFormat> formatsBestFirst[] = {
    {SND_PCM_FORMAT_FLOAT, DeviceSampleFormat::float32}, {SND_PCM_FORMAT_S32, DeviceSampleFormat::int32},
    {SND_PCM_FORMAT_S24_3LE, DeviceSampleFormat::int24}, {SND_PCM_FORMAT_S24, DeviceSampleFormat::int24in32},
    {SND_PCM_FORMAT_S16, DeviceSampleFormat::int16},
};

struct FreeParameters
{
    void operator()(snd_pcm_hw_params_t* params) const { snd_pcm_hw_params_free(params); }
    void operator()(snd_pcm_sw_params_t* params) const { snd_pcm_sw_params_free(params); }
};
using HardwareParameters = std::unique_ptr<snd_pcm_hw_params_t, FreeParameters>;
using SoftwareParameters = std::unique_ptr<snd_pcm_sw_params_t, FreeParameters>;

HardwareParameters everyConfigurationOf(snd_pcm_t* pcm)
{
    snd_pcm_hw_params_t* params = nullptr;
    if (snd_pcm_hw_params_malloc(&params) < 0)
        return nullptr;
    HardwareParameters owned(params);
    return snd_pcm_hw_params_any(pcm, params) < 0 ? nullptr : std::move(owned);
}

std::optional<DeviceSampleFormat> chooseFormat(snd_pcm_t* pcm, snd_pcm_hw_params_t* params)
{
    for (const auto& [theirs, ours] : formatsBestFirst)
        if (snd_pcm_hw_params_set_format(pcm, params, theirs) >= 0)
            return ours;
    return std::nullopt;
}

/** When to begin and when to wake up, in frames. Negative: ALSA's error. */
int setTiming(snd_pcm_t* pcm, snd_pcm_uframes_t period, snd_pcm_uframes_t buffer)
{
    snd_pcm_sw_params_t* params = nullptr;
    if (const auto error = snd_pcm_sw_params_malloc(&params); error < 0)
        return error;
    const SoftwareParameters owned(params);
    if (const auto error = snd_pcm_sw_params_current(pcm, params); error < 0)
        return error;
    snd_pcm_sw_params_set_start_threshold(pcm, params, buffer / period * period);
    snd_pcm_sw_params_set_avail_min(pcm, params, period);
    return snd_pcm_sw_params(pcm, params);
}

} // namespace

Outcome<AlsaConfiguration> configureAlsa(snd_pcm_t* pcm, const std::string& pcmName, const DeviceRequest& request)
{
    const auto refuse = [&](const std::string& why) { return Failure{"ALSA " + pcmName, why}; };
    const auto params = everyConfigurationOf(pcm);
    if (params == nullptr)
        return refuse("it offers no configuration");

    snd_pcm_hw_params_set_rate_resample(pcm, params.get(), 0);
    if (snd_pcm_hw_params_set_access(pcm, params.get(), SND_PCM_ACCESS_RW_INTERLEAVED) < 0)
        return refuse("it does not take interleaved samples");
    const auto format = chooseFormat(pcm, params.get());
    if (!format)
        return refuse("it takes none of our sample formats");

    auto channels = static_cast<unsigned>(std::clamp(request.channels, 1, limits::maxChannels));
    auto rate = static_cast<unsigned>(request.rate.hz());
    auto period = static_cast<snd_pcm_uframes_t>(std::max(shortestPeriod, request.blockFrames));
    snd_pcm_hw_params_set_channels_near(pcm, params.get(), &channels);
    snd_pcm_hw_params_set_rate_near(pcm, params.get(), &rate, nullptr);
    snd_pcm_hw_params_set_period_size_near(pcm, params.get(), &period, nullptr);
    auto buffer = period * periodsOfBuffer;
    snd_pcm_hw_params_set_buffer_size_near(pcm, params.get(), &buffer);
    if (const auto error = snd_pcm_hw_params(pcm, params.get()); error < 0)
        return refuse(std::string("it does not take the channels, rate or block (") + snd_strerror(error) + ")");

    // Some drivers accept what they do not keep: what counts is what is set now.
    if (snd_pcm_get_params(pcm, &buffer, &period) < 0 || period == 0 || buffer < period || rate == 0 || channels == 0)
        return refuse("it reports a buffer, a rate or channels of zero");
    if (const auto error = setTiming(pcm, period, buffer); error < 0)
        return refuse(std::string("it does not take the wake-up points (") + snd_strerror(error) + ")");
    return AlsaConfiguration{SampleRate(static_cast<int>(rate)), *format, static_cast<int>(channels),
                             static_cast<int>(period)};
}

} // namespace loophole::signal
