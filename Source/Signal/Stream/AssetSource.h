#pragma once

#include "Messages/Transport.h"
#include "Model/AudioAsset.h"
#include "Signal/Stream/CachedBlock.h"
#include "Signal/Stream/ProxyMedium.h"
#include "Signal/Stream/StreamJobs.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace loophole::signal
{

/** One registered asset as the control thread knows it: its file, what that was found to be, and its blocks. */
struct AssetSource
{
    AssetId id;
    std::filesystem::path path;
    OfflineStatus status = OfflineStatus::pending;
    std::string cause;

    MediaFacts facts; ///< of the last time it was open
    FileStamp stamp;
    EditionId edition;         ///< 0 until it was open once
    EditionId opening;         ///< of the look that is under way, 0 for none
    bool isToBeOpened = false; ///< another look is wanted after that
    DeviceId device;
    bool isAway = false; ///< its device does not answer; what is in memory is heard on
    bool seeksAreExpensive = false;
    std::set<std::string> reportedCauses; ///< decode errors are told once each

    std::map<GridMapping, std::unique_ptr<PhaseTable>> tables;
    std::vector<RequestWaveform> waveforms; ///< that wait for the first opening
    std::set<StreamWindow*> windows;

    AssetType type = AssetType::sample;
    std::optional<ProxyMedium> proxy;
    EditionId proxyEdition;
    DeviceId proxyDevice;
    std::optional<PlaybackResolution> wish;
    bool awaitsProxy = false;    ///< a proxy is wished for and being looked for
    bool readsProxy = false;     ///< in place of the original: see ProxySwitch
    bool hasProxyBlocks = false; ///< there may be some in memory

    [[nodiscard]] bool isPresent() const { return status == OfflineStatus::present; }
    /** As Pulse is told it: an asset whose device does not answer is pending. */
    [[nodiscard]] OfflineStatus toldStatus() const { return isPresent() && isAway ? OfflineStatus::pending : status; }
    [[nodiscard]] bool wasOpened() const { return edition.value != 0; }
    /** Rate, width and length are known. */
    [[nodiscard]] bool isKnown() const { return wasOpened() || proxy.has_value(); }
    /** There is a file to read it from. */
    [[nodiscard]] bool isHeard() const { return isPresent() || readsProxy; }
    [[nodiscard]] bool readsOriginal() const { return isPresent() && !readsProxy && !awaitsProxy; }
    [[nodiscard]] MediumSource medium() const { return {id, edition, path, facts, stamp, false}; }
    [[nodiscard]] MediumSource proxyMedium() const { return {id, proxyEdition, proxy->path, proxy->facts, {}, true}; }

    /** The table of this phase on a grid of this rate, made where there is none yet. Once known only. */
    [[nodiscard]] PhaseTable& tableFor(SampleRate gridRate, double phase);
};

} // namespace loophole::signal
