#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"
#include "Core/SampleRate.h"
#include "Model/MediaRecord.h"
#include "Model/SharedList.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/**
    A session as an immutable value. An edit makes a new Session that shares everything it did not touch, so keeping
    the old one is undo. All positions on the timeline and lengths are frames at the session's rate.
*/
namespace loophole
{

/** Members of a document object that this version does not know: key and raw JSON text, in order. Null for none. */
using UnknownMembers = std::shared_ptr<const std::vector<std::pair<std::string, std::string>>>;

/** A medium that clips refer to. */
struct SessionAsset
{
    AssetId id;
    std::string documentId;
    std::filesystem::path path; ///< as in the document: relative to its folder where possible
    UnknownMembers unknown;
    MediaRecord record{}; ///< as in the document; what was found out since then is written when it is saved

    bool operator==(const SessionAsset&) const = default;
};

struct Clip
{
    ClipId id;
    std::string documentId;
    AssetId asset;
    FramePosition position; ///< on the timeline, never negative
    double offset =
        0; ///< start of the stretch in frames of the asset, >= 0; whole unless a clip at another rate was split
    std::optional<FrameCount> length; ///< on the timeline; none: the rest of the asset
    double gainDb = 0;
    FrameCount fadeIn;
    FrameCount fadeOut;
    bool loop = false;
    double playRate = 1; ///< 0.1 … 8
    bool reverse = false;
    bool mute = false;
    std::string name; ///< empty: the file's name
    UnknownMembers unknown;

    bool operator==(const Clip&) const = default;
};

struct Track
{
    TrackId id;
    std::string documentId;
    std::string name;
    double gainDb = 0;
    double pan = 0; ///< -1 left … 1 right
    bool mute = false;
    bool solo = false;
    std::string output = "Master";
    std::optional<int> colour; ///< index into the track colours; none: by place
    SharedList<Clip> clips;    ///< ordered by position
    UnknownMembers unknown;

    bool operator==(const Track&) const = default;
};

struct Bus
{
    BusId id;
    std::string name;
    double volumeDb = 0;
    bool mute = false;
    std::string sendTo;     ///< empty: Master, or the device for Master itself
    int channels = 2;       ///< 1 … 8
    UnknownMembers unknown; ///< holds "effects" until buses have them

    bool operator==(const Bus&) const = default;
};

struct Tempo
{
    double bpm = 120;
    int beatsPerBar = 4;
    UnknownMembers unknown{};
    bool operator==(const Tempo&) const = default;
};

struct Marker
{
    MarkerId id;
    FramePosition position;
    std::string name;
    UnknownMembers unknown;
    bool operator==(const Marker&) const = default;
};

struct Session
{
    SampleRate sampleRate{48000};
    Tempo tempo;
    SharedList<SessionAsset> assets;
    SharedList<std::shared_ptr<const Track>> tracks;
    SharedList<Bus> buses; ///< always has one named "Master"
    SharedList<Marker> markers;
    std::string cues = "[]";     ///< raw JSON, kept as it was
    std::string settings = "{}"; ///< raw JSON, kept as it was
    UnknownMembers unknown;
};

using SessionPointer = std::shared_ptr<const Session>;

/** Null where there is none. */
[[nodiscard]] const SessionAsset* findAsset(const Session&, AssetId);
[[nodiscard]] const Bus* findBus(const Session&, const std::string& name);

} // namespace loophole
