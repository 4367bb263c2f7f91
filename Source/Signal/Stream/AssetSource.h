#pragma once

#include "Messages/Transport.h"
#include "Model/AudioAsset.h"
#include "Signal/Stream/CachedBlock.h"
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

    [[nodiscard]] bool isPresent() const { return status == OfflineStatus::present; }
    /** As Pulse is told it: an asset whose device does not answer is pending. */
    [[nodiscard]] OfflineStatus toldStatus() const { return isPresent() && isAway ? OfflineStatus::pending : status; }
    [[nodiscard]] bool wasOpened() const { return edition.value != 0; }
    [[nodiscard]] MediumSource medium() const { return {id, edition, path, facts, stamp}; }

    /** The table of this phase on a grid of this rate, made where there is none yet. Once opened only. */
    [[nodiscard]] PhaseTable& tableFor(SampleRate gridRate, double phase);
};

} // namespace loophole::signal
