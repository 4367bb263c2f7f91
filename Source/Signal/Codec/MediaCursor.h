#pragma once

#include "Signal/Codec/MediaFile.h"

#include <algorithm>
#include <optional>

namespace loophole::signal
{

/**
    A moving position in a media file, for decoder libraries that read through callbacks. Positions count from `base`,
    the file's byte at which the medium begins (behind an ID3v2 tag, say). Used by one disk thread at a time, whose
    token is lent to it for the length of each call into the library.
*/
class MediaCursor
{
public:
    explicit MediaCursor(std::shared_ptr<const MediaFile> file, std::int64_t base = 0)
        : media(std::move(file)), base(base)
    {
    }

    /** Lends the thread's token until the end of the scope and forgets the last call's failure. */
    class Loan
    {
    public:
        Loan(MediaCursor& cursor, DiskThread& thread) : cursor(cursor)
        {
            cursor.thread = &thread;
            cursor.readFailure.reset();
        }
        ~Loan() { cursor.thread = nullptr; }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;

    private:
        MediaCursor& cursor;
    };

    [[nodiscard]] const MediaFile& file() const { return *media; }
    [[nodiscard]] std::int64_t size() const { return std::max<std::int64_t>(0, media->size() - base); }
    [[nodiscard]] std::int64_t position() const { return offset; }

    /** False, and nothing moved, for a position before the beginning. Past the end there is nothing to read. */
    bool trySeek(std::int64_t position)
    {
        if (position < 0)
            return false;
        offset = position;
        return true;
    }

    /** Reads and moves on; 0 at the end of the file and on failure, which failure() then tells. */
    std::size_t read(std::span<std::byte> bytes)
    {
        if (thread == nullptr || offset >= size())
            return 0;
        auto count = media->readAt(*thread, base + offset, bytes);
        if (!count)
        {
            readFailure = count.failure();
            return 0;
        }
        offset += static_cast<std::int64_t>(count.value());
        return count.value();
    }

    /** Why the file could not be read since the loan began, if so. */
    [[nodiscard]] const std::optional<Failure>& failure() const { return readFailure; }

private:
    std::shared_ptr<const MediaFile> media;
    std::int64_t base;
    std::int64_t offset = 0;
    DiskThread* thread = nullptr;
    std::optional<Failure> readFailure;
};

} // namespace loophole::signal
