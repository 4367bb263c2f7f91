#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Messages/SignalToPulse.h"
#include "Signal/Buffers/BufferConfig.h"
#include "Signal/Buffers/BufferMeter.h"
#include "Signal/Buffers/FrameRing.h"
#include "Signal/Callback/LoudnessMeter.h"

#include <array>
#include <cstddef>

namespace loophole::signal
{

/**
    Carries what the device plays to whoever watches it: the audio thread puts the first two channels into a ring,
   before they are clipped, and Signal's control thread takes them out in small chunks and measures them. A stretch that
   finds no room is not watched, and counted; it is heard all the same.
*/
class MonitorTap final : public MeteredBuffer
{
public:
    static constexpr int watchedChannels = 2;
    /** 170 ms at 48 kHz: the control thread looks every few milliseconds, and a callback is half of it at most. */
    static constexpr FrameCount capacity = chunks::standard;

    /** `channelCount` channels of `frames` samples; one alone is watched as both. Realtime-safe. */
    void write(AudioThread&, const float* const* channels, int channelCount, int frames) noexcept;

    /** Measures all that has come. Call at every turn of the control loop. */
    void watch(SignalThread& thread);

    /** Level since this was last asked, and the loudness of now and of the whole programme. */
    [[nodiscard]] StreamStats::Output takeLevel(SignalThread&);

    /** Of what is written from now on; loudness is measured with filters of that rate. */
    void setRate(SignalThread& thread, SampleRate rate) { loudness.setRate(thread, rate); }
    void resetLoudness(SignalThread& thread) { loudness.reset(thread); }

    [[nodiscard]] BufferMetrics metrics() const override;

private:
    static constexpr auto frameBytes = static_cast<std::size_t>(watchedChannels) * sizeof(float);

    FrameRing ring{capacity, watchedChannels};
    BufferMeter meter{BufferType::ring};
    std::atomic<std::uint64_t> unwatched{0}; ///< frames; the audio thread's, only counted with

    std::array<float, static_cast<std::size_t>(chunks::lowLatency.value()) * watchedChannels> chunk{};
    float peak = 0; ///< these three since the level was last taken
    double squares = 0;
    std::uint64_t samples = 0;
    LoudnessMeter loudness;
};

} // namespace loophole::signal
