#include "App/Commands/StatsJson.h"

#include <cmath>

namespace loophole::cli
{
namespace
{

double inMiB(std::size_t bytes)
{
    return static_cast<double>(bytes) / (1024.0 * 1024.0);
}

/** JSON has no number for silence: null stands for it. */
Json decibels(float linear)
{
    return linear > 0 ? Json(20.0 * std::log10(static_cast<double>(linear))) : Json();
}

Json toJson(const StreamStats::Callback& callback)
{
    return {{"count", callback.count}, {"p50Us", callback.p50Us},           {"p99Us", callback.p99Us},
            {"maxUs", callback.maxUs}, {"deadlineUs", callback.deadlineUs}, {"overruns", callback.overruns}};
}

Json toJson(const DiskDevice& device)
{
    return {{"name", device.name},
            {"reads", device.reads},
            {"bytes", device.bytes},
            {"errors", device.errors},
            {"p50Ms", device.p50Ms},
            {"p99Ms", device.p99Ms},
            {"bytesPerSecond", device.bytesPerSecond},
            {"sustainedBytesPerSecond", device.sustainedBytesPerSecond},
            {"neededBytesPerSecond", device.neededBytesPerSecond},
            {"readAheadMs", std::chrono::duration<double, std::milli>(device.readAhead).count()},
            {"queued", device.queued},
            {"running", device.running},
            {"concurrency", device.concurrency},
            {"isStalled", device.isStalled}};
}

Json devicesToJson(const std::vector<DiskDevice>& devices)
{
    auto all = Json::array();
    for (const auto& device : devices)
        all.push_back(toJson(device));
    return all;
}

Json diskToJson(const StreamStats& stats)
{
    const auto& disk = stats.disk;
    const auto& blocks = stats.blocks;
    return {{"reads", disk.reads},
            {"p50Ms", disk.p50Ms},
            {"p99Ms", disk.p99Ms},
            {"bytes", disk.bytes},
            {"queued", disk.queued},
            {"running", disk.running},
            {"stalled", disk.stalled},
            {"devices", devicesToJson(stats.devices)},
            {"blocks",
             {{"count", blocks.count},
              {"failed", blocks.failed},
              {"readP50Ms", blocks.readP50Ms},
              {"readP99Ms", blocks.readP99Ms},
              {"decodeP50Ms", blocks.decodeP50Ms},
              {"decodeP99Ms", blocks.decodeP99Ms},
              {"slowDecodes", blocks.slowDecodes}}}};
}

} // namespace

Json toJson(const BufferMetrics& buffer)
{
    return {{"id", buffer.id},
            {"type", toString(buffer.type)},
            {"state", toString(buffer.state)},
            {"memoryMiB", inMiB(buffer.memoryBytes)},
            {"limitMiB", inMiB(buffer.limitBytes)},
            {"readCount", buffer.readCount},
            {"writeCount", buffer.writeCount},
            {"bytesRead", buffer.bytesRead},
            {"bytesWritten", buffer.bytesWritten},
            {"meanReadMs", buffer.meanReadMs},
            {"meanWriteMs", buffer.meanWriteMs},
            {"hitRate", buffer.hitRate()},
            {"overruns", buffer.overruns},
            {"underruns", buffer.underruns},
            {"errorCount", buffer.errorCount},
            {"lastError", buffer.lastError},
            {"lockWaits", buffer.lockWaits}};
}

Json toJson(const BufferReport& report)
{
    auto all = Json::array();
    for (const auto& buffer : report.buffers)
        all.push_back(toJson(buffer));
    auto byType = Json::object();
    for (std::size_t type = 0; type < bufferTypeCount; ++type)
        byType[toString(static_cast<BufferType>(type))] = report.countByType[type];
    return {{"total", report.buffers.size()},
            {"totalMiB", inMiB(report.totalBytes)},
            {"byType", byType},
            {"pressure", toString(report.pressure)},
            {"pressureAlerts", report.pressureAlerts},
            {"givenBackMiB", inMiB(report.givenBackBytes)},
            {"processMiB", inMiB(report.residentBytes)},
            {"systemFreeMiB", inMiB(report.systemFreeBytes)},
            {"all", all}};
}

Json toJson(const StreamStats& stats)
{
    return {{"framesPlayed", stats.framesPlayed},
            {"underruns", stats.underruns},
            {"missingFrames", stats.missingFrames},
            {"callback", toJson(stats.callback)},
            {"disk", diskToJson(stats)},
            {"cache",
             {{"hits", stats.cache.hits},
              {"misses", stats.cache.misses},
              {"timelineCachedPercent", stats.timelineCachedPercent}}},
            {"memory",
             {{"budgetMiB", inMiB(stats.memory.budgetBytes)},
              {"usedMiB", inMiB(stats.memory.usedBytes)},
              {"peakMiB", inMiB(stats.memory.peakBytes)}}},
            {"output",
             {{"peakDb", decibels(stats.output.peak)},
              {"overs", stats.output.overs},
              {"unwatchedFrames", stats.output.unwatched}}},
            {"buffers", toJson(stats.buffers)}};
}

} // namespace loophole::cli
