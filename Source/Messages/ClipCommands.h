#pragma once

#include "Core/Frames.h"
#include "Core/Ids.h"
#include "Model/Session.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace loophole
{

/** Places a file on the timeline; an invalid track makes a new one named after the file. */
struct AddClip
{
    TrackId track;
    std::filesystem::path file;
    FramePosition position;
    FrameRange part{}; ///< frames of the file that the clip plays; empty: all of it
};
struct RemoveClips
{
    std::vector<ClipId> clips;
};
struct MoveClips
{
    std::vector<ClipId> clips;
    FrameCount by;
    TrackId toTrack; ///< invalid: each stays on its own
    /** Tracks down, or up where negative, for each from its own; all by as many as the outermost can. */
    int tracksBy = 0;
};
struct SplitClips
{
    std::vector<ClipId> clips;
    FramePosition at;
};
struct DuplicateClips
{
    std::vector<ClipId> clips;
};

/** Moves both ends of clips by frames of the timeline: each end as far as it can go without the clip vanishing. */
struct TrimClips
{
    std::vector<ClipId> clips;
    FrameCount startBy;
    FrameCount endBy;
};
/** Moves what clips play under their edges; positive: later parts of the media. */
struct SlipClips
{
    std::vector<ClipId> clips;
    FrameCount by;
};
/** Makes one clip of neighbours that play on where the one before ends. */
struct JoinClips
{
    std::vector<ClipId> clips;
};
/** Puts copies of clips, as a group, where `at` is its start. */
struct PasteClips
{
    std::vector<ClipId> clips;
    FramePosition at;
    TrackId toTrack;  ///< invalid: each on its own
    int tracksBy = 0; ///< as in MoveClips
};
/** Removes clips and moves all that follows on their tracks up by their lengths. */
struct RippleRemoveClips
{
    std::vector<ClipId> clips;
};
struct SetClipGain
{
    std::vector<ClipId> clips;
    double gainDb = 0;
};
/** At most the clip's length together. */
struct SetClipFades
{
    std::vector<ClipId> clips;
    std::optional<FrameCount> fadeIn; ///< none: stays
    std::optional<FrameCount> fadeOut;
};
/** Fades each of the clips that overlap on a track into the next, over what they have in common. */
struct CrossfadeClips
{
    std::vector<ClipId> clips;
};
struct SetClipLoop
{
    std::vector<ClipId> clips;
    bool loop = false;
};
struct SetClipRate
{
    std::vector<ClipId> clips;
    double playRate = 1;
};
struct SetClipReverse
{
    std::vector<ClipId> clips;
    bool reverse = false;
};
struct SetClipMute
{
    std::vector<ClipId> clips;
    bool mute = false;
};
struct RenameClips
{
    std::vector<ClipId> clips;
    std::string name; ///< empty: the file's
};

/** On top of the gain that each of them has. */
struct ChangeClipGain
{
    std::vector<ClipId> clips;
    double byDb = 0;
};
struct PlacedClip
{
    TrackId track;
    Clip clip;
};
/** Puts clips as they were when they were copied, as a group, where `at` is its start. Their media are the session's;
    those whose track is gone are left out. */
struct PasteCopies
{
    std::vector<PlacedClip> clips;
    FramePosition at;
};

} // namespace loophole
