#include "Pulse/Document/PathText.h"
#include "Pulse/Editing/ClipExtents.h"
#include "Pulse/Editing/ClipSettings.h"
#include "Pulse/Editing/EditCommands.h"
#include "Pulse/Editing/RangeEdits.h"
#include "Pulse/Editing/TrackEdits.h"

namespace loophole
{
namespace
{

const char* clipsOr(const std::vector<ClipId>& clips, const char* one, const char* several)
{
    return clips.size() == 1 ? one : several;
}

/** Turning a control of the same clips is one gesture. */
std::string gestureOn(const char* control, const std::vector<ClipId>& clips)
{
    std::string gesture = control;
    for (const auto clip : clips)
        gesture += ' ' + std::to_string(clip.value);
    return gesture;
}

/** Plays the part of its file that lies inside it; a Failure where none does, or where nobody knows yet. */
Outcome<void> playPart(Clip& clip, FrameRange part, const AudioAsset* asset, SampleRate sessionRate)
{
    if (part.isEmpty())
        return {};
    if (asset == nullptr || asset->facts.length.isZero() || !asset->facts.sampleRate.isKnown())
        return Failure{"part of a file", "its length is not known yet"};
    const auto inside = part.intersection({FramePosition(0), asset->facts.length});
    if (inside.isEmpty())
        return Failure{"part of a file", "lies outside of it"};
    clip.offset = static_cast<double>(inside.start.value());
    clip.length = gridLength(inside.length, asset->facts.sampleRate, sessionRate);
    return {};
}

} // namespace

Outcome<Edit> makeEdit(const EditDesk& desk, const AddClip& command)
{
    auto session = desk.index.session();
    auto track = command.track;
    if (!track.isValid())
    {
        session = withTrack(session, desk.ids, displayText(command.file.stem().native()));
        track = session.tracks.back()->id;
    }
    if (!trackPlace(session, track))
        return Failure{"track", "no longer exists"};
    std::error_code error;
    const auto file = std::filesystem::absolute(command.file, error).lexically_normal();
    if (error)
        return Failure{displayText(command.file.native()), error.message()};
    Clip clip;
    if (auto part = playPart(clip, command.part, desk.media.findFile(file), session.sampleRate); !part)
        return part.failure();
    auto acquired = desk.media.acquire(file);
    const auto path = relativeWherePossible(desk.documentFolder, file);
    clip.id = desk.ids.next<ClipId>();
    clip.asset = acquired.asset;
    clip.position = std::max(command.position, FramePosition(0));
    auto edit = named(withClip(withAsset(session, acquired.asset, path), track, std::move(clip)), "Add clip");
    if (edit)
        edit.value().opened = std::move(acquired.messages);
    return edit;
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RemoveClips& command)
{
    return named(withoutClips(desk.index, command.clips), clipsOr(command.clips, "Remove clip", "Remove clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const MoveClips& command)
{
    return named(withClipsMoved(desk.index, command.clips, command.by, {command.toTrack, command.tracksBy}),
                 clipsOr(command.clips, "Move clip", "Move clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SplitClips& command)
{
    return named(withClipsSplit(desk.index, desk.media, command.clips, command.at, desk.ids),
                 clipsOr(command.clips, "Split clip", "Split clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const DuplicateClips& command)
{
    return named(withClipsDuplicated(desk.index, command.clips, desk.ids),
                 clipsOr(command.clips, "Duplicate clip", "Duplicate clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const TrimClips& command)
{
    return named(withClipsTrimmed(desk.index, desk.media, command.clips, command.startBy, command.endBy),
                 clipsOr(command.clips, "Trim clip", "Trim clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SlipClips& command)
{
    return named(withClipsSlipped(desk.index, desk.media, command.clips, command.by),
                 clipsOr(command.clips, "Slip clip", "Slip clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const JoinClips& command)
{
    return named(withClipsJoined(desk.index, desk.media, command.clips), "Join clips");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const PasteClips& command)
{
    return named(withClipsCopied(desk.index, command.clips, command.at, {command.toTrack, command.tracksBy}, desk.ids),
                 clipsOr(command.clips, "Paste clip", "Paste clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RemoveRange& command)
{
    return named(withoutRange(desk.index, desk.media, command.range, command.tracks, command.ripples, desk.ids),
                 command.ripples ? "Ripple delete range" : "Delete range");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const InsertGap& command)
{
    return named(withGap(desk.index, desk.media, command.at, command.length, command.tracks, desk.ids), "Insert time");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RippleRemoveClips& command)
{
    return named(withoutClipsRippling(desk.index, command.clips),
                 clipsOr(command.clips, "Ripple delete clip", "Ripple delete clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetClipGain& command)
{
    return named(withClipGain(desk.index, command.clips, command.gainDb), "Set clip gain",
                 gestureOn("gain", command.clips));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const ChangeClipGain& command)
{
    return named(withClipGainChanged(desk.index, command.clips, command.byDb), "Change clip gain",
                 gestureOn("gain by", command.clips));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const PasteCopies& command)
{
    return named(withCopiesPasted(desk.index.session(), command.clips, command.at, desk.ids),
                 command.clips.size() == 1 ? "Paste clip" : "Paste clips");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetClipFades& command)
{
    return named(withClipFades(desk.index, command.clips, command.fadeIn, command.fadeOut), "Set fades",
                 gestureOn("fades", command.clips));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const CrossfadeClips& command)
{
    return named(withClipsCrossfaded(desk.index, command.clips), "Crossfade");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetClipLoop& command)
{
    return named(withClipLoop(desk.index, command.clips, command.loop), command.loop ? "Loop on" : "Loop off");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetClipRate& command)
{
    return named(withClipRate(desk.index, command.clips, command.playRate), "Set play rate",
                 gestureOn("rate", command.clips));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetClipReverse& command)
{
    return named(withClipReverse(desk.index, command.clips, command.reverse),
                 command.reverse ? "Reverse" : "Play forwards");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetClipMute& command)
{
    return named(withClipMute(desk.index, command.clips, command.mute),
                 command.mute ? clipsOr(command.clips, "Mute clip", "Mute clips")
                              : clipsOr(command.clips, "Unmute clip", "Unmute clips"));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RenameClips& command)
{
    return named(withClipName(desk.index, command.clips, displayText(command.name)),
                 clipsOr(command.clips, "Rename clip", "Rename clips"));
}

} // namespace loophole
