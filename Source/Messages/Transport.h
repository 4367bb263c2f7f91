#pragma once

#include "Core/Clock.h"
#include "Core/Frames.h"
#include "Core/Ids.h"
#include "Messages/Audition.h"
#include "Model/AudioAsset.h"
#include "Model/TransportState.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/** What travels unchanged from Aura through Pulse to Signal, and the facts that travel back. */
namespace loophole
{

struct PlayTransport
{
    /** Stops there by itself, once, unless something else moves the transport first; a loop that is on holds it. */
    std::optional<FramePosition> until{};
};
struct StopTransport
{
};
struct SeekTransport
{
    FramePosition position;
};
struct SetTransportLoop
{
    bool isLooping = false;
    FrameRange range;
};
/** Varispeed, 0.1 … 8 forward. */
struct SetTransportRate
{
    double rate = 1;
};
/** The pointer holds the tape at `target`; sound follows it in either direction. */
struct ScrubTransport
{
    FramePosition target;
};
/** The pointer lets go; the transport goes on as it was before, from `target`. */
struct EndScrub
{
};

/** Transport as it was when a callback began, for clocks and playheads. */
struct TransportPosition
{
    TransportState state;
    Instant at{}; ///< steady clock
    DeckStates decks;
    std::uint64_t playedFrames = 0;  ///< while the transport moved, since the engine started
    std::uint64_t missingFrames = 0; ///< clip frames that had to be silent, since the engine started

    [[nodiscard]] const DeckState& deck(Deck which) const { return decks[indexOf(which)]; }
    [[nodiscard]] bool isAuditioning() const { return decks[0].isMoving() || decks[1].isMoving(); }
};

/** What a strip carried since the last report, linear: largest sample of a side, and root of the mean square. */
struct StripLevel
{
    float left = 0;
    float right = 0;
    float leftRms = 0;
    float rightRms = 0;
};
struct MeterLevels
{
    std::vector<std::pair<TrackId, StripLevel>> tracks;
    StripLevel master;
    std::vector<std::pair<BusId, StripLevel>> buses; ///< all but Master
};

struct DeviceStatus
{
    std::string backend; ///< "JACK", "ALSA", "PulseAudio", "Safe mode", "Null", "Offline"; empty: no device plays
    std::string name;
    int sampleRate = 0;
    int blockFrames = 0;
    int outputChannels = 0;
    std::vector<std::string> warnings; ///< every step down that was taken, with the remedy
};

/** Reads the peaks of an asset from the cache or builds them. */
struct RequestPeaks
{
    AssetId asset;
    bool isVisible = true;  ///< visible ones are built first
    bool isRow = false;     ///< of a list, where the eye runs over many: before visible clips
    bool isDamaged = false; ///< what is kept was found damaged while it was drawn: build it anew
    FrameRange inView{};    ///< of the asset; built first, then outward from there. Empty: from the beginning
};
/** Gives up building them; what is finished is kept for when they are asked for again. */
struct CancelPeaks
{
    AssetId asset;
};
/** True samples for drawing below 64 frames a pixel; frames of the asset at its own rate. */
struct RequestWaveform
{
    RequestId request;
    AssetId asset;
    FrameRange range;
};
struct WaveformReady
{
    RequestId request;
    AssetId asset;
    FrameRange range;
    std::vector<std::vector<float>> channels; ///< planar, range.length frames each
};

/** Finds the proxy of an asset or builds it at low priority; ProxyChanged tells how that goes. */
struct RequestProxy
{
    AssetId asset;
    ProxyQuality quality = ProxyQuality::draft;
};
/** Gives up building it; one that is there stays. */
struct CancelProxy
{
    AssetId asset;
};
/** What the user wants to hear, of one asset or (invalid id) of all that have no wish of their own. */
struct SetPlaybackResolution
{
    AssetId asset;
    PlaybackResolution resolution = PlaybackResolution::full;
};

struct ListFolder
{
    RequestId request;
    std::filesystem::path folder;
};
struct FolderEntry
{
    std::filesystem::path path;
    bool isFolder = false;
    std::uintmax_t bytes = 0;
    std::int64_t modified = 0; ///< nanoseconds since 1970
};
/** In parts as they are read; the last one has isComplete. */
struct FolderListed
{
    RequestId request;
    std::filesystem::path folder;
    std::vector<FolderEntry> entries;
    bool isComplete = false;
    std::string error; ///< why the folder could not be read, or empty
};

/** Has the cloud client of a placeholder download it: pending meanwhile, then present, or cloud again. */
struct RequestDownload
{
    AssetId asset;
};

} // namespace loophole
