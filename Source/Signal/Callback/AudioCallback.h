#pragma once

#include "Concurrency/AudioEpoch.h"
#include "Concurrency/Published.h"
#include "Core/Clock.h"
#include "Signal/Callback/AudioCommand.h"
#include "Signal/Callback/AuditionMix.h"
#include "Signal/Callback/CallbackTimes.h"
#include "Signal/Callback/Latest.h"
#include "Signal/Callback/MonitorTap.h"
#include "Signal/Callback/RenderCallback.h"
#include "Signal/Callback/Transport.h"

#include <atomic>
#include <cstdint>

namespace loophole::signal
{

/**
    What the device calls: takes commands, lets the transport play the current plan, adds the audition, clips to full
    scale, and tells where it was. Owns the audio thread's side of all that; made and destroyed while no device runs.
*/
class AudioCallback final : public RenderCallback
{
public:
    /** Everything that is referred to must outlive the callback. */
    struct Parts
    {
        const Clock& clock;
        AudioEpoch& epoch;
        const Published<MixPlan>& plan;
        AudioCommandQueue& commands;
        const MovingRateKernel& kernel;
    };

    explicit AudioCallback(Parts);

    void prepare(SampleRate, int maximumFrames, int channelCount) override;
    void render(AudioThread&, OutputBlock) noexcept override;

    /** As the last callback began. For one thread, the one that holds the token. */
    [[nodiscard]] TransportPosition position(SignalThread&) { return positions.read(); }

    [[nodiscard]] const CallbackTimes& times() const noexcept { return callbackTimes; }
    [[nodiscard]] double takeRecentMaxUs(SignalThread& thread) noexcept
    {
        return callbackTimes.takeRecentMaxUs(thread);
    }
    [[nodiscard]] const AuditionVoice& auditionVoice(Deck deck) const noexcept { return audition.voice(deck); }

    /** Totals since the callback was made; any thread. Frames are counted while the transport plays or is scrubbed. */
    [[nodiscard]] std::uint64_t framesPlayed() const noexcept { return played.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint64_t missingFrames() const noexcept { return missing.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint64_t absentFrames() const noexcept { return absent.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint64_t proxyFrames() const noexcept { return proxied.load(std::memory_order_acquire); }
    /** Samples beyond full scale that the device got as full scale. */
    [[nodiscard]] std::uint64_t clippedSamples() const noexcept { return clipped.load(std::memory_order_acquire); }

    [[nodiscard]] MonitorTap& monitor(SignalThread&) noexcept { return tap; }
    [[nodiscard]] const MonitorTap& monitor() const noexcept { return tap; }

private:
    /** The first of a device's channels carry the Master, as laid out by foldChannels; any others are silent. */
    static constexpr int maxDeviceChannels = limits::maxChannels;

    void takeCommands(AudioThread&, const MixPlan*) noexcept;
    void renderPart(AudioThread&, const MixPlan*, OutputBlock) noexcept;
    static void silenceBeyond(OutputBlock) noexcept;
    [[nodiscard]] Instant durationOf(int frames) const noexcept;
    void publish(AudioThread&, Instant began) noexcept;

    Parts parts;
    SampleRate rate{48000};
    Transport transport;
    AuditionMix audition;
    BusBuffer mix;
    CallbackTimes callbackTimes;
    Latest<TransportPosition> positions;
    std::atomic<std::uint64_t> played{0};
    std::atomic<std::uint64_t> missing{0};
    std::atomic<std::uint64_t> absent{0};
    std::atomic<std::uint64_t> proxied{0};
    std::atomic<std::uint64_t> clipped{0};
    MonitorTap tap;
};

} // namespace loophole::signal
