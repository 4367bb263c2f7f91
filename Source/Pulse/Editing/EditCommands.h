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

} // namespace loophole
