#pragma once

#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/ClipIndex.h"

#include <unordered_map>

namespace loophole::aura
{

/** The clip index of every track, made again only for tracks whose clips have changed. Owned by the message thread. */
class TrackIndexes
{
public:
    explicit TrackIndexes(AuraModel& model) : model(model) {}

    void sessionChanged();
    /** Call when media have become known: clips that state no length take theirs. */
    void lengthsChanged();

    [[nodiscard]] const ClipIndex& of(const Track&);
    /** End of the last clip of the session. */
    [[nodiscard]] FramePosition contentEnd();

private:
    struct Entry
    {
        SharedList<Clip> clips; ///< keeps the indexed list alive, so that its identity means something
        ClipIndex index;
        bool followsMedia = false; ///< some length is the medium's, which may still become known
        bool isCurrent = false;
    };

    AuraModel& model;
    std::unordered_map<TrackId, Entry> entries;
};

} // namespace loophole::aura
