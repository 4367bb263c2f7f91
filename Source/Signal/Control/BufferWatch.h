#pragma once

#include "Core/Clock.h"
#include "Signal/Buffers/BufferRegistry.h"
#include "Signal/Buffers/MemoryMonitor.h"
#include "Signal/Buffers/ReliefOrder.h"
#include "Signal/Buffers/SystemMemory.h"
#include "Signal/Callback/MonitorTap.h"
#include "Signal/Stream/FactSink.h"
#include "Signal/Stream/StreamEngine.h"

#include <functional>
#include <string>
#include <vector>

namespace loophole::signal
{

/**
    Owns the registry of all buffers and watches over them once a second, on Signal's control thread: memory against its
    limits, with what can be spared given back in its order, and the mean time that blocks take to be read. Debug builds
    tell at the end which buffers nobody removed.
*/
class BufferWatch
{
public:
    /** Everything that is referred to must outlive this. */
    struct Parts
    {
        const BlockPool& pool;
        StreamEngine& engine;
        const MonitorTap& monitor;
        FactSink& facts;
        SystemMemory (*systemMemory)();
        std::function<void(const std::string&)> log;
    };

    static constexpr Instant interval = std::chrono::seconds(1);

    /** `folder`: for buffers on the disk. */
    BufferWatch(Parts, std::filesystem::path folder);
    ~BufferWatch();
    BufferWatch(const BufferWatch&) = delete;
    BufferWatch& operator=(const BufferWatch&) = delete;

    void step(SignalThread&, Instant now);

    [[nodiscard]] BufferReport report(SignalThread&) const;
    [[nodiscard]] BufferRegistry& registry() { return buffers; }
    [[nodiscard]] ReliefOrder& relief() { return order; }

private:
    void watchMemory(SignalThread&);
    void watchReads(SignalThread&);

    Parts parts;
    BufferRegistry buffers;
    std::vector<BufferRegistry::Enrolment> enrolments;
    MemoryMonitor monitor;
    ReliefOrder order;
    SystemMemory system;
    Instant next{};
    std::uint64_t countedReads = 0; ///< both at the last look
    double countedMs = 0;
    bool areReadsSlow = false;
};

} // namespace loophole::signal
