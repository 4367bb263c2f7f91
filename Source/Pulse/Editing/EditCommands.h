#pragma once

#include "Messages/AuraToPulse.h"
#include "Pulse/Assets/AssetRegistry.h"
#include "Pulse/Editing/ClipEdits.h"

#include <optional>

namespace loophole
{

/** What a command made of the session. */
struct Edit
{
    Session session;
    std::string name;                  ///< as undo shows it
    std::string gesture;               ///< edits with the same one are one step; empty: a step of its own
    std::vector<PulseToSignal> opened; ///< media that Signal must be told of before the session
};

/** An edited session as a step of undo, or the reason why there is none. */
[[nodiscard]] Outcome<Edit> named(Outcome<Session>, std::string name, std::string gesture = {});

/** What edit commands act on. */
struct EditDesk
{
    const SessionIndex& index;
    AssetRegistry& media;
    IdSource& ids;
    const std::filesystem::path& documentFolder; ///< empty while the session was never saved
};

/** Does one edit command. A Failure where it cannot be done; nothing has changed then. */
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const AddTrack&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RemoveTrack&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RenameTrack&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetTrackGain&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetTrackPan&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetTrackMute&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetTrackSolo&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetBusVolume&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const AddClip&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RemoveClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const MoveClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SplitClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const DuplicateClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const TrimClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SlipClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const JoinClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const PasteClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RemoveRange&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const InsertGap&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RippleRemoveClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetClipGain&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetClipFades&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const CrossfadeClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetClipLoop&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetClipRate&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetClipReverse&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetClipMute&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RenameClips&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const MoveTrack&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetTrackOutput&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const AddBus&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RemoveBus&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RenameBus&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetBusOutput&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetBusMute&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetTempo&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const AddMarker&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const MoveMarker&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RenameMarker&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const RemoveMarker&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const SetTrackColour&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const ChangeClipGain&);
[[nodiscard]] Outcome<Edit> makeEdit(const EditDesk&, const PasteCopies&);

} // namespace loophole
