#pragma once

#include "Core/Clock.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Stream/AssetSource.h"
#include "Signal/Stream/FactSink.h"
#include "Signal/Stream/ProxyChoice.h"

#include <unordered_map>

namespace loophole::signal
{

/**
    Decides which assets are read from their proxies (see chooseSource) and tells it as SourceChanged. Looks after the
    windows of assets that have a proxy, to see when reading the original does not keep up with hearing it. On Signal's
    control thread.
*/
class ProxySwitch
{
public:
    static constexpr Instant checkInterval = std::chrono::milliseconds(20);
    /** What is needed within this and has not come … */
    static constexpr Instant neededSoon = std::chrono::milliseconds(500);
    /** … for this long is late; the proxy then has as long again. A healthy network drive answers within a tenth. */
    static constexpr Instant patience = std::chrono::milliseconds(250);
    /** An original that was late is tried again after this, or after twice as long as the last time where it was late
        again within `relapse`. */
    static constexpr Instant firstPause = std::chrono::milliseconds(500);
    static constexpr Instant longestPause = std::chrono::seconds(30);
    static constexpr Instant relapse = std::chrono::seconds(10);

    ProxySwitch(const Clock& clock, FactSink& facts) : clock(clock), facts(facts) {}

    /** The asset has a proxy now, or none any more. */
    void proxyChanged(SignalThread&, AssetSource&);
    /** The asset is about to be destroyed. */
    void forget(const AssetSource&);

    /** Of all assets without a wish of their own. */
    void setResolution(SignalThread&, PlaybackResolution);
    [[nodiscard]] PlaybackResolution resolution() const { return sessionResolution; }
    /** Nobody listens: originals are waited for however long they take. */
    void waitForOriginals(SignalThread&);
    /** How much of its devices all that plays needs, and what they deliver; 0: not known. */
    void setLoad(SignalThread&, DeviceId, double neededBytesPerSecond, double deliveredBytesPerSecond);

    /** Something that the choice depends on may have changed. */
    void reconsider(SignalThread&, AssetSource&);
    /** Looks for originals that are late. */
    void step(SignalThread&);
    [[nodiscard]] Instant nextStep() const { return watches.empty() ? Instant::max() : nextCheck; }

    /** Assets whose source changed since this was last asked. */
    [[nodiscard]] std::vector<AssetSource*> takeChanged() { return std::exchange(changed, {}); }
    /** Grows whenever an asset is read from something else than before. */
    [[nodiscard]] std::uint64_t changes() const { return changeCount; }
    /** Every asset that has a proxy. */
    [[nodiscard]] std::vector<AssetSource*> sources() const;

    /** Whether what is under way from the original cannot be counted on. */
    [[nodiscard]] bool isOriginalDoubtful(const AssetSource&) const;
    /** Whether the original may be read in place of blocks from the proxy. */
    [[nodiscard]] bool mayTryOriginal(const AssetSource&) const;
    /** The original was found where it belongs. */
    void originalOpened(SignalThread&, AssetSource&);
    /** A read of the original, tried while it was late, came back after so long. */
    void originalCame(SignalThread&, AssetSource&, Instant took);

private:
    struct Watch
    {
        AssetSource* source = nullptr;
        Instant waitingSince = Instant::max(); ///< for something that is needed soon
        Instant pause = firstPause;
        Instant tryAgainAt{};
        Instant recoveredAt = Instant::min() / 2;
        bool isLate = false;
        SourceChoice choice;
    };
    struct Load
    {
        double needed = 0;
        double delivered = 0;
    };

    void look(SignalThread&, Watch&, Instant now);
    [[nodiscard]] const Watch* find(const AssetSource&) const;
    void fallBehind(Watch&, Instant now) const;
    [[nodiscard]] SourceQuestion questionAbout(const AssetSource&, const Watch&) const;
    [[nodiscard]] std::string causeOf(const AssetSource&, SourceReason) const;

    const Clock& clock;
    FactSink& facts;
    std::unordered_map<AssetId, Watch> watches; ///< of the assets that have a proxy
    std::map<DeviceId, Load> loads;
    std::vector<AssetSource*> changed;
    std::uint64_t changeCount = 0;
    PlaybackResolution sessionResolution = PlaybackResolution::full;
    bool canWait = false;
    Instant nextCheck{};
};

} // namespace loophole::signal
