#pragma once

#include "Concurrency/AudioEpoch.h"
#include "Core/Clock.h"
#include "Messages/PulseToSignal.h"
#include "Messages/SignalToPulse.h"
#include "Model/AudioAsset.h"
#include "Model/Session.h"
#include "Signal/Buffers/BufferMeter.h"
#include "Signal/Cache/BlockPool.h"
#include "Signal/Cache/BlockTable.h"
#include "Signal/Disk/CurrentMounts.h"
#include "Signal/Disk/Disk.h"
#include "Signal/Stream/FactSink.h"
#include "Signal/Stream/ProxyMedium.h"
#include "Signal/Stream/StreamJobs.h"

#include <memory>

namespace loophole::signal
{

/** How far a window has come. */
enum class WindowState
{
    unknown,  ///< never asked for, or cancelled
    filling,  ///< blocks are being read, or wait for their turn
    resident, ///< every block can be heard
    failed,   ///< some blocks could not be read (the asset is missing or damaged); none is being read now
    refused   ///< some blocks find no room: everything in memory is needed sooner
};

/**
    Owns the assets, their blocks and the reading ahead of them, on Signal's control thread, whose loop calls step().
    Has no threads and touches no disk: all that may wait runs as jobs of the Disk. Audio threads read the blocks
    through the BlockTables that table() hands out.
*/
class StreamEngine
{
public:
    /** Everything that is referred to must outlive the engine. `openMedia` is called on disk threads only. */
    struct Parts
    {
        const Clock& clock;
        Disk& disk;
        BlockPool& pool;
        const AudioEpoch& epoch;
        FactSink& facts;
        OpenMedia openMedia;
        CloudRules cloudRules{};
    };

    /** Share of the memory budget that resident heads may keep. */
    static constexpr double residentShare = 0.25;
    /** What is needed within this time is never given back for anything else. */
    static constexpr Instant protectedAhead = std::chrono::milliseconds(300);
    /** A failed read is tried again after this, then after twice as long, and so on. */
    static constexpr Instant firstRetry = std::chrono::seconds(1);
    static constexpr Instant longestRetry = std::chrono::seconds(30);
    /** What is about to be heard does not wait longer than this, so that a loop sounds soon after its drive is back. */
    static constexpr Instant longestHeardRetry = std::chrono::milliseconds(1500);

    /** A rendering looks whether its files are still the same ones no more often. */
    static constexpr Instant renderedLook = std::chrono::milliseconds(100);

    StreamEngine(Parts, SampleRate gridRate);
    ~StreamEngine();
    StreamEngine(const StreamEngine&) = delete;
    StreamEngine& operator=(const StreamEngine&) = delete;

    /** Opens the file; AssetStatusChanged tells the outcome. Known assets are looked for again, as by recheck(). */
    void registerAsset(SignalThread&, const RegisterAsset&);
    /** Looks at the file again: a missing one that is back is read from at once, a changed one is read anew. */
    void recheck(SignalThread&, AssetId);
    /** A placeholder of a cloud client is pending until it was downloaded, or could not be. */
    void download(SignalThread&, AssetId);
    /** Closes the file and gives its blocks back. Tables that were handed out stay valid and become empty. */
    void forget(SignalThread&, AssetId);

    /** All tables start anew on the grid of this rate; ask for them again. Windows are kept. */
    void setGridRate(SignalThread&, SampleRate);
    [[nodiscard]] SampleRate gridRate(SignalThread&) const;

    /**
        Reads the stretch of `clip` that the window names by its deadline, in place of the clip's former window of the
        same cohort and place unless that had a higher revision. May be asked for before the asset is open.
        Of what does not fit into memory the nearest deadlines are read; windowState() then says `refused`.
    */
    void request(SignalThread&, const ClipWindowRequest& window, const Clip& clip);
    /** Drops all windows of the clip whose revision is not higher. */
    void cancel(SignalThread&, const ClipWindowCancel&);
    [[nodiscard]] WindowState windowState(SignalThread&, ClipId, Cohort, std::uint32_t place = 0) const;

    /** WaveformReady answers, with silence in place of what cannot be read; DecodeError says why. */
    void request(SignalThread&, const RequestWaveform&);
    /** FolderListed answers, in parts. */
    void request(SignalThread&, const ListFolder&);

    /** What is known of drives and of links between them; whoever has files opened by their paths shares it. */
    [[nodiscard]] CurrentMounts& mounts() const;

    /**
        The asset has a proxy, which is heard as its table's blocks are, or none. One that was not made from the medium
        as it was last opened is refused, and given up when another medium is found there; ProxyChanged says stale.
    */
    void setProxy(SignalThread&, AssetId, std::optional<ProxyMedium>);
    /** What is to be heard of all assets that have no wish of their own; drafts wait for setProxy(). */
    void setResolution(SignalThread&, PlaybackResolution);
    void setResolution(SignalThread&, AssetId, PlaybackResolution);
    /** A session plays what was only browsed so far: its proxy may stand in for it. */
    void useInSession(SignalThread&, AssetId);

    /**
        Nobody listens, and what plays passes once: a proxy stands in only for what is not there or was wished for, all
        that is wanted is read at once, and blocks of uncompressed media go as soon as no window wants them, so that the
        few that are in use stay in the processor's caches.
    */
    void readForRendering(SignalThread&);

    /** The pool's, with the heads' share of it; what is used beyond a smaller one is given back as it can be spared. */
    void setBudget(SignalThread&, std::size_t bytes);

    /** Takes in what the disk has done, sends out what is most urgent, gives back what is no longer wanted. */
    void step(SignalThread&);
    /** When step() has something to do even if no job finishes; Instant::max() if never. */
    [[nodiscard]] Instant nextStep(SignalThread&) const;
    /** Waits until step() has something to take in, at most for `timeout`; whether it has. */
    bool waitForCompletion(SignalThread&, Instant timeout);

    /** The resident blocks on the grid at this phase (see ClipTimeline). Null while there is no file to read it from.
     */
    [[nodiscard]] std::shared_ptr<const BlockTable> table(SignalThread&, AssetId, double phase);
    /** Null while there is no file to read it from. Valid until the next call that is not const. */
    [[nodiscard]] const MediaFacts* facts(SignalThread&, AssetId) const;
    /** Pending also while its device does not answer; what is in memory of it can be heard then. */
    [[nodiscard]] OfflineStatus status(SignalThread&, AssetId) const;
    /** Why blocks of it are not there that should be. */
    [[nodiscard]] StreamCause causeOf(SignalThread&, AssetId) const;
    /** Grows whenever an answer of table() or facts() may have changed. */
    [[nodiscard]] std::uint64_t mediaVersion(SignalThread&) const;
    /** Whether all of the grid frames inside the asset can be heard. False while the asset is not present. */
    [[nodiscard]] bool isResident(SignalThread&, AssetId, double phase, FrameRange gridFrames) const;

    /** Fills in disk, cache and memory. */
    [[nodiscard]] StreamStats stats(SignalThread&) const;
    /** Memory that whatever is needed could have: free, or held by what nothing needs. */
    [[nodiscard]] std::size_t sparableBytes(SignalThread&) const;
    /** Gives blocks that nothing needs back to the system, the longest unused first; how many bytes that will be once
     * the audio thread has let go of them. */
    std::size_t giveBackUnneeded(SignalThread&, std::size_t bytes);

    /** As buffers among the others: the samples that lie decoded in memory, and the streams that bring them. */
    [[nodiscard]] const MeteredBuffer& decodedBlocks() const;
    [[nodiscard]] const MeteredBuffer& streams() const;

private:
    class State;
    std::unique_ptr<State> state;
};

} // namespace loophole::signal
