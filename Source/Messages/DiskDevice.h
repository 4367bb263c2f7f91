#pragma once

#include "Core/Clock.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace loophole
{

/**
    How one device (a mounted file system) answers. Signal fills in what it measures, over the recent reads alone; Pulse
    adds what the session needs of it. Bytes are those of samples as blocks hold them, so that what is delivered and
    what is needed compare, decoding included.
*/
struct DiskDevice
{
    std::uint64_t device = 0; ///< as in AssetStatusChanged; 0: not known
    std::string name;         ///< where it is mounted
    std::uint64_t reads = 0;  ///< since the start
    std::uint64_t bytes = 0;
    std::uint64_t errors = 0; ///< jobs that failed
    double p50Ms = 0;
    double p99Ms = 0;
    double bytesPerSecond = 0;          ///< while it had anything to do
    double sustainedBytesPerSecond = 0; ///< that it would reach with reads of full size; 0: not known yet
    std::size_t queued = 0;
    std::size_t running = 0;
    int concurrency = 1;    ///< jobs that it gets at once
    bool isStalled = false; ///< it has not answered for much longer than it usually takes

    double neededBytesPerSecond = 0; ///< by what plays
    Instant readAhead{};             ///< how far ahead its media are read
};

/** Why frames are missing, or something stands in for a medium. */
enum class StreamCause : std::uint8_t
{
    late,    ///< the device has not delivered in time
    stalled, ///< it does not answer
    missing, ///< the file is not there
    failed,  ///< it is, and cannot be read
    noRoom   ///< everything in memory is needed sooner
};

[[nodiscard]] constexpr const char* toString(StreamCause cause)
{
    switch (cause)
    {
    case StreamCause::late:
        return "late";
    case StreamCause::stalled:
        return "stalled";
    case StreamCause::missing:
        return "missing";
    case StreamCause::failed:
        return "failed";
    case StreamCause::noRoom:
        return "noRoom";
    }
    return "";
}

} // namespace loophole
