#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/SampleRate.h"
#include "Messages/Audition.h"
#include "Signal/Callback/AuditionTake.h"
#include "Signal/Callback/AuditionTape.h"
#include "Signal/Mixer/BusBuffer.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace loophole::signal
{

/**
    The sound of one deck, on the audio thread: one take that plays or is scrubbed, while those before it fade out. A
    take that begins at the asset's first frame or runs into its end has the asset's own edges, without a fade.
*/
class AuditionVoice
{
public:
    explicit AuditionVoice(const MovingRateKernel& kernel) : reader(kernel), tape(kernel) {}

    /** Off the audio thread. */
    void prepare(SampleRate rate);

    /** What the take begins with where another deck says so. Without a stretch the grid frame is what the decks have in
        common; else the time that is heard of their files, grid frames over their tempo. */
    struct Place
    {
        std::int64_t gridFrame = 0;
        double tempoRatio = 1;
        bool isKnown = false;
    };

    /** The take is next: it begins with beginWaiting(), which comes at once unless it waits for a line. The latest one
     * wins where several come within one fade. */
    void start(AudioThread&, AuditionTake&) noexcept;
    /** The deck's tape is held at this grid frame from now on. */
    void scrubTo(AudioThread&, std::int64_t gridFrame) noexcept;
    void stop(AudioThread&) noexcept;
    /** Nothing, where the deck has no take. */
    void setGain(AudioThread&, float gain) noexcept;
    /** Nothing, where neither the take that sounds nor the next one is stretched. */
    void setTempo(AudioThread&, double tempoRatio) noexcept;
    /** Fades to silence, or from it, while the take plays on. */
    void setHeard(AudioThread&, bool isHeard) noexcept { heardTarget = isHeard ? 1.0f : 0.0f; }

    /** The take that is next; null for none. */
    [[nodiscard]] const AuditionTake* next() const noexcept { return waiting; }
    /** The take that is next has missed what it was to begin on: it never does. */
    void dropWaiting(AudioThread&) noexcept;
    /** Lets the take that is next begin: where the deck `other` plays, if it is to join that. */
    void beginWaiting(AudioThread&, Place other) noexcept;

    /** Adds to output[0 … channels)[0 … frames), laid on it as by foldChannels; frames <= GridReader::maxFrames. */
    void addTo(AudioThread&, float* const* output, int channels, int frames) noexcept;

    /** Where its take plays at unity or any other steady rate; not while it is scrubbed. */
    [[nodiscard]] Place place() const noexcept;
    /** Output frames until a frame of the grid is played, 0 where nothing plays that would come to it; negative where
        it has been played already, or would only be after more than `farthest`. */
    [[nodiscard]] std::int64_t framesUntil(std::int64_t gridFrame, FrameCount farthest) const noexcept;
    [[nodiscard]] DeckState state(AudioThread&) const noexcept;

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
        AuditionTape::Head head{}; ///< of a take that is scrubbed
    };

    [[nodiscard]] Player& sounding() noexcept { return players[current]; }
    [[nodiscard]] const Player& sounding() const noexcept { return players[current]; }
    [[nodiscard]] bool isSounding() const noexcept { return sounding().take != nullptr && !sounding().isLeaving; }
    [[nodiscard]] std::int64_t gridFrameOf(const Player&) const noexcept;
    [[nodiscard]] static std::int64_t framesLeft(const Player&) noexcept;

    /** A player that is free, which is the sounding one from now on; the one before leaves. Null while none is. */
    Player* takeOver() noexcept;
    void beginPlaying(AuditionTake&, Place other) noexcept;
    void beginScrubbing(AuditionTake&) noexcept;
    void changeRegion(AuditionTake&) noexcept;
    void holdAt(std::int64_t gridFrame) noexcept;
    static void leave(Player&) noexcept;

    int readInto(AudioThread&, Player&, int frames) noexcept;
    void shape(Player&, int channels, int frames) noexcept;
    void addPlayer(AudioThread&, Player&, float* const* output, int channels, int frames) noexcept;
    void moveHeard(int frames) noexcept;
    void release(AudioThread&) noexcept;

    /** One that plays and two that fade out: what is due on a line finds one free. */
    static constexpr std::size_t playerCount = 3;

    GridReader reader;
    AuditionTape tape;
    BusBuffer buffer;
    SampleRate rate{48000};
    std::array<Player, playerCount> players{};
    std::size_t current = 0;
    AuditionTake* waiting = nullptr;
    std::int64_t scrubTarget = 0;
    bool isScrubMoved = false; ///< too far to follow: another head takes over as soon as one is free
    std::int64_t laneFrame = 0;
    float gainStep = 1.0f; ///< most that a gain moves in a frame
    int fadeFrames = 1;
    float heard = 1.0f; ///< reached so far
    float heardTarget = 1.0f;
    std::array<float, static_cast<std::size_t>(GridReader::maxFrames)> heardAt{}; ///< in the frames of this part
    std::uint32_t newest = 0;
    std::atomic<std::uint32_t> oldest{0};
};

} // namespace loophole::signal
