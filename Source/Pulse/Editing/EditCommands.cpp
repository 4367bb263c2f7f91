#include "Pulse/Editing/EditCommands.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Editing/TrackEdits.h"

namespace loophole
{
namespace
{

Outcome<Edit> named(Outcome<Session> edited, std::string name, std::string gesture = {})
{
    if (!edited)
        return edited.failure();
    return Edit{std::move(edited).value(), std::move(name), std::move(gesture), {}};
}

std::string gestureOn(const char* control, TrackId track)
{
    return std::string(control) + ' ' + std::to_string(track.value);
}

const char* clipsOr(const std::vector<ClipId>& clips, const char* one, const char* several)
{
    return clips.size() == 1 ? one : several;
}

} // namespace

Outcome<Edit> makeEdit(const EditDesk& desk, const AddTrack& command)
{
    return named(withTrack(desk.index.session(), desk.ids, displayText(command.name)), "Add track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RemoveTrack& command)
{
    return named(withoutTrack(desk.index.session(), command.track), "Remove track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const RenameTrack& command)
{
    return named(withTrackName(desk.index.session(), command.track, displayText(command.name)), "Rename track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackGain& command)
{
    return named(withTrackGain(desk.index.session(), command.track, command.gainDb), "Set track gain",
                 gestureOn("gain", command.track));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackPan& command)
{
    return named(withTrackPan(desk.index.session(), command.track, command.pan), "Set track pan",
                 gestureOn("pan", command.track));
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackMute& command)
{
    return named(withTrackMute(desk.index.session(), command.track, command.mute),
                 command.mute ? "Mute track" : "Unmute track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetTrackSolo& command)
{
    return named(withTrackSolo(desk.index.session(), command.track, command.solo),
                 command.solo ? "Solo track" : "Unsolo track");
}

Outcome<Edit> makeEdit(const EditDesk& desk, const SetBusVolume& command)
{
    return named(withBusVolume(desk.index.session(), command.bus, command.volumeDb), "Set bus volume",
                 "volume " + command.bus);
}

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
    auto acquired = desk.media.acquire(file);
    const auto path = relativeWherePossible(desk.documentFolder, file);
    Clip clip;
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
    return named(withClipsMoved(desk.index, command.clips, command.by, command.toTrack),
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

} // namespace loophole
