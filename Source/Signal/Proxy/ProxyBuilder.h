#pragma once

#include "Signal/Peaks/PeakBuilder.h"
#include "Signal/Proxy/ProxySource.h"
#include "Signal/Proxy/ProxyStore.h"

#include <atomic>
#include <functional>

namespace loophole::signal
{

struct BuiltProxy
{
    StoredProxy proxy;
    bool fromCache = false; ///< it was there already
};

/**
    Gives a medium its proxy: from the store, or else made and kept there. Owns nothing but knows the store and the way
    to open media; any number of disk threads may build at once.

    draft: half the medium's rate (the whole of one that cannot be halved), 16-bit PCM, undithered.
    opus: 48 kHz, 128 kb/s at a variable rate, or a sixth of the medium's PCM where that is less.
    Both have at most two channels (see ProxySource) and every frame at its place; what exceeds full scale is clipped.
*/
class ProxyBuilder
{
public:
    struct Options
    {
        ProxyQuality quality = ProxyQuality::draft;
        bool force = false; ///< make it even if the store has it
        const std::atomic<bool>* cancelled = nullptr;
        std::function<void(double)> progress; ///< 0 … 1, now and then, on the caller's thread
        int threads = 1;                      ///< that read stretches of a long medium at once
    };

    ProxyBuilder(const ProxyStore&, OpenMedia);

    /** The Failure of a cancelled build says "cancelled"; nothing is left behind by any failure. */
    [[nodiscard]] Outcome<BuiltProxy> build(DiskThread&, const std::filesystem::path&, const Options&) const;

    /** The rate of a medium's proxy. */
    [[nodiscard]] static SampleRate rateOf(SampleRate original, ProxyQuality);

private:
    [[nodiscard]] Outcome<BuiltProxy> make(DiskThread&, const MediaFile&, const MediaFingerprint&,
                                           std::unique_ptr<MediaReader>, const Options&) const;

    [[nodiscard]] std::vector<std::unique_ptr<ProxySource>> sourcesOf(DiskThread&, const std::filesystem::path&,
                                                                      std::unique_ptr<MediaReader> first, SampleRate,
                                                                      int threads) const;

    const ProxyStore& store;
    OpenMedia open;
};

} // namespace loophole::signal
