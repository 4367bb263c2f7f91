#include "Signal/Device/AlsaDevice.h"

#include "Core/Limits.h"
#include "Signal/Device/AlsaNames.h"
#include "Signal/Device/RealtimePriority.h"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <cerrno>
#include <utility>

namespace loophole::signal
{
namespace
{

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
    refreshAlsaConfiguration();
    // Non-blocking, or a card that is held by another program would keep us until that one ends.
    if (const auto error = snd_pcm_open(&pcm, pcmName.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK); error < 0)
    {
        pcm = nullptr;
        return Failure{"ALSA " + pcmName, reasonFor(error)};
    }
    const auto configured = configureAlsa(pcm, pcmName, request);
    if (!configured.ok())
    {
        disconnect();
        return configured.failure();
    }
    set = configured.value();
    isPulse = isPulsePlugin(pcm);
    return DeviceFormat{set.rate, set.periodFrames,
                        std::clamp(request.channels, 1, std::min(limits::maxChannels, set.channels))};
}

Outcome<void> AlsaDevice::run(RenderCallback& callback, const DeviceFormat& format)
{
    if (const auto error = snd_pcm_prepare(pcm); error < 0)
        return Failure{"ALSA " + pcmName, reasonFor(error)};
    const auto frames = static_cast<std::size_t>(set.periodFrames);
    planes.assign(static_cast<std::size_t>(set.channels), std::vector<float>(frames));
    channels.clear();
    for (auto& plane : planes)
        channels.push_back(plane.data());
    interleaved.resize(frames * planes.size() * bytesPerSample(set.sampleFormat));
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
        renderer.render(audioThread, channels.data(), set.channels, set.periodFrames);
        interleave(set.sampleFormat, channels.data(), set.channels, set.periodFrames, interleaved.data());
        if (!writePeriod())
            return;
    }
}

bool AlsaDevice::waitForRoom()
{
    while (!isStopping)
    {
        const auto room = snd_pcm_avail_update(pcm);
        if (room >= set.periodFrames)
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
    const auto frameBytes = static_cast<std::size_t>(set.channels) * bytesPerSample(set.sampleFormat);
    snd_pcm_sframes_t written = 0;
    while (written < set.periodFrames && !isStopping)
    {
        const auto result = snd_pcm_writei(pcm, interleaved.data() + static_cast<std::size_t>(written) * frameBytes,
                                           static_cast<snd_pcm_uframes_t>(set.periodFrames - written));
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
