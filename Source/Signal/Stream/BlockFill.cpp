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
                            FrameRange frames, Block& block)
{
    const auto table = tables.tableFor(mapping);
    const auto range = sourceRangeOf(*table, mapping, frames);
    const auto source = scratchFor(block.channelCount, range.length);
    // The next block begins a kernel's length before the end of this one's source.
    if (auto read = medium.read(thread, range.start, source, table->taps() + 1); !read)
        return read;
    resample(*table, mapping, frames, {source.channels, block.channels.data(), block.channelCount});
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
    if (mapping.isIdentity())
        return medium.read(thread, whole.start, {block.channels.data(), block.channelCount, whole.length});

    const auto inside = whole.intersection({FramePosition(0), gridLength});
    if (auto filled = fillResampled(thread, medium, mapping, tables, inside, block); !filled)
        return filled;
    for (std::size_t c = 0; c < static_cast<std::size_t>(block.channelCount); ++c)
        std::fill(block.channels[c] + inside.length.value(), block.channels[c] + limits::blockFrames, 0.0f);
    return {};
}

} // namespace loophole::signal
