#include "Signal/Stream/BlockFill.h"

#include <algorithm>
#include <array>
#include <vector>

namespace loophole::signal
{
namespace
{

/** Room for the asset frames of one block, kept by each disk thread so that reading does not allocate every time. */
PlanarSpan scratchFor(int channelCount, FrameCount frames)
{
    thread_local std::vector<float> samples;
    thread_local std::array<float*, limits::maxChannels> channels;
    const auto length = static_cast<std::size_t>(frames.value());
    samples.resize(std::max(samples.size(), length * static_cast<std::size_t>(channelCount)));
    for (std::size_t c = 0; c < static_cast<std::size_t>(channelCount); ++c)
        channels[c] = samples.data() + c * length;
    return {channels.data(), channelCount, frames};
}

Outcome<void> fillResampled(DiskThread& thread, OpenMedium& medium, const GridMapping& mapping, SincTables& tables,
                            FrameRange frames, PlanarSpan destination)
{
    const auto table = tables.tableFor(mapping);
    const auto range = sourceRangeOf(*table, mapping, frames);
    const auto source = scratchFor(destination.channelCount, range.length);
    // The next block begins a kernel's length before the end of this one's source.
    if (auto read = medium.read(thread, range.start, source, table->taps() + 1); !read)
        return read;
    resample(*table, mapping, frames, {source.channels, destination.channels, destination.channelCount});
    return {};
}

} // namespace

FrameRange sourceFramesOf(const GridMapping& mapping, SincTables& tables, FrameRange gridFrames)
{
    return mapping.isIdentity() ? gridFrames : sourceRangeOf(*tables.tableFor(mapping), mapping, gridFrames);
}

Outcome<void> fillBlock(DiskThread& thread, OpenMedium& medium, const GridMapping& mapping, SincTables& tables,
                        FrameCount gridLength, std::int64_t index, Block& block)
{
    const FrameRange whole{FramePosition(index * limits::blockFrames), FrameCount(limits::blockFrames)};
    // What a wide asset's proxy was folded to is in its first two channels, where folding leaves it as it is.
    const auto channels = std::min(block.channelCount, medium.info().channels);
    for (auto c = static_cast<std::size_t>(channels); c < static_cast<std::size_t>(block.channelCount); ++c)
        std::fill_n(block.channels[c], limits::blockFrames, 0.0f);
    const PlanarSpan destination{block.channels.data(), channels, whole.length};
    if (mapping.isIdentity())
        return medium.read(thread, whole.start, destination);

    const auto inside = whole.intersection({FramePosition(0), gridLength});
    if (auto filled = fillResampled(thread, medium, mapping, tables, inside, destination); !filled)
        return filled;
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
        std::fill(block.channels[c] + inside.length.value(), block.channels[c] + limits::blockFrames, 0.0f);
    return {};
}

} // namespace loophole::signal
