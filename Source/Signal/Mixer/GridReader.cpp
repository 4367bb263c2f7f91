#include "Signal/Mixer/GridReader.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Consecutive output frames whose grid frames lie in a row, from `grid` on in the direction of the walk. */
struct Row
{
    std::int64_t grid = 0;
    int frames = 0;
};

std::int64_t wrapped(std::int64_t value, std::int64_t modulus)
{
    const auto remainder = value % modulus;
    return remainder < 0 ? remainder + modulus : remainder;
}

bool repeats(const ClipTimeline& line)
{
    return line.loop && line.stretch.value() > 0;
}

Row unityRow(const ClipTimeline& line, std::int64_t n, int left)
{
    const auto first = line.first.value();
    const auto size = line.stretch.value();
    if (!repeats(line))
        return {first + (line.reverse ? line.length.value() - 1 - n : n), left};
    const auto into = wrapped(line.reverse ? size - 1 - n : n, size);
    const auto inRow = line.reverse ? into + 1 : size - into;
    return {first + into, static_cast<int>(std::min<std::int64_t>(left, inRow))};
}

/** Frames in a row that come from one block, or from outside the asset. */
struct Run
{
    bool isOutside = false;
    std::int64_t offset = 0; ///< into the block, of the first frame of the walk
    int frames = 0;
};

Run runAt(std::int64_t grid, int frames, std::int64_t gridLength, bool isReversed)
{
    const auto upTo = [frames](std::int64_t most) { return static_cast<int>(std::min<std::int64_t>(frames, most)); };
    if (grid < 0)
        return {true, 0, isReversed ? frames : upTo(-grid)};
    if (grid >= gridLength)
        return {true, 0, isReversed ? upTo(grid - gridLength + 1) : frames};
    const auto offset = grid % limits::blockFrames;
    const auto inside = std::min(limits::blockFrames - offset, gridLength - grid);
    return {false, offset, upTo(isReversed ? offset + 1 : inside)};
}

/** Marks of some of the frames of a read: cleared when the first is marked, so that a read without any costs nothing.
 */
struct Mask
{
    std::uint8_t* marks;
    int size;
    int count = 0;

    void mark(int at, int frames)
    {
        if (count == 0)
            std::fill_n(marks, size, std::uint8_t{0});
        std::fill_n(marks + at, frames, std::uint8_t{1});
        count += frames;
    }
};

/** Where a read lands: planar channels, and which frames were missing or came from a proxy. */
struct Landing
{
    float* const* channels;
    Mask missing;
    Mask proxied;
};

void copyRun(const Block& block, const Run& run, bool isReversed, const Landing& landing, int at, int channels)
{
    for (int c = 0; c < channels; ++c)
    {
        const auto* from = block.channel(c) + run.offset;
        auto* to = landing.channels[c] + at;
        if (isReversed)
            for (int i = 0; i < run.frames; ++i)
                to[i] = from[-i];
        else
            std::copy_n(from, run.frames, to);
    }
}

void readRow(AudioThread& thread, const BlockTable& table, Row row, bool isReversed, Landing& landing, int at)
{
    while (row.frames > 0)
    {
        const auto run = runAt(row.grid, row.frames, table.gridLength().value(), isReversed);
        const auto* block = run.isOutside ? nullptr : table.find(thread, row.grid / limits::blockFrames);
        if (block != nullptr)
            copyRun(*block, run, isReversed, landing, at, table.channelCount());
        else
            for (int c = 0; c < table.channelCount(); ++c)
                std::fill_n(landing.channels[c] + at, run.frames, 0.0f);
        if (block == nullptr && !run.isOutside)
            landing.missing.mark(at, run.frames);
        if (block != nullptr && block->isProxy)
            landing.proxied.mark(at, run.frames);
        row.grid += isReversed ? -run.frames : run.frames;
        row.frames -= run.frames;
        at += run.frames;
    }
}

/** The largest whole number that is not above `position`; the library's floor is a call without SSE4.1. */
std::int64_t wholePart(double position)
{
    const auto towardsZero = static_cast<std::int64_t>(position);
    return position < static_cast<double>(towardsZero) ? towardsZero - 1 : towardsZero;
}

/** Grid position of output frame n before it is folded into a loop, counted from `first`. */
double unfolded(const ClipTimeline& line, std::int64_t n)
{
    const auto moved = static_cast<double>(n) * line.playRate;
    if (repeats(line))
        return line.reverse ? static_cast<double>(line.stretch.value()) - 1.0 - moved : moved;
    return line.reverse ? static_cast<double>(line.length.value() - 1 - n) * line.playRate : moved;
}

} // namespace

GridReader::GridReader(const MovingRateKernel& movingRateKernel)
    : kernel(movingRateKernel), sourceMissing(sourceFrames), sourceProxied(sourceFrames)
{
    for (auto& channel : source)
        channel.resize(sourceFrames);
}

int GridReader::readOrSilence(AudioThread& thread, const ClipTimeline& line, const BlockTable& table,
                              std::int64_t firstFrame, int frames, float* const* destination) noexcept
{
    missed = line.isUnityRate() ? readUnity(thread, line, table, firstFrame, frames, destination)
                                : readResampled(thread, line, table, firstFrame, frames, destination);
    return missed;
}

int GridReader::readUnity(AudioThread& thread, const ClipTimeline& line, const BlockTable& table,
                          std::int64_t firstFrame, int frames, float* const* destination) noexcept
{
    Landing landing{destination, {missing.data(), frames}, {proxied.data(), frames}};
    for (int done = 0; done < frames;)
    {
        const auto row = unityRow(line, firstFrame + done, frames - done);
        readRow(thread, table, row, line.reverse, landing, done);
        done += row.frames;
    }
    proxiedCount = landing.proxied.count;
    return landing.missing.count;
}

GridReader::Gathered GridReader::gather(AudioThread& thread, const ClipTimeline& line, const BlockTable& table,
                                        std::int64_t from, int frames) noexcept
{
    std::array<float*, limits::maxChannels> channels{};
    for (std::size_t c = 0; c < channels.size(); ++c)
        channels[c] = source[c].data();
    Landing landing{channels.data(), {sourceMissing.data(), frames}, {sourceProxied.data(), frames}};
    const auto size = line.stretch.value();
    for (int done = 0; done < frames;)
    {
        auto row = Row{line.first.value() + from + done, frames - done};
        if (repeats(line))
        {
            const auto into = wrapped(from + done, size);
            row = {line.first.value() + into, static_cast<int>(std::min<std::int64_t>(frames - done, size - into))};
        }
        readRow(thread, table, row, false, landing, done);
        done += row.frames;
    }
    return {landing.missing.count > 0, landing.proxied.count > 0};
}

bool GridReader::spansMissing(std::int32_t from, int taps) const noexcept
{
    const auto* at = sourceMissing.data() + from;
    return std::any_of(at, at + taps, [](std::uint8_t isMissing) { return isMissing != 0; });
}

/** Frames whose kernel spans something that is missing, as `steps` place them; how many there are. */
int GridReader::silenceMissing(int frames, int taps, float* const* destination, int channels) noexcept
{
    int lost = 0;
    for (int i = 0; i < frames; ++i)
    {
        const bool isLost = spansMissing(steps[static_cast<std::size_t>(i)].source, taps);
        missing[static_cast<std::size_t>(i)] = isLost ? 1 : 0;
        lost += isLost ? 1 : 0;
        for (int c = 0; isLost && c < channels; ++c)
            destination[c][i] = 0.0f;
    }
    return lost;
}

/** Frames that are not missing and whose place, as `steps` tell it, lies in a block of a proxy; how many there are. */
int GridReader::markProxied(int frames, int before, bool isAnyMissing) noexcept
{
    Mask marks{proxied.data(), frames};
    for (int i = 0; i < frames; ++i)
        if (!(isAnyMissing && isMissing(i)) &&
            sourceProxied[static_cast<std::size_t>(steps[static_cast<std::size_t>(i)].source + before)] != 0)
            marks.mark(i, 1);
    return marks.count;
}

int GridReader::readResampled(AudioThread& thread, const ClipTimeline& line, const BlockTable& table,
                              std::int64_t firstFrame, int frames, float* const* destination) noexcept
{
    const auto& band = kernel.bandFor(line.playRate);
    // By value: the form with two arguments would keep references to what is gone with this line.
    const auto ends = std::minmax({unfolded(line, firstFrame), unfolded(line, firstFrame + frames - 1)});
    const auto from = wholePart(ends.first) - band.before();
    const auto to = wholePart(ends.second) - band.before() + band.taps();
    const auto [hasHoles, hasProxied] = gather(thread, line, table, from, static_cast<int>(to - from));

    for (int i = 0; i < frames; ++i)
    {
        const auto position = unfolded(line, firstFrame + i);
        const auto whole = wholePart(position);
        steps[static_cast<std::size_t>(i)] =
            band.stepAt(whole - band.before() - from, position - static_cast<double>(whole));
    }
    std::array<const float*, limits::maxChannels> sources{};
    for (std::size_t c = 0; c < sources.size(); ++c)
        sources[c] = source[c].data();
    filter(band.table(), steps.data(), frames, {sources.data(), destination, table.channelCount()});
    const auto lost = hasHoles ? silenceMissing(frames, band.taps(), destination, table.channelCount()) : 0;
    proxiedCount = hasProxied ? markProxied(frames, band.before(), lost > 0) : 0;
    return lost;
}

} // namespace loophole::signal
