#include "Signal/Device/AlsaDevice.h"

#include "Core/Limits.h"
#include "Signal/Device/AlsaNames.h"
#include "Signal/Device/RealtimePriority.h"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <cerrno>
#include <memory>
#include <utility>

namespace loophole::signal
{
namespace
{

/** One period sounds, one is ready, one is being written. */
constexpr int periodsOfBuffer = 3;
/** How long stop() may have to wait for a device that takes nothing. */
constexpr int waitMilliseconds = 100;

std::string reasonFor(int error)
{
    switch (-error)
    {
    case EBUSY:
        return "another program holds it";
    case ENOENT:
    case ENODEV:
    case ENXIO:
        return "there is no such device";
    case EACCES:
    case EPERM:
        return "no permission to use it";
    case ECONNREFUSED:
        return "its sound server is not running";
    default:
        return snd_strerror(error);
    }
}

/** A PCM says what it is made of only in its dump; PulseAudio's plug-in names itself in the first line. */
bool isPulsePlugin(snd_pcm_t* pcm)
{
    snd_output_t* output = nullptr;
    if (snd_output_buffer_open(&output) < 0)
        return false;
    char* text = nullptr;
    std::string dump;
    if (snd_pcm_dump(pcm, output) >= 0)
        dump.assign(text, snd_output_buffer_string(output, &text));
    snd_output_close(output);
    return dump.find("PulseAudio") != std::string::npos;
}

struct FreeHardwareParameters
{
    void operator()(snd_pcm_hw_params_t* params) const { snd_pcm_hw_params_free(params); }
};
using HardwareParameters = std::unique_ptr<snd_pcm_hw_params_t, FreeHardwareParameters>;

HardwareParameters makeHardwareParameters(snd_pcm_t* pcm)
{
    snd_pcm_hw_params_t* params = nullptr;
    if (snd_pcm_hw_params_malloc(&params) < 0)
        return nullptr;
    HardwareParameters owned(params);
    return snd_pcm_hw_params_any(pcm, params) < 0 ? nullptr : std::move(owned);
}

constexpr std::pair<snd_pcm_format_t, DeviceSampleFormat> formatsBestFirst[] = {
    {SND_PCM_FORMAT_FLOAT, DeviceSampleFormat::float32}, {SND_PCM_FORMAT_S32, DeviceSampleFormat::int32},
    {SND_PCM_FORMAT_S24_3LE, DeviceSampleFormat::int24}, {SND_PCM_FORMAT_S24, DeviceSampleFormat::int24in32},
    {SND_PCM_FORMAT_S16, DeviceSampleFormat::int16},
};

} // namespace

AlsaDevice::AlsaDevice(std::string pcmName) : pcmName(std::move(pcmName)) {}

AlsaDevice::~AlsaDevice()
{
    stopAtLast();
    disconnect();
}

DeviceCapabilities AlsaDevice::capabilities() const
{
    return {.isAudible = true, .keepsRealTime = true, .choosesRate = true, .choosesBlock = true, .canVanish = true};
}

Outcome<DeviceFormat> AlsaDevice::connect(const DeviceRequest& request)
{
    disconnect();
    silenceAlsa();
    // Non-blocking, or a card that is held by another program would keep us until that one ends.
    if (const auto error = snd_pcm_open(&pcm, pcmName.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK); error < 0)
    {
        pcm = nullptr;
        return Failure{"ALSA " + pcmName, reasonFor(error)};
    }
    auto configured = configure(request);
    if (!configured.ok())
    {
        disconnect();
        return configured;
    }
    isPulse = isPulsePlugin(pcm);
    return configured;
}

Outcome<DeviceFormat> AlsaDevice::configure(const DeviceRequest& request)
{
    const auto refuse = [this](const char* step, int error) {
        return Failure{"ALSA " + pcmName,
                       std::string("it does not take the ") + step + " (" + snd_strerror(error) + ")"};
    };

    const auto params = makeHardwareParameters(pcm);
    if (params == nullptr)
        return Failure{"ALSA " + pcmName, "it offers no configuration"};
    snd_pcm_hw_params_set_rate_resample(pcm, params.get(), 0);
    if (const auto error = snd_pcm_hw_params_set_access(pcm, params.get(), SND_PCM_ACCESS_RW_INTERLEAVED); error < 0)
        return refuse("interleaved samples", error);
    const auto* format = std::find_if(std::begin(formatsBestFirst), std::end(formatsBestFirst),
                                      [&](const auto& each)
                                      { return snd_pcm_hw_params_set_format(pcm, params.get(), each.first) >= 0; });
    if (format == std::end(formatsBestFirst))
        return refuse("sample format", -EINVAL);

    auto channelCount = static_cast<unsigned>(std::clamp(request.channels, 1, limits::maxChannels));
    auto rate = static_cast<unsigned>(request.rate.hz());
    auto period = static_cast<snd_pcm_uframes_t>(std::max(16, request.blockFrames));
    if (const auto error = snd_pcm_hw_params_set_channels_near(pcm, params.get(), &channelCount); error < 0)
        return refuse("number of channels", error);
    if (const auto error = snd_pcm_hw_params_set_rate_near(pcm, params.get(), &rate, nullptr); error < 0)
        return refuse("sample rate", error);
    if (const auto error = snd_pcm_hw_params_set_period_size_near(pcm, params.get(), &period, nullptr); error < 0)
        return refuse("block size", error);
    auto buffer = period * periodsOfBuffer;
    if (const auto error = snd_pcm_hw_params_set_buffer_size_near(pcm, params.get(), &buffer); error < 0)
        return refuse("buffer size", error);
    if (const auto error = snd_pcm_hw_params(pcm, params.get()); error < 0)
        return refuse("configuration as a whole", error);
    // Some drivers accept what they do not keep: what counts is what is set now.
    if (snd_pcm_get_params(pcm, &buffer, &period) < 0 || period == 0 || buffer < period || rate == 0 ||
        channelCount == 0)
        return Failure{"ALSA " + pcmName, "it reports a buffer or a rate of zero"};
    if (const auto error = configureTiming(static_cast<int>(period), static_cast<int>(buffer)); error < 0)
        return refuse("wake-up points", error);

    sampleFormat = format->second;
    deviceChannels = static_cast<int>(channelCount);
    periodFrames = static_cast<int>(period);
    return DeviceFormat{SampleRate(static_cast<int>(rate)), periodFrames, std::min(request.channels, deviceChannels)};
}

int AlsaDevice::configureTiming(int period, int buffer)
{
    snd_pcm_sw_params_t* params = nullptr;
    snd_pcm_sw_params_alloca(&params);
    if (const auto error = snd_pcm_sw_params_current(pcm, params); error < 0)
        return error;
    const auto wholePeriods = static_cast<snd_pcm_uframes_t>(buffer / period * period);
    snd_pcm_sw_params_set_start_threshold(pcm, params, wholePeriods);
    snd_pcm_sw_params_set_avail_min(pcm, params, static_cast<snd_pcm_uframes_t>(period));
    return snd_pcm_sw_params(pcm, params);
}

Outcome<void> AlsaDevice::run(RenderCallback& callback, const DeviceFormat& format)
{
    if (const auto error = snd_pcm_prepare(pcm); error < 0)
        return Failure{"ALSA " + pcmName, reasonFor(error)};
    const auto frames = static_cast<std::size_t>(periodFrames);
    planes.assign(static_cast<std::size_t>(deviceChannels), std::vector<float>(frames));
    channels.clear();
    for (auto& plane : planes)
        channels.push_back(plane.data());
    interleaved.resize(frames * planes.size() * bytesPerSample(sampleFormat));
    renderer.prepare(callback, format);
    isStopping = false;
    thread = std::thread([this] { play(); });
    return {};
}

void AlsaDevice::halt()
{
    isStopping = true;
    thread.join();
    snd_pcm_drop(pcm);
}

void AlsaDevice::disconnect()
{
    if (pcm != nullptr)
        snd_pcm_close(pcm);
    pcm = nullptr;
}

void AlsaDevice::play()
{
    auto audioThread = AudioThread::mint();
    counted().isRealtimeScheduled = tryRealtimePriority();
    while (waitForRoom())
    {
        renderer.render(audioThread, channels.data(), deviceChannels, periodFrames);
        interleave(sampleFormat, channels.data(), deviceChannels, periodFrames, interleaved.data());
        if (!writePeriod())
            return;
    }
}

bool AlsaDevice::waitForRoom()
{
    while (!isStopping)
    {
        const auto room = snd_pcm_avail_update(pcm);
        if (room >= periodFrames)
            return true;
        if (room < 0)
        {
            if (!recover(static_cast<int>(room)))
                return false;
            continue;
        }
        if (const auto waited = snd_pcm_wait(pcm, waitMilliseconds); waited < 0 && !recover(waited))
            return false;
    }
    return false;
}

bool AlsaDevice::writePeriod()
{
    const auto frameBytes = static_cast<std::size_t>(deviceChannels) * bytesPerSample(sampleFormat);
    snd_pcm_sframes_t written = 0;
    while (written < periodFrames && !isStopping)
    {
        const auto result = snd_pcm_writei(pcm, interleaved.data() + static_cast<std::size_t>(written) * frameBytes,
                                           static_cast<snd_pcm_uframes_t>(periodFrames - written));
        if (result >= 0)
            written += result;
        else if (result == -EAGAIN)
            snd_pcm_wait(pcm, waitMilliseconds);
        else if (!recover(static_cast<int>(result)))
            return false;
    }
    return true;
}

bool AlsaDevice::recover(int error)
{
    if (error == -EINTR || error == -EAGAIN)
        return true;
    if (error == -EPIPE)
        counted().xruns.fetch_add(1, std::memory_order_relaxed);
    // An underrun or a suspend: begin again with the next period. Anything else, or a device that cannot, is gone.
    const bool isOver = error != -EPIPE && error != -ESTRPIPE;
    if (isOver || snd_pcm_prepare(pcm) < 0)
    {
        counted().isLost.store(true, std::memory_order_release);
        return false;
    }
    return true;
}

} // namespace loophole::signal
