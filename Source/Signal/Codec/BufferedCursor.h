#pragma once

#include "Signal/Codec/MediaCursor.h"

#include <cstring>
#include <vector>

namespace loophole::signal
{

/**
    A cursor over the bytes [base, end) of a media file, read ahead in pieces, for decoder libraries that ask for a
    few bytes at a time. Positions count from `base`. Used by one disk thread at a time.
*/
class BufferedCursor
{
public:
    /** One read of a spinning disk or a share costs as much as this many bytes do. */
    static constexpr std::size_t pieceBytes = std::size_t{64} << 10;

    explicit BufferedCursor(std::shared_ptr<const MediaFile> file, std::int64_t base, std::int64_t end)
        : cursor(std::move(file), base), byteCount(std::max<std::int64_t>(0, end - base)), piece(pieceBytes)
    {
    }

    /** Lends the thread's token until the end of the scope and forgets the last call's failure. */
    class Loan
    {
    public:
        Loan(BufferedCursor& buffered, DiskThread& thread) : loan(buffered.cursor, thread) {}

    private:
        MediaCursor::Loan loan;
    };

    [[nodiscard]] const MediaFile& file() const { return cursor.file(); }
    [[nodiscard]] std::int64_t size() const { return byteCount; }
    [[nodiscard]] std::int64_t position() const { return offset; }
    [[nodiscard]] const std::optional<Failure>& failure() const { return cursor.failure(); }

    bool trySeek(std::int64_t position)
    {
        if (position < 0)
            return false;
        offset = position;
        return true;
    }

    /** As fseek does; false, and nothing moved, for a position before the beginning or an origin there is none of. */
    bool trySeek(std::int64_t distance, int origin)
    {
        const auto from = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? offset : byteCount;
        std::int64_t target = 0;
        return origin >= SEEK_SET && origin <= SEEK_END && !__builtin_add_overflow(from, distance, &target) &&
               trySeek(target);
    }

    /** Reads and moves on; fewer than asked only at the end and on failure, which failure() then tells. */
    std::size_t read(std::span<std::byte> bytes)
    {
        std::size_t done = 0;
        while (done < bytes.size() && ((offset >= pieceStart && offset < pieceStart + pieceLength) || tryFill()))
        {
            const auto from = static_cast<std::size_t>(offset - pieceStart);
            const auto count = std::min(bytes.size() - done, static_cast<std::size_t>(pieceLength) - from);
            std::memcpy(bytes.data() + done, piece.data() + from, count);
            done += count;
            offset += static_cast<std::int64_t>(count);
        }
        return done;
    }

private:
    bool tryFill()
    {
        if (offset >= byteCount || !cursor.trySeek(offset))
            return false;
        const auto wanted = std::min<std::int64_t>(byteCount - offset, pieceBytes);
        pieceStart = offset;
        pieceLength = static_cast<std::int64_t>(cursor.read(std::span(piece).first(static_cast<std::size_t>(wanted))));
        return pieceLength > 0;
    }

    MediaCursor cursor;
    std::int64_t byteCount;
    std::int64_t offset = 0;
    std::vector<std::byte> piece;
    std::int64_t pieceStart = 0;
    std::int64_t pieceLength = 0;
};

} // namespace loophole::signal
