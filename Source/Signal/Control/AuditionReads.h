#pragma once

#include "Messages/Audition.h"
#include "Model/Session.h"
#include "Signal/Stream/StreamEngine.h"

#include <optional>

namespace loophole::signal
{

/** The reading ahead of one deck, on Signal's control thread: of its place, of the start of a region that repeats, and
    to both sides of a pointer. */
class AuditionReads
{
public:
    AuditionReads(Deck which, StreamEngine& streamEngine) : deck(which), engine(streamEngine) {}

    /** What is read from now on; nothing of it has been asked for. */
    void turnTo(AssetId);
    [[nodiscard]] AssetId asset() const { return clip.asset; }
    /** What is asked for next is asked for anew, unless it begins at this frame of the grid. */
    void renewUnlessAt(std::int64_t gridFrame);

    /** How a deck goes on from a frame of the grid. */
    struct Way
    {
        FrameRange region; ///< of the grid
        bool loop = false;
        double speed = 1; ///< frames of the grid in one of the output
    };
    void readAhead(SignalThread&, std::int64_t gridFrame, const Way&, Instant now);
    void readAround(SignalThread&, std::int64_t gridFrame, Instant now);
    void forget(SignalThread&);

private:
    void request(SignalThread&, ClipId, FrameRange gridFrames, double tapeRate, Instant deadline);
    [[nodiscard]] bool isInWindow(std::int64_t gridFrame) const;

    const Deck deck;
    StreamEngine& engine;
    Clip clip; ///< stands for the medium of the windows
    std::optional<std::int64_t> windowStart;
    std::uint32_t revision = 0;
};

} // namespace loophole::signal
