#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Messages/Transport.h"
#include "Model/TransportState.h"
#include "Signal/Callback/Playhead.h"

#include <array>
#include <cstdint>
#include <optional>

namespace loophole::signal
{

/**
    Plays, stops, seeks, loops, varies speed and scrubs a plan without clicks. Owns two playheads: wherever the sound
    would jump, one fades out at the old place over limits::declickSeconds while the other fades in at the new one.
    Loop wraps and starts at a clip's own edge are not jumps and stay as they are. Used on the audio thread.
*/
class Transport
{
public:
    /** Off the audio thread. */
    explicit Transport(const MovingRateKernel& kernel);
    void prepare(SampleRate);

    void obey(AudioThread&, PlayTransport, const MixPlan*) noexcept;
    void obey(AudioThread&, StopTransport) noexcept;
    void obey(AudioThread&, SeekTransport) noexcept;
    void obey(AudioThread&, SetTransportLoop) noexcept;
    void obey(AudioThread&, SetTransportRate) noexcept;
    void obey(AudioThread&, ScrubTransport) noexcept;
    void obey(AudioThread&, EndScrub) noexcept;

    /** Fills output[0 … plan.channels)[0 … frames), silence while stopped; frames <= GridReader::maxFrames. */
    MixCounts render(AudioThread&, const MixPlan&, float* const* output, int frames) noexcept;
    /** Lets time pass without sound, where there is no plan. */
    void skip(AudioThread&, int frames) noexcept;

    /** `position` is the first frame of what is rendered next. */
    [[nodiscard]] TransportState state() const noexcept;
    [[nodiscard]] bool isMoving() const noexcept { return sound != Sound::none; }

private:
    /** What ought to be heard. */
    enum class Sound : std::uint8_t
    {
        none,
        playing,
        scrubbing
    };

    void changeTo(Sound next, FramePosition from) noexcept;
    void beginChange(AudioThread&) noexcept;
    void startHead(AudioThread&, Playhead&, double speedNow) noexcept;
    void settleFade(AudioThread&) noexcept;
    void watchHead() noexcept;
    [[nodiscard]] bool isBoundToEnd() const noexcept;
    [[nodiscard]] int framesToEnd(int most) const noexcept;
    void stopAtEnd() noexcept;
    void followPointer(AudioThread&) noexcept;
    MixCounts renderPart(AudioThread&, const MixPlan&, float* const* output, int frames) noexcept;
    [[nodiscard]] FramePosition here() const noexcept;
    [[nodiscard]] bool isFading() const noexcept { return fadeDone < fadeFrames; }
    [[nodiscard]] Playhead& head() noexcept { return heads[current]; }
    [[nodiscard]] const Playhead& head() const noexcept { return heads[current]; }

    std::array<Playhead, laneCount> heads;
    std::size_t current = 0;
    BusBuffer leaving; ///< where the head that fades out is rendered

    Sound sound = Sound::none;
    bool playsAfterScrub = false;
    std::optional<FramePosition> until; ///< where playing stops by itself
    FramePosition place; ///< where the sound begins once the change is made; while stopped, where it stays
    FramePosition scrubTarget;
    TimelineLoop loop;
    double rate = 1;
    std::uint32_t seekGeneration = 0;

    bool isChangeDue = false; ///< waits while a crossfade is under way, so that the latest command wins
    bool headIsOn = false;    ///< the current head sounds
    bool otherIsOn = false;   ///< the other one fades out
    bool startsClean = false; ///< nothing sounds across the starting place: no fade-in
    int fadeFrames = 240;
    int fadeDone = 240; ///< of fadeFrames
};

} // namespace loophole::signal
