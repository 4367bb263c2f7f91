#pragma once

#include "Core/Clock.h"
#include "Messages/BufferMetrics.h"

#include <atomic>
#include <mutex>
#include <string_view>

namespace loophole::signal
{

/**
    Counts what one buffer does. Every thread may count and any may take the metrics; nothing here allocates, locks or
    asks for the time except failed(), which keeps text. Counters are only counted with, so relaxed order suffices.
*/
class BufferMeter
{
public:
    explicit BufferMeter(BufferType kind) noexcept : type(kind) {}

    void readDone(std::size_t bytes) noexcept
    {
        add(reads, 1);
        add(readBytes, bytes);
        become(BufferState::active);
    }
    void writeDone(std::size_t bytes) noexcept
    {
        add(writes, 1);
        add(writtenBytes, bytes);
        become(BufferState::active);
    }
    /** How long one of the reads or writes took. Not every one need be timed: the mean is of those that were. */
    void timedRead(Instant took) noexcept { readTime.add(took); }
    void timedWrite(Instant took) noexcept { writeTime.add(took); }

    void found(std::uint64_t count = 1) noexcept { add(hits, count); }
    void missed(std::uint64_t count = 1) noexcept { add(misses, count); }
    void overran() noexcept { add(overruns, 1); }
    void underran() noexcept { add(underruns, 1); }
    void waitedForLock() noexcept { add(lockWaits, 1); }

    /** Not on the audio thread: keeps the text. */
    void failed(std::string_view why);
    void closed() noexcept { state.store(BufferState::closed, std::memory_order_relaxed); }

    /** All but the memory and its limit, which the buffer knows. */
    [[nodiscard]] BufferMetrics metrics() const;

private:
    using Counter = std::atomic<std::uint64_t>;
    struct Mean
    {
        Counter count{0};
        Counter nanoseconds{0};
        void add(Instant took) noexcept;
        [[nodiscard]] double milliseconds() const noexcept;
    };

    static void add(Counter& counter, std::uint64_t amount) noexcept
    {
        counter.fetch_add(amount, std::memory_order_relaxed);
    }
    /** A closed buffer stays so. One that failed is active again once something succeeds. */
    void become(BufferState next) noexcept
    {
        auto was = state.load(std::memory_order_relaxed);
        if (was != next && was != BufferState::closed)
            state.compare_exchange_strong(was, next, std::memory_order_relaxed);
    }

    const BufferType type;
    std::atomic<BufferState> state{BufferState::idle};
    Counter reads{0};
    Counter writes{0};
    Counter readBytes{0};
    Counter writtenBytes{0};
    Mean readTime;
    Mean writeTime;
    Counter hits{0};
    Counter misses{0};
    Counter overruns{0};
    Counter underruns{0};
    Counter errors{0};
    Counter lockWaits{0};
    mutable std::mutex textMutex;
    std::string lastError;
};

/** Whatever has metrics: each of the engine's buffers. */
class MeteredBuffer
{
public:
    virtual ~MeteredBuffer() = default;

    /** From any thread but the audio thread. The id is whoever keeps the buffer's to fill in. */
    [[nodiscard]] virtual BufferMetrics metrics() const = 0;
};

} // namespace loophole::signal
