#pragma once

#include "Pulse/Scheduling/SessionIndex.h"

#include <map>
#include <span>
#include <utility>
#include <vector>

/** How edits of clips are carried out: what changes on each track, and the session with these changes. Pure. */
namespace loophole
{

/** What happens to the clips of one track, by their places before. */
struct TrackChange
{
    std::vector<std::size_t> taken;                     ///< these go
    std::vector<std::pair<std::size_t, Clip>> replaced; ///< these are as given now, at the same position
    std::vector<Clip> added;                            ///< these come
};

/** By place of the track. */
using TrackChanges = std::map<std::size_t, TrackChange>;

/**
    The session with these changes; chunks in which nothing changed are shared. Clips stay ordered by position: one
    that is added comes behind those that start there already.
*/
[[nodiscard]] Session withTrackChanges(const Session&, TrackChanges);

/** Where the clips are, each once and in order; those that no longer exist are left out. */
[[nodiscard]] std::vector<ClipPlace> placesOf(const SessionIndex&, std::span<const ClipId>);

/** The places of the tracks; of all where none is given. Those that no longer exist are left out. */
[[nodiscard]] std::vector<std::size_t> trackPlaces(const Session&, std::span<const TrackId>);

} // namespace loophole
