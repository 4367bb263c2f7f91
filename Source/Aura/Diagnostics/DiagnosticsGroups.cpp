#include "Aura/Diagnostics/DiagnosticsGroups.h"

#include "Aura/Look/Look.h"
#include "Aura/Transport/TimeText.h"

#include <cmath>

namespace loophole::aura
{
namespace
{

juce::String grouped(std::uint64_t value)
{
    return toText(countText(value));
}

juce::String microseconds(double us)
{
    return us >= 1000 ? juce::String(us / 1000, 2) + " ms" : juce::String(us, 1) + juce::String::fromUTF8(" \u00B5s");
}

juce::String bytes(std::size_t count)
{
    return toText(bytesText(static_cast<double>(count)));
}

/** Median and 99 % of a time in one figure. */
juce::String spread(double p50Ms, double p99Ms)
{
    return juce::String(p50Ms, 2) + " / " + juce::String(p99Ms, 2) + " ms";
}

Judgement zeroIsGood(std::uint64_t value)
{
    return value == 0 ? Judgement::good : Judgement::bad;
}

Judgement zeroIsPlain(std::uint64_t value)
{
    return value == 0 ? Judgement::plain : Judgement::warning;
}

double shareOf(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

DiagnosticsGroup callbackGroup(const StreamStats& stats)
{
    const auto& callback = stats.callback;
    return {
        "Callback load",
        {{"Median", microseconds(callback.p50Us)},
         {"99 %", microseconds(callback.p99Us),
          callback.p99Us * 2 <= callback.deadlineUs ? Judgement::plain : Judgement::bad},
         {"Deadline", microseconds(callback.deadlineUs)},
         {"Too late", grouped(callback.overruns) + " of " + grouped(callback.count), zeroIsGood(callback.overruns)}},
        true};
}

/** What a drive delivers at most, or is delivering while that is not known yet. */
DiagnosticsRow driveRow(const DiskDevice& drive)
{
    const auto isKnown = drive.sustainedBytesPerSecond > 0;
    const auto rate = isKnown ? drive.sustainedBytesPerSecond : drive.bytesPerSecond;
    const auto isShort = isKnown && drive.neededBytesPerSecond > drive.sustainedBytesPerSecond;
    return {toText(drive.name),
            drive.isStalled ? juce::String("hanging") : bytes(static_cast<std::size_t>(rate)) + "/s",
            drive.isStalled ? Judgement::bad
            : isShort       ? Judgement::warning
                            : Judgement::plain};
}

DiagnosticsGroup diskGroup(const StreamStats& stats)
{
    const auto& disk = stats.disk;
    const auto& blocks = stats.blocks;
    DiagnosticsGroup group{"Disk",
                           {{"Read so far", bytes(static_cast<std::size_t>(disk.bytes))},
                            {"Waiting", grouped(disk.queued)},
                            {"Reading", spread(blocks.readP50Ms, blocks.readP99Ms)},
                            {"Decoding", spread(blocks.decodeP50Ms, blocks.decodeP99Ms)}}};
    if (blocks.slowDecodes > 0)
        group.rows.push_back({"Slow decodes", grouped(blocks.slowDecodes), Judgement::warning});
    if (disk.stalled > 0)
        group.rows.push_back({"Hanging", grouped(disk.stalled), Judgement::bad});
    for (const auto& drive : stats.devices)
        group.rows.push_back(driveRow(drive));
    return group;
}

DiagnosticsGroup memoryGroup(const StreamStats& stats)
{
    const auto& memory = stats.memory;
    const auto asked = stats.cache.hits + stats.cache.misses;
    const auto found = shareOf(stats.cache.hits, asked);
    const auto pressure = stats.buffers.pressure;
    return {"Memory",
            {{"Budget", bytes(memory.usedBytes) + " of " + bytes(memory.budgetBytes), Judgement::plain,
              shareOf(memory.usedBytes, memory.budgetBytes)},
             {"Timeline cached", juce::String(juce::roundToInt(stats.timelineCachedPercent)) + " %", Judgement::plain,
              stats.timelineCachedPercent / 100.0},
             {"Most so far", bytes(memory.peakBytes)},
             {"Found in memory", asked == 0 ? juce::String("none asked") : juce::String(found * 100.0, 1) + " %"},
             {"Pressure", toString(pressure),
              pressure == MemoryPressure::normal     ? Judgement::good
              : pressure == MemoryPressure::critical ? Judgement::bad
                                                     : Judgement::warning},
             {"Buffers", grouped(stats.buffers.buffers.size()) + ", " + bytes(stats.buffers.totalBytes)}}};
}

DiagnosticsGroup playbackGroup(const StreamStats& stats)
{
    const auto& output = stats.output;
    const auto peakDb = output.peak > 0 ? 20.0 * std::log10(static_cast<double>(output.peak)) : -100.0;
    return {"Playback",
            {{"Frames played", grouped(stats.framesPlayed)},
             {"Underruns", grouped(stats.underruns), zeroIsGood(stats.underruns)},
             {"Missing frames", grouped(stats.missingFrames), zeroIsGood(stats.missingFrames)},
             {"From proxies", grouped(stats.proxyFrames)},
             {"Output peak", peakDb < -99.0 ? juce::String("silence") : juce::String(peakDb, 1) + " dB",
              peakDb > 0 ? Judgement::bad : Judgement::plain},
             {"Clipped samples", grouped(output.overs), zeroIsPlain(output.overs)}}};
}

} // namespace

std::vector<DiagnosticsGroup> engineGroups(const StreamStats& stats)
{
    return {callbackGroup(stats), diskGroup(stats), memoryGroup(stats), playbackGroup(stats)};
}

DiagnosticsGroup deviceGroup(const DeviceStatus& device, const StreamStats* stats)
{
    DiagnosticsGroup group{"Device",
                           {{"Backend", toText(device.backend)},
                            {"Name", toText(device.name)},
                            {"Rate", toText(rateText(SampleRate(device.sampleRate)))},
                            {"Block", juce::String(device.blockFrames) + " frames"},
                            {"Channels", juce::String(device.outputChannels)}}};
    if (stats != nullptr)
        group.rows.push_back({"Xruns", grouped(stats->deviceXruns), zeroIsPlain(stats->deviceXruns)});
    for (const auto& warning : device.warnings)
        group.rows.push_back({toText(warning), {}, Judgement::bad});
    return group;
}

DiagnosticsGroup missingGroup(const std::vector<std::pair<std::string, std::uint64_t>>& missingByTrack)
{
    DiagnosticsGroup group{"Missing frames by track", {}};
    for (const auto& [name, missing] : missingByTrack)
        group.rows.push_back({toText(name), grouped(missing), Judgement::bad});
    if (group.rows.empty())
        group.rows.push_back({"None on any track", {}, Judgement::good});
    return group;
}

float callbackLoad(const StreamStats& stats)
{
    return stats.callback.deadlineUs > 0 ? static_cast<float>(stats.callback.recentMaxUs / stats.callback.deadlineUs)
                                         : 0.0f;
}

} // namespace loophole::aura
