#pragma once

#include "Signal/Proxy/ProxySource.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace loophole::signal
{

/**
    The frames of a proxy in order, several stretches of them read at once: each on a thread and through a source of its
    own, the first on the thread that asks. Owns the sources and the memory of a stretch for each.
*/
class ProxyStretches
{
public:
    /** A megabyte of stereo: a decoder's way to it costs little beside it, and cancelling is felt at once. */
    static constexpr std::int64_t stretchFrames = std::int64_t{1} << 17;

    /** One or more sources of the same medium and rate. */
    explicit ProxyStretches(std::vector<std::unique_ptr<ProxySource>>);

    [[nodiscard]] int channels() const { return sources.front()->channels(); }
    [[nodiscard]] FrameCount length() const { return sources.front()->length(); }

    /** The next stretch, valid until the next call; nothing behind the last. */
    [[nodiscard]] Outcome<std::optional<PlanarSpan>> next(DiskThread&);

private:
    struct Stretch
    {
        std::vector<float> samples;
        std::array<float*, 2> channels{};
        FrameRange frames;
        Outcome<void> read;
    };

    void readTogether(DiskThread&);

    std::vector<std::unique_ptr<ProxySource>> sources;
    std::vector<Stretch> stretches; ///< one for each source
    std::size_t taken = 0;          ///< of the stretches
    FramePosition at;               ///< behind the last stretch that was read
};

} // namespace loophole::signal
