#include "Signal/Codec/FlacStream.h"

#include "Signal/Codec/MediaBounds.h"

#include <algorithm>

namespace loophole::signal
{

namespace
{

constexpr std::size_t mostDamages = 64;

} // namespace

FlacStream::FlacStream(std::shared_ptr<const MediaFile> file, std::int64_t base, bool isOgg)
    : cursor(std::move(file), base), base(base), isOgg(isOgg), decoder(cursor, isOgg)
{
    mediaInfo.format = isOgg ? "OGG" : "FLAC";
    mediaInfo.codec = "FLAC";
}

Outcome<void> FlacStream::open(DiskThread& thread)
{
    const MediaCursor::Loan loan(cursor, thread);
    const auto hasMetadata = decoder.readMetadata();
    const auto& shape = decoder.shape();
    mediaInfo.sampleRate = SampleRate(shape.sampleRate);
    mediaInfo.channels = shape.channels;
    mediaInfo.bitDepth = shape.bitsPerSample;
    if (!hasMetadata)
        return cursor.failure() ? *cursor.failure() : cursor.file().failure("is not a readable FLAC file");
    if (mediaInfo.channels == 0)
        return cursor.file().failure("has no stream information, which every FLAC file begins with");
    if (auto why = whyUnplayable(mediaInfo); !why.empty())
        return cursor.file().failure(std::move(why));

    firstFrameOffset = base + decoder.offsetOfNext().value_or(-base);
    if (!decodeNext())
        return decoder.declaredLength() == 0 && !cursor.failure() ? Outcome<void>() : failureAt(0);
    if (decoder.block().damage != nullptr)
        return failureAt(0);
    if (auto settled = settleNumbering(thread); !settled)
        return settled;
    return findLength(thread);
}

/**
    The first frame shows how the others are numbered: its size is the true one whatever the header says, and its
    number is not 0 in a stream that was cut out of another.
*/
Outcome<void> FlacStream::settleNumbering(DiskThread& thread)
{
    gap = {};
    if (isOgg)
        return {};
    const auto first = FlacFrames(cursor.file(), firstFrameOffset, decoder.shape()).findFirst(thread);
    if (!first)
        return first.failure();
    decoder.numberFromFirst(first.value() && first.value()->isNumberedByBlock);
    return {};
}

/** As the decoder's, and what it went over is the gap. */
bool FlacStream::decodeNext()
{
    const auto isDecoded = decoder.decodeNext();
    if (const auto found = decoder.takeGap())
        gap = *found;
    if (!isDecoded && !cursor.failure() && decoder.expected() < mediaInfo.length.value())
        gap = {decoder.expected(), mediaInfo.length.value()};
    return isDecoded;
}

bool FlacStream::decodeUntil(std::int64_t target)
{
    while (decodeNext())
        if (decoder.block().end() > target)
            return decoder.block().contains(target);
    return false;
}

/**
    Decodes from the frame that should hold the target. Wrong where none was found or the decoder numbers it
    otherwise; missing where the right frame was there but cannot be decoded.
*/
FlacStream::Jump FlacStream::jumpTo(DiskThread& thread, std::int64_t target)
{
    if (isOgg)
        return decoder.seek(target) ? Jump::arrived : Jump::wrong;
    const auto length = std::max(mediaInfo.length.value(), decoder.declaredLength());
    const auto found = FlacFrames(cursor.file(), firstFrameOffset, decoder.shape()).find(thread, target, length);
    if (!found || !found.value())
        return Jump::wrong;
    const auto& frame = *found.value();
    if (!decoder.continueAt(frame.offset - base, frame.start) || !decodeNext() || decoder.block().start < frame.start)
        return Jump::wrong;
    return decoder.block().contains(target) || (decoder.block().end() <= target && decodeUntil(target)) ? Jump::arrived
                                                                                                        : Jump::missing;
}

bool FlacStream::moveTo(DiskThread& thread, std::int64_t target)
{
    if (gap.contains(target))
        return false;
    if (decoder.block().contains(target) && decoder.block().damage == nullptr)
        return true;
    // A frame or two ahead is nearer by decoding on than by looking for it; but behind damage the decoder may have gone
    // over whole frames to find its way again.
    const auto ahead = target - decoder.block().end();
    const auto isNear = decoder.block().frames > 0 && decoder.block().damage == nullptr && ahead >= 0 &&
                        ahead < 2 * decoder.block().frames;
    if (isNear && gap.end != target && decodeUntil(target) && decoder.block().damage == nullptr)
        return true;
    if (gap.contains(target) || cursor.failure())
        return false;
    const auto jump = jumpTo(thread, target);
    if (jump == Jump::wrong && !cursor.failure())
        return decoder.rewind() && decodeUntil(target);
    return jump == Jump::arrived;
}

Failure FlacStream::failureAt(std::int64_t target) const
{
    if (cursor.failure())
        return *cursor.failure();
    const std::string what = decoder.block().damage != nullptr && decoder.block().contains(target)
                                 ? decoder.block().damage
                                 : "cannot be decoded";
    return cursor.file().failure(what + " at frame " + std::to_string(target));
}

/** The stretch around `target` that cannot be decoded: up to where the next sound frame begins, or to the end. */
FlacGap FlacStream::gapAt(std::int64_t target) const
{
    if (gap.contains(target))
        return gap;
    if (decoder.block().contains(target))
        return {decoder.block().start, decoder.block().end(), decoder.block().damage};
    return {target, decoder.block().start > target ? decoder.block().start : mediaInfo.length.value()};
}

void FlacStream::note(const FlacGap& found)
{
    if (found.start >= noted.start && found.end == noted.end)
        return;
    noted = found;
    if (damages.size() == mostDamages) // nobody asks
        return;
    const auto end = std::min(found.end, mediaInfo.length.value());
    const FrameRange frames{FramePosition(found.start), FrameCount(end - found.start)};
    damages.push_back({frames, std::string(found.why) + " at frame " + std::to_string(found.start) + ": " +
                                   std::to_string(frames.length.value()) + " frames are silent"});
}

Outcome<void> FlacStream::read(DiskThread& thread, std::int64_t start, PlanarSpan destination)
{
    const MediaCursor::Loan loan(cursor, thread);
    const auto frames = destination.frames.value();
    for (std::int64_t done = 0; done < frames;)
    {
        const auto target = start + done;
        const auto isThere = moveTo(thread, target) && decoder.block().damage == nullptr;
        if (!isThere && cursor.failure())
            return *cursor.failure();
        if (!isThere)
        {
            const auto silent = gapAt(target);
            note(silent);
            gap = silent;
            const auto part = std::min(frames - done, silent.end - target);
            silence(destination, done, part);
            done += part;
            continue;
        }
        const auto part = std::min(frames - done, decoder.block().end() - target);
        for (std::size_t c = 0; c < static_cast<std::size_t>(destination.channelCount); ++c)
            std::copy_n(decoder.block().channels[c].begin() + (target - decoder.block().start), part,
                        destination.channels[c] + done);
        done += part;
    }
    return {};
}

/** Decodes everything that follows; for files whose end is not a frame and whose header does not tell their length. */
std::int64_t FlacStream::lengthByDecoding()
{
    auto length = std::int64_t{0};
    if (decoder.rewind())
        while (decodeNext() && decoder.block().damage == nullptr && decoder.block().start == length)
            length = decoder.block().end();
    return length;
}

Outcome<void> FlacStream::findLength(DiskThread& thread)
{
    const auto declared = decoder.declaredLength();
    std::optional<std::int64_t> length;
    if (!isOgg)
    {
        const auto last = FlacFrames(cursor.file(), firstFrameOffset, decoder.shape()).findLast(thread);
        if (!last)
            return last.failure();
        // A frame has at least ten bytes and at most 65,535 audio frames; a number beyond that is no number.
        if (last.value() && last.value()->end() / 65'535 <= cursor.size() / 10)
            length = last.value()->end();
    }
    if (declared > 0 && length != declared && jumpTo(thread, declared - 1) == Jump::arrived &&
        decoder.block().damage == nullptr && (!length || *length < declared))
        length = declared;
    mediaInfo.length = FrameCount(length ? *length : lengthByDecoding());
    if (cursor.failure())
        return *cursor.failure();

    const auto missing = declared - mediaInfo.length.value();
    if (declared > 0 && missing > 0)
        mediaInfo.warning = endsEarly(missing);
    else if (declared > 0 && missing < 0)
        mediaInfo.warning = "holds " + std::to_string(-missing) + " frames more than its header says";
    return {};
}

} // namespace loophole::signal
