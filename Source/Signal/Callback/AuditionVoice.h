#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/SampleRate.h"
#include "Signal/Mixer/BusBuffer.h"
#include "Signal/Mixer/StreamHandle.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

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
    std::shared_ptr<const BlockTable> table; ///< never null
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
    A take that begins at the asset's first frame or runs into its end has the asset's own edges, without a fade.
*/
class AuditionVoice
{
public:
    explicit AuditionVoice(const MovingRateKernel& kernel) : reader(kernel) {}

    /** Off the audio thread. */
    void prepare(SampleRate rate);

    /** The latest start wins where several come within one fade. */
    void start(AudioThread&, AuditionTake&) noexcept;
    void stop(AudioThread&) noexcept;
    void setGain(AudioThread&, float gain) noexcept;

    /** Adds to output[0 … channels)[0 … frames), laid on it as by foldChannels; frames <= GridReader::maxFrames. */
    void addTo(AudioThread&, float* const* output, int channels, int frames) noexcept;

    [[nodiscard]] AuditionPosition position(AudioThread&) const noexcept;

    /** Takes of lower generations are not used any more. Any thread; acquires all that the audio thread did with them.
     */
    [[nodiscard]] std::uint32_t oldestInUse() const noexcept { return oldest.load(std::memory_order_acquire); }

private:
    struct Player
    {
        AuditionTake* take = nullptr;
        std::int64_t next = 0; ///< output frame of the take's timeline
        float gain = 0.0f;     ///< reached so far
        float target = 0.0f;
        bool isLeaving = false;
    };

    void startWaiting() noexcept;
    static void leave(Player&) noexcept;
    void addPlayer(AudioThread&, Player&, float* const* output, int channels, int frames) noexcept;
    void release(AudioThread&) noexcept;

    GridReader reader;
    BusBuffer buffer;
    std::array<Player, 2> players{};
    std::size_t sounding = 0;
    AuditionTake* waiting = nullptr; ///< starts when the one that fades out has done so
    std::int64_t laneFrame = 0;
    float gainStep = 1.0f; ///< most that the gain moves in a frame
    std::uint32_t newest = 0;
    std::atomic<std::uint32_t> oldest{0};
};

} // namespace loophole::signal
