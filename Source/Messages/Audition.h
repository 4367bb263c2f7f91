#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/** What is heard beside the session: two decks, each with a streamed voice of its own. */
namespace loophole
{

enum class Deck : std::uint8_t
{
    a,
    b
};
inline constexpr std::size_t deckCount = 2;

[[nodiscard]] constexpr std::size_t indexOf(Deck deck)
{
    return static_cast<std::size_t>(deck);
}
[[nodiscard]] constexpr Deck otherThan(Deck deck)
{
    return deck == Deck::a ? Deck::b : Deck::a;
}

/** The line of the session's tempo that a stream waits for while the transport plays; it begins at once otherwise. */
enum class StartLine : std::uint8_t
{
    none,
    beat,
    bar
};

/** Tempo and pitch of a stream, each apart from the other. What is beyond the limits is brought to them. */
struct StreamStretch
{
    static constexpr double lowestTempo = 0.5;
    static constexpr double highestTempo = 2;
    static constexpr double farthestSemitones = 12;

    double tempoRatio = 1; ///< tempo heard over tempo of the file, 0.5 … 2
    double semitones = 0;  ///< -12 … 12; fractions are cents

    /** Within the limits; what is no number is neutral. */
    [[nodiscard]] StreamStretch limited() const
    {
        return {tempoRatio > 0 ? std::clamp(tempoRatio, lowestTempo, highestTempo) : 1,
                semitones == semitones ? std::clamp(semitones, -farthestSemitones, farthestSemitones) : 0};
    }
    /** The file is heard as it is, bit by bit. */
    [[nodiscard]] bool isNeutral() const { return tempoRatio == 1 && semitones == 0; }
    bool operator==(const StreamStretch&) const = default;
};

/** Plays one asset outside the session on a deck, from the asset's frame `from`; what the deck played fades out. */
struct StartStream
{
    AssetId asset;
    FramePosition from; ///< frames of the asset
    bool loop = false;  ///< repeats the region, else stops at its end
    double gainDb = 0;  ///< volume, at most 0
    Deck deck = Deck::a;
    FrameRange region{}; ///< frames of the asset; empty: all of it. It may reach beyond the asset's end, into silence
    StartLine line = StartLine::none;
    /** Together with the other deck: where that one is, to the frame and instead of `from`, while it plays; in the same
        callback as that one, each from its own `from`, where it is still to begin. Stretched, two decks are together
        where as much time is heard of both since their files' beginnings. */
    bool inSync = false;
    double playRate = 1; ///< 0.1 … 8, speed and pitch together; other than 1, there is no stretch
    double matchDb = 0;  ///< on top of the volume, either way: brings files to one loudness
    StreamStretch stretch{};
};
struct StopStream
{
    std::optional<Deck> deck; ///< none: both
};
/** Of a deck that is empty nothing is set: the next StartStream brings its own. */
struct SetStreamGain
{
    double gainDb = 0; ///< volume, at most 0
    Deck deck = Deck::a;
    double matchDb = 0; ///< as in StartStream
};
/** What the deck plays and whether that repeats; the place stays where it lies inside and is the region's start else.
 */
struct SetStreamRegion
{
    Deck deck = Deck::a;
    FrameRange region{}; ///< as in StartStream
    bool loop = false;
};
/** Of what the deck plays, from where it is. Its place goes on; while it is scrubbed, what it plays later. */
struct SetStreamStretch
{
    Deck deck = Deck::a;
    StreamStretch stretch{};
};
/** Which decks are heard, both from the same frame on: one fades out while the other fades in. Those that are not heard
    play on. */
struct HearDecks
{
    bool a = true;
    bool b = true;
};
/** The pointer holds the deck's tape at `target`; sound follows it in either direction. */
struct ScrubStream
{
    AssetId asset;
    FramePosition target; ///< frames of the asset
    Deck deck = Deck::a;
    double gainDb = 0; ///< volume, at most 0
    double matchDb = 0;
};
/** The pointer lets go. */
struct EndStreamScrub
{
    Deck deck = Deck::a;
    bool goesOn = false; ///< plays from the target on, in the region that the deck had
};

/** Writes frames of an asset as a WAV file of the asset's rate; RegionExported answers. */
struct ExportRegion
{
    RequestId request;
    AssetId asset;
    FrameRange region;
    std::filesystem::path file; ///< its folder is made where it is not there
};
struct RegionExported
{
    RequestId request;
    std::filesystem::path file;
    std::string error; ///< why there is no such file now, or empty
};

/** What a deck does, as a callback began. */
struct DeckState
{
    enum class Motion : std::uint8_t
    {
        stopped,
        due, ///< waits for its StartLine
        playing,
        scrubbing
    };
    Motion motion = Motion::stopped;
    AssetId asset;
    FramePosition frame;     ///< of the asset
    StreamStretch stretch{}; ///< that is heard, or will be where it is due; neutral while it is scrubbed

    [[nodiscard]] bool isMoving() const { return motion == Motion::playing || motion == Motion::scrubbing; }
    bool operator==(const DeckState&) const = default;
};
using DeckStates = std::array<DeckState, deckCount>;

} // namespace loophole
