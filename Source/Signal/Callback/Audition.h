#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Model/AudioAsset.h"
#include "Signal/Callback/AudioCommand.h"
#include "Signal/Callback/Latest.h"
#include "Signal/Mixer/BusBuffer.h"
#include "Signal/Mixer/StreamHandle.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

namespace loophole::signal
{

/** One playing of one asset outside the session. Made by Audition, read by the AuditionVoice. */
struct AuditionTake
{
    std::uint32_t generation = 0;
    AssetId asset;
    ClipTimeline timeline; ///< the whole asset from frame 0 of its grid
    std::int64_t from = 0; ///< grid frame to begin at
    double assetFramesPerGridFrame = 1;
    float gain = 1.0f;
    std::shared_ptr<const BlockTable> table;
    StreamHandle stream;
};

/** Where the audition is, as the audio thread last said. */
struct AuditionPosition
{
    bool isPlaying = false;
    AssetId asset;
    FramePosition frame; ///< of the asset
    std::uint32_t generation = 0;
};

/**
    The sound of auditions, on the audio thread: at most two takes, one fading in while the one before fades out.
    A take that ends by itself ends as its asset does, without a fade.
*/
class AuditionVoice
{
public:
    explicit AuditionVoice(const MovingRateKernel& kernel) : reader(kernel) {}

    /** Off the audio thread. */
    void prepare(SampleRate rate);

    void start(AudioThread&, AuditionTake&) noexcept;
    void stop(AudioThread&) noexcept;
    void setGain(AudioThread&, float gain) noexcept;

    /** Adds to output[0 … channels)[0 … frames). Takes are laid on the output as clips are on tracks. */
    void addTo(AudioThread&, float* const* output, int channels, int frames) noexcept;

    [[nodiscard]] AuditionPosition position(AudioThread&) const noexcept;

    /** Takes of lower generations are not used any more. Any thread; acquires what the audio thread did with them. */
    [[nodiscard]] std::uint32_t oldestInUse() const noexcept { return oldest.load(std::memory_order_acquire); }

private:
    struct Player
    {
        AuditionTake* take = nullptr;
        std::int64_t next = 0; ///< output frame of the take's timeline
        float gain = 0.0f;     ///< reached so far
        float target = 0.0f;
    };

    void addPlayer(AudioThread&, Player&, Lane, float* const* output, int channels, int frames) noexcept;
    void release(AudioThread&) noexcept;

    GridReader reader;
    BusBuffer buffer;
    BusBuffer folded;
    std::array<Player, laneCount> players{};
    std::size_t sounding = 0;
    AuditionTake* waiting = nullptr; ///< starts when the fade in progress is over
    bool isStopping = false;
    std::int64_t laneFrame = 0;
    float gainStep = 1.0f;
    std::uint32_t newest = 0;
    std::atomic<std::uint32_t> oldest{0};
};

/** Makes takes and keeps each until the audio thread has let go of it. Lives on Signal's control thread. */
class Audition
{
public:
    explicit Audition(const AuditionVoice& voice) : voice(voice) {}

    /** The command that plays the asset; `table` is the one of phase 0. */
    [[nodiscard]] StartTake start(SignalThread&, const StartStream&, const MediaFacts&, SampleRate gridRate,
                                  std::shared_ptr<const BlockTable> table);

    /** Frees takes that have faded out; call at every turn of the control loop. */
    void collect(SignalThread&);

    /** Counts of the take that was started last. */
    [[nodiscard]] StreamCounts counts(SignalThread&) const;
    [[nodiscard]] std::size_t takeCount(SignalThread&) const { return takes.size(); }

private:
    const AuditionVoice& voice;
    std::deque<std::unique_ptr<AuditionTake>> takes; ///< oldest first
    std::uint32_t lastGeneration = 0;
};

} // namespace loophole::signal
