#include "App/Commands/LiveView.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace loophole::cli
{
namespace
{

constexpr double mib = 1024.0 * 1024.0;
constexpr int barWidth = 16;
/** Tracks that are named; the rest are counted. */
constexpr std::size_t namedTracks = 4;
/** The busiest of them. */
constexpr std::size_t shownDrives = 3;

[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, pattern);
    std::vsnprintf(text, sizeof text, pattern, arguments);
    va_end(arguments);
    return text;
}

/** `share` 0 … 1 of a row of marks. */
std::string bar(double share)
{
    const auto full = static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * barWidth));
    return '[' + std::string(full, '#') + std::string(barWidth - full, '.') + ']';
}

std::string clockText(SampleRate rate, FramePosition position)
{
    const auto seconds = rate.secondsIn(FrameCount(position.value()));
    const auto minutes = static_cast<long long>(seconds / 60.0);
    return format("%lld:%06.3f", minutes, seconds - 60.0 * static_cast<double>(minutes));
}

double decibels(float linear)
{
    return linear > 0 ? std::max(-99.9, 20.0 * std::log10(static_cast<double>(linear))) : -99.9;
}

std::string meter(const char* name, float linear)
{
    constexpr double floorDb = -60.0;
    return format("%-9s %s %6.1f dB", name, bar(1.0 - decibels(linear) / floorDb).c_str(), decibels(linear));
}

std::string transportLine(const LiveFigures& figures)
{
    return clockText(figures.rate, figures.position) + " / " + clockText(figures.rate, figures.end) +
           (figures.isPlaying ? "  playing  " : "  stopped  ") + figures.device.backend + ' ' + figures.device.name +
           format("  %d Hz, %d frames", figures.device.sampleRate, figures.device.blockFrames);
}

std::string callbackLine(const StreamStats& stats)
{
    const auto& times = stats.callback;
    const auto load = times.deadlineUs > 0 ? times.p99Us / times.deadlineUs : 0.0;
    return format("%-9s %s %.0f / %.0f us of %.0f, %llu late, %llu xruns", "callback", bar(load).c_str(), times.p50Us,
                  times.p99Us, times.deadlineUs, static_cast<unsigned long long>(times.overruns),
                  static_cast<unsigned long long>(stats.deviceXruns));
}

std::string diskLine(const StreamStats& stats)
{
    return format("%-9s %llu reads, %.1f MiB, %zu waiting, %zu hanging", "disk",
                  static_cast<unsigned long long>(stats.disk.reads), static_cast<double>(stats.disk.bytes) / mib,
                  stats.disk.queued, stats.disk.stalled);
}

/** How fast a drive delivers of what is needed of it, and how long it takes. */
std::string driveLine(const DiskDevice& drive)
{
    return format("%-9s %.1f of %.1f MiB/s, %.2f / %.2f ms%s  ", "drive", drive.bytesPerSecond / mib,
                  drive.neededBytesPerSecond / mib, drive.p50Ms, drive.p99Ms, drive.isStalled ? ", hanging" : "") +
           drive.name;
}

std::string blocksLine(const StreamStats& stats)
{
    const auto& blocks = stats.blocks;
    return format("%-9s read %.2f / %.2f ms, decode %.2f / %.2f ms, %llu slow", "blocks", blocks.readP50Ms,
                  blocks.readP99Ms, blocks.decodeP50Ms, blocks.decodeP99Ms,
                  static_cast<unsigned long long>(blocks.slowDecodes));
}

std::string memoryLine(const StreamStats& stats)
{
    const auto used = static_cast<double>(stats.memory.usedBytes);
    const auto budget = static_cast<double>(stats.memory.budgetBytes);
    return format("%-9s %s %.0f of %.0f MiB, pressure %s", "budget", bar(budget > 0 ? used / budget : 0).c_str(),
                  used / mib, budget / mib, toString(stats.buffers.pressure));
}

std::string cacheLine(const StreamStats& stats)
{
    const auto asked = stats.cache.hits + stats.cache.misses;
    const auto share = asked == 0 ? 1.0 : static_cast<double>(stats.cache.hits) / static_cast<double>(asked);
    return format("%-9s %s %.1f %% of %llu blocks found, %.0f %% of the timeline", "cache", bar(share).c_str(),
                  share * 100.0, static_cast<unsigned long long>(asked), stats.timelineCachedPercent);
}

std::string missingLine(const LiveFigures& figures)
{
    auto line = format("%-9s %llu frames in %llu underruns", "missing",
                       static_cast<unsigned long long>(figures.stats.missingFrames),
                       static_cast<unsigned long long>(figures.stats.underruns));
    const auto count = figures.missingByTrack.size();
    for (std::size_t i = 0; i < std::min(count, namedTracks); ++i)
        line += (i == 0 ? ": " : ", ") + figures.missingByTrack[i].first + ' ' +
                std::to_string(figures.missingByTrack[i].second);
    return count > namedTracks ? line + " and " + std::to_string(count - namedTracks) + " more tracks" : line;
}

/** Cut to so many characters, never inside one; control characters of names would move the cursor. */
std::string fitted(std::string line, std::size_t columns)
{
    std::size_t width = 0;
    std::size_t end = 0;
    for (; end < line.size(); ++end)
    {
        const auto byte = static_cast<unsigned char>(line[end]);
        if (byte < 0x20 || byte == 0x7f)
            line[end] = ' ';
        const auto beginsCharacter = (byte & 0xc0) != 0x80;
        if (beginsCharacter && width++ == columns)
            break;
    }
    line.resize(end);
    return line;
}

std::size_t terminalColumns()
{
    winsize size{};
    constexpr std::size_t usual = 80;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

} // namespace

std::vector<std::string> liveLines(const LiveFigures& figures, std::size_t columns)
{
    const auto& stats = figures.stats;
    std::vector<std::string> lines{
        transportLine(figures),
        meter("left", figures.master.left),
        meter("right", figures.master.right) +
            format("; %llu samples clipped", static_cast<unsigned long long>(stats.output.overs)),
        callbackLine(stats),
        diskLine(stats),
        blocksLine(stats),
        cacheLine(stats),
        memoryLine(stats),
        missingLine(figures),
    };
    for (std::size_t i = 0; i < std::min(stats.devices.size(), shownDrives); ++i)
        lines.push_back(driveLine(stats.devices[i]));
    for (auto& line : lines)
        line = fitted(std::move(line), columns);
    return lines;
}

LiveView::LiveView() : isTerminal(isatty(STDERR_FILENO) != 0) {}

bool LiveView::isDue(Instant now)
{
    if (!isTerminal || now < next)
        return false;
    next = now + interval;
    return true;
}

void LiveView::show(const LiveFigures& figures)
{
    // One write for all of it, so that the terminal never shows half.
    auto text = shown > 0 ? "\033[" + std::to_string(shown) + "A" : std::string();
    const auto lines = liveLines(figures, terminalColumns() - 1);
    for (const auto& line : lines)
        text += '\r' + line + "\033[K\n";
    text += "\033[J"; // what stood below when there were more lines
    shown = lines.size();
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
}

void LiveView::end(const LiveFigures& figures)
{
    if (isTerminal)
        show(figures);
}

} // namespace loophole::cli
