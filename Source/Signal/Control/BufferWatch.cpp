#include "Signal/Control/BufferWatch.h"

#include "Core/Limits.h"

namespace loophole::signal
{
namespace
{

/** Fewer blocks a second say little: one of them may have been the first after a pause. */
constexpr std::uint64_t fewestReads = 16;
/** Reads are quick again below this share of the limit. */
constexpr double recovered = 0.5;

} // namespace

BufferWatch::BufferWatch(Parts theParts, std::filesystem::path folder)
    : parts(std::move(theParts)), buffers(limits::sideBufferBytes, std::move(folder))
{
    enrolments.push_back(buffers.enrol("Block pool", parts.pool));
    enrolments.push_back(buffers.enrol("Decoded blocks", parts.engine.decodedBlocks()));
    enrolments.push_back(buffers.enrol("Monitor", parts.monitor));
    enrolments.push_back(buffers.enrol("Streams", parts.engine.streams()));
    order.set(ReliefTier::warmBlocks,
              [this](SignalThread& thread, std::size_t bytes) { return parts.engine.giveBackUnneeded(thread, bytes); });
}

BufferWatch::~BufferWatch()
{
#ifndef NDEBUG
    for (const auto& leak : buffers.leaks())
        parts.log(leak);
#endif
    buffers.close();
}

void BufferWatch::step(SignalThread& thread, Instant now)
{
    if (now < next)
        return;
    next = now + interval;
    watchMemory(thread);
    watchReads(thread);
}

void BufferWatch::watchMemory(SignalThread& thread)
{
    system = parts.systemMemory();
    const auto needed = parts.pool.budgetBytes() - parts.engine.sparableBytes(thread);
    for (const auto& alert : monitor.take({parts.pool.budgetBytes(), needed, system.resident, system.free}))
        parts.facts.send(thread, alert);
    if (monitor.excess() > 0)
        order.giveBack(thread, monitor.excess());
}

void BufferWatch::watchReads(SignalThread& thread)
{
    const auto streams = parts.engine.streams().metrics();
    const auto total = streams.meanReadMs * static_cast<double>(streams.readCount);
    const auto reads = streams.readCount - countedReads;
    if (reads < fewestReads)
        return;
    const auto mean = (total - countedMs) / static_cast<double>(reads);
    countedReads = streams.readCount;
    countedMs = total;
    if (mean > limits::slowMeanReadMs && !areReadsSlow)
        parts.facts.send(thread, PerformanceWarning{PerformanceWarning::Kind::slowReads, {}, mean});
    areReadsSlow = mean > limits::slowMeanReadMs * (areReadsSlow ? recovered : 1.0);
}

BufferReport BufferWatch::report(SignalThread&) const
{
    auto report = buffers.report();
    report.pressure = monitor.pressure();
    report.pressureAlerts = monitor.alerts();
    report.givenBackBytes = order.givenBackBytes();
    report.residentBytes = system.resident;
    report.systemFreeBytes = system.free;
    return report;
}

} // namespace loophole::signal
