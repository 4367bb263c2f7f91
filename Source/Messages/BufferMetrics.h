#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/** The one vocabulary in which every buffer of the engine says how it does. */
namespace loophole
{

/** memory: samples held whole; streaming: backed by a disk through a cache; ring: between two threads without a lock;
 * pool: pieces of one size, given out and taken back. */
enum class BufferType : std::uint8_t
{
    memory,
    streaming,
    ring,
    pool
};
inline constexpr std::size_t bufferTypeCount = 4;

enum class BufferState : std::uint8_t
{
    idle,   ///< nothing has been read or written yet
    active, ///< in use
    closed, ///< has given its memory back
    error   ///< the last operation failed
};

[[nodiscard]] constexpr const char* toString(BufferType type)
{
    constexpr std::array names{"memory", "streaming", "ring", "pool"};
    return names[static_cast<std::size_t>(type)];
}
[[nodiscard]] constexpr const char* toString(BufferState state)
{
    constexpr std::array names{"idle", "active", "closed", "error"};
    return names[static_cast<std::size_t>(state)];
}

/** What one buffer has done since it was made; taken at one moment, its figures may be of neighbouring operations. */
struct BufferMetrics
{
    std::string id;
    BufferType type = BufferType::memory;
    BufferState state = BufferState::idle;
    std::size_t memoryBytes = 0; ///< held now
    std::size_t limitBytes = 0;  ///< that it may hold at most
    std::uint64_t readCount = 0;
    std::uint64_t writeCount = 0;
    std::uint64_t bytesRead = 0;
    std::uint64_t bytesWritten = 0;
    double meanReadMs = 0; ///< of the operations that were timed
    double meanWriteMs = 0;
    std::uint64_t hits = 0; ///< found in memory
    std::uint64_t misses = 0;
    std::uint64_t overruns = 0;  ///< writes that found too little room
    std::uint64_t underruns = 0; ///< reads that found too little
    std::uint64_t errorCount = 0;
    std::string lastError; ///< at most BufferMetrics::longestError bytes
    std::uint64_t lockWaits = 0;

    static constexpr std::size_t longestError = 160;

    /** 0 … 1; 1 while nothing was looked for. */
    [[nodiscard]] double hitRate() const
    {
        const auto asked = hits + misses;
        return asked == 0 ? 1.0 : static_cast<double>(hits) / static_cast<double>(asked);
    }
};

/** How much of the memory budget is held by what cannot be given back at once. */
enum class MemoryPressure : std::uint8_t
{
    normal,
    high,
    critical
};

[[nodiscard]] constexpr const char* toString(MemoryPressure pressure)
{
    constexpr std::array names{"normal", "high", "critical"};
    return names[static_cast<std::size_t>(pressure)];
}

/** All buffers of the engine at one moment. */
struct BufferReport
{
    std::vector<BufferMetrics> buffers; ///< the engine's own first, each in the order of their ids
    std::size_t totalBytes = 0;
    std::array<std::size_t, bufferTypeCount> countByType{}; ///< by BufferType
    MemoryPressure pressure = MemoryPressure::normal;
    std::uint64_t pressureAlerts = 0; ///< times that the pressure rose
    std::uint64_t givenBackBytes = 0; ///< under pressure, since the engine started
    std::size_t residentBytes = 0;    ///< of the whole process, as the system counts it; 0: not known
    std::size_t systemFreeBytes = 0;  ///< that the system could still hand out; 0: not known
};

} // namespace loophole
