#pragma once

#include "Aura/Timeline/TimelineState.h"

#include <optional>

namespace loophole::aura
{

/** Clips under the hand, from the press to the answer of the session. Owned by the message thread. */
class ClipDrag
{
public:
    /** `grabbed` is among the selected clips of the state. */
    ClipDrag(AuraModel&, TimelineState&, ClipId grabbed, FramePosition grabbedAt);

    struct Piece
    {
        Clip clip;
        std::size_t track = 0; ///< where it lies
    };

    /** The hand is over this frame and track now. */
    void moveTo(FramePosition pointer, std::size_t track, bool snaps);

    [[nodiscard]] const std::vector<Piece>& pieces() const { return dragged; }
    [[nodiscard]] FrameCount distance() const { return moved; }
    [[nodiscard]] std::optional<FramePosition> snapLine() const { return line; }
    /** Where a piece is shown; may be one beyond the last track: a new one. */
    [[nodiscard]] std::size_t trackOf(const Piece&) const;
    [[nodiscard]] FramePosition startOf(const Piece& piece) const { return piece.clip.position + moved; }
    [[nodiscard]] FramePosition earliestStart() const { return earliest + moved; }
    [[nodiscard]] bool moves() const { return !moved.isZero() || targetTrack != sourceTrack; }

    /** What is to be sent when the hand lets go. */
    [[nodiscard]] MoveClips command() const;

private:
    void collectTargets();

    AuraModel& model;
    TimelineState& state;
    FramePosition grabbedAt;
    std::vector<Piece> dragged;
    std::vector<FramePosition> targets;
    FramePosition earliest;
    FramePosition latestEnd;
    std::size_t sourceTrack = 0; ///< of the clip under the hand
    std::size_t targetTrack = 0;
    bool isOfOneTrack = true;
    FrameCount moved;
    std::optional<FramePosition> line;
};

} // namespace loophole::aura
