#include "Signal/Codec/SegmentedReader.h"

namespace loophole::signal
{

Outcome<bool> SegmentedReader::tryMoveTo(DiskThread& thread, std::int64_t position)
{
    const auto wanted = position / segmentFrames;
    if (wanted != segment || position < next)
    {
        segment = nowhere;
        if (auto restarted = restart(thread, wanted * segmentFrames); !restarted)
            return restarted.failure();
        segment = wanted;
        next = wanted * segmentFrames;
    }
    if (position == next)
        return true;

    PlanarWindow skipped;
    skipped.frames = position - next;
    const auto count = decodeOn(thread, skipped);
    if (!count)
    {
        segment = nowhere;
        return count.failure();
    }
    next += count.value();
    return next == position;
}

Outcome<std::int64_t> SegmentedReader::decode(DiskThread& thread, std::int64_t start, PlanarWindow window)
{
    std::int64_t done = 0;
    while (window.frames > 0)
    {
        const auto moved = tryMoveTo(thread, start + done);
        if (!moved)
            return moved.failure();
        if (!moved.value())
            break;

        const auto untilNextSegment = segmentFrames - (start + done) % segmentFrames;
        const auto part = window.first(untilNextSegment);
        const auto count = decodeOn(thread, part);
        if (!count)
        {
            segment = nowhere;
            return count.failure();
        }
        next += count.value();
        done += count.value();
        window.advance(count.value());
        if (count.value() < part.frames)
            break;
    }
    return done;
}

} // namespace loophole::signal
