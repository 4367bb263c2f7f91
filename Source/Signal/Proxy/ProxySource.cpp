#include "Signal/Proxy/ProxySource.h"

#include "Model/ClipTimeline.h"
#include "Signal/Mixer/ChannelFold.h"

#include <algorithm>
#include <array>

namespace loophole::signal
{
namespace
{

using Pointers = std::array<float*, limits::maxChannels>;

/** Room for so many planar channels in `samples`. */
Pointers room(std::vector<float>& samples, int channels, FrameCount frames)
{
    Pointers pointers{};
    const auto length = static_cast<std::size_t>(frames.value());
    samples.resize(std::max(samples.size(), length * static_cast<std::size_t>(channels)));
    for (std::size_t c = 0; c < static_cast<std::size_t>(channels); ++c)
        pointers[c] = samples.data() + c * length;
    return pointers;
}

} // namespace

ProxySource::ProxySource(std::unique_ptr<MediaReader> reader, SampleRate proxyRate)
    : medium(std::move(reader)),
      mapping(medium.info().sampleRate, proxyRate, 0),
      table(mapping),
      channelCount(std::min(2, medium.info().channels)),
      proxyLength(gridLength(medium.info().length, medium.info().sampleRate, proxyRate))
{
}

Outcome<void> ProxySource::read(DiskThread& thread, FramePosition start, PlanarSpan destination)
{
    const FrameRange frames{start, destination.frames};
    if (mapping.isIdentity() || frames.isEmpty())
        return readFolded(thread, frames, 0, destination);
    const auto range = sourceRangeOf(table, mapping, frames);
    const auto source = room(folded, channelCount, range.length);
    // What is read next begins a kernel's length before the end of this.
    if (auto read = readFolded(thread, range, table.taps() + 1, {source.data(), channelCount, range.length}); !read)
        return read;
    resample(table, mapping, frames, {source.data(), destination.channels, channelCount});
    return {};
}

Outcome<void> ProxySource::readFolded(DiskThread& thread, FrameRange range, std::int64_t keep, PlanarSpan destination)
{
    const auto channelsThere = medium.info().channels;
    if (channelsThere == channelCount)
        return medium.read(thread, range.start, destination, keep);
    const auto all = room(wide, channelsThere, range.length);
    if (auto read = medium.read(thread, range.start, {all.data(), channelsThere, range.length}, keep); !read)
        return read;
    foldChannels(all.data(), channelsThere, destination.channels, channelCount, 0,
                 static_cast<int>(range.length.value()), Summing::first);
    return {};
}

} // namespace loophole::signal
