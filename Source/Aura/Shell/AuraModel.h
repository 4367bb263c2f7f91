#pragma once

#include "Aura/Transport/PlayheadClock.h"
#include "Aura/Waveform/SampleChunks.h"
#include "Core/Clock.h"
#include "Messages/Queues.h"
#include "Model/ClipTimeline.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace loophole::aura
{

/**
    What Aura knows: everything it was told through the queue, and the one place from which it asks for something.
    AuraModelFacts.cpp has what it is told. Owned by the message thread; never waits.
*/
class AuraModel
{
public:
    /** Told after the model has changed. Every function may be left out. */
    class Listener
    {
    public:
        virtual ~Listener() = default;
        virtual void sessionChanged() {}
        virtual void assetChanged(AssetId) {}
        virtual void peaksChanged(AssetId) {}
        virtual void peaksWanted(AssetId) {} ///< none of them are there and they were just asked for, being in view
        virtual void samplesArrived() {}
        virtual void folderListed(const FolderListed&) {}
        virtual void regionExported(const RegionExported&) {}
        virtual void libraryAnswered(const LibraryHits&) {}
        virtual void libraryCounted(const LibraryCounted&) {}
        virtual void libraryLooked(const LibraryOverview&) {}
        virtual void libraryScanned(const LibraryScanProgress&) {}
        virtual void libraryFoldersTold(const LibraryFolders&) {}
        virtual void statusChanged() {} ///< device, statistics, notices or underruns
        virtual void metersChanged() {}
        virtual void devicesListed(const DevicesListed&) {}
        virtual void cachesMeasured(const CachesMeasured&) {}
        virtual void decisionsChanged() {} ///< recoveries, a conflict or missing files that were found
    };

    AuraModel(Queues&, MessageThread&, const Clock&);

    /** Takes in what has arrived, for a few milliseconds at most, and tells the listeners. Once a frame. */
    void receive();
    void add(Listener& listener) { listeners.push_back(&listener); }
    void remove(Listener& listener) { std::erase(listeners, &listener); }

    void send(AuraToPulse message) { outbox.send(thread, std::move(message)); }
    void seek(FramePosition);
    void open(const std::filesystem::path& document);
    /** Shows a session that has no document yet. */
    void adopt(SessionPointer);
    /** Makes a file known; its facts arrive as assetChanged. Asks once. */
    void browse(const std::filesystem::path&);
    /** Another folder is shown: files may be asked for again, since Pulse forgets those that nobody looked at for long.
     */
    void browseAnew();
    /**
        Asks once, once more where what was asked for in the background is now visible, and while visible ones are not
        whole now and then again: what was asked for last, and what of it is in view, is built first.
    */
    void requestPeaks(AssetId, bool isVisible, bool isRow = false, FrameRange inView = {});
    /** They are no longer wanted; asked for again they go on where they were. */
    void cancelPeaks(AssetId);
    /** These turned out to be damaged while they were drawn; nothing happens where others have come meanwhile. */
    void rebuildPeaks(AssetId, const std::shared_ptr<const PeakCache>& damaged);

    /** The device that the engine was started with, or that was chosen since. */
    [[nodiscard]] const ChooseDevice& chosenDevice() const { return wantedDevice; }
    void startedWith(ChooseDevice device) { wantedDevice = std::move(device); }
    void choose(ChooseDevice device)
    {
        wantedDevice = device;
        send(std::move(device));
    }
    /** Share of the mix that is being written; none: there is no such. */
    [[nodiscard]] std::optional<double> mixing() const { return mixShare; }
    void mixChanged(std::optional<double> share) { mixShare = share; }
    /** Something that happened in the window itself, told as what Pulse tells. */
    void note(Notice notice) { take(std::move(notice)); }

    [[nodiscard]] const Session& session() const { return *shown.session; }
    [[nodiscard]] const SessionChanged& shownSession() const { return shown; }
    /** Whether the last change brought another session rather than an edit or a save of the one before. */
    [[nodiscard]] bool sessionWasReplaced() const { return isReplaced; }
    [[nodiscard]] SampleRate rate() const { return session().sampleRate; }
    [[nodiscard]] const AudioAsset* asset(AssetId) const;
    [[nodiscard]] const AudioAsset* assetAt(const std::filesystem::path&) const;
    [[nodiscard]] std::shared_ptr<const PeakCache> peaks(AssetId) const;
    [[nodiscard]] std::optional<std::string> peaksFailure(AssetId) const;
    /** Share of the medium that is measured while its peaks are being built; none once they are whole, or failed. */
    [[nodiscard]] std::optional<double> peaksProgress(AssetId) const;
    /** How many media are being measured, and which share of them is. */
    [[nodiscard]] std::pair<std::size_t, double> peaksUnderWayNow() const;
    /** The scan of the library that is under way, or the last one. */
    [[nodiscard]] const LibraryScanProgress& libraryScan() const { return scan; }
    [[nodiscard]] ClipTimeline timeline(const Clip&) const;
    [[nodiscard]] std::string nameOf(const Clip&) const;
    /** Files of the session that are missing or in the cloud, in the session's order. */
    [[nodiscard]] std::vector<const AudioAsset*> absentAssets() const;

    [[nodiscard]] const TransportState& transport() const { return playheadClock.state(); }
    [[nodiscard]] const TransportPosition& reportedTransport() const { return playheadClock.reported(); }
    [[nodiscard]] FramePosition playhead() const { return playheadClock.at(clock.now(), rate()); }
    [[nodiscard]] Instant now() const { return clock.now(); }

    [[nodiscard]] const MeterLevels& meters() const { return meterLevels; }
    [[nodiscard]] const std::optional<DeviceStatus>& device() const { return deviceStatus; }
    [[nodiscard]] const std::optional<StreamStats>& statistics() const { return stats; }
    [[nodiscard]] const std::deque<Notice>& notices() const { return recentNotices; }
    /** How long ago the newest notice came. */
    [[nodiscard]] Instant noticeAge() const { return clock.now() - noticeAt; }
    [[nodiscard]] std::uint64_t missingFrames(TrackId) const;
    [[nodiscard]] const std::vector<RecoverableSession>& recoveries() const { return offered; }
    /** The document that another program has changed, until that is settled. */
    [[nodiscard]] const std::optional<DocumentConflict>& conflict() const { return openConflict; }
    void clearConflict();
    /** The last search for missing media, or the one that is under way. */
    [[nodiscard]] const MediaSearchChanged& mediaSearch() const { return search; }

    [[nodiscard]] SampleChunks& samples() { return sampleChunks; }
    [[nodiscard]] RequestId nextRequest() { return RequestId{++lastRequest}; }
    /** Answers that are still to come: a picture taken now would not show them. */
    [[nodiscard]] std::size_t pending() const;

    MessageThread& thread;

private:
    void take(SessionChanged&&);
    void take(AssetChanged&&);
    void take(Notice&&);
    void take(TransportPosition&&);
    void take(MeterLevels&&);
    void take(StreamStats&&);
    void take(TrackUnderruns&&);
    void take(PeaksReady&&);
    void take(PeaksFailed&&);
    void take(WaveformReady&&);
    void take(FolderListed&&);
    void take(DeviceStatus&&);
    void take(RecoveriesOffered&&);
    void take(DocumentConflict&&);
    void take(LibraryHits&&);
    void take(LibraryCounted&&);
    void take(LibraryOverview&&);
    void take(LibraryScanProgress&&);
    void take(MediaSearchChanged&&);
    void take(DevicesListed&&);
    void take(CachesMeasured&&);
    void take(RegionExported&&);
    void take(LibraryFolders&&);

    template <class Tell>
    void tell(Tell tellOne)
    {
        for (auto* listener : std::vector(listeners))
            tellOne(*listener);
    }

    Queues& queues;
    const Clock& clock;
    Outbox<AuraToPulse, MessageThread, PulseThread> outbox;
    std::vector<Listener*> listeners;

    SessionChanged shown;
    std::unordered_map<AssetId, AudioAsset> assets;
    std::map<std::filesystem::path, AssetId> assetsByPath;
    std::unordered_set<std::string> browsed;
    struct PeaksAsked
    {
        bool isVisible = false;
        Instant at{};
    };
    std::unordered_map<AssetId, PeaksAsked> requestedPeaks;
    std::unordered_map<AssetId, double> peaksUnderWay; ///< share that is measured
    std::unordered_map<AssetId, std::shared_ptr<const PeakCache>> peakCaches;
    std::unordered_map<AssetId, std::string> peakFailures;
    SampleChunks sampleChunks;

    PlayheadClock playheadClock;
    MeterLevels meterLevels;
    std::optional<DeviceStatus> deviceStatus;
    ChooseDevice wantedDevice;
    std::optional<double> mixShare;
    std::optional<StreamStats> stats;
    std::deque<Notice> recentNotices; ///< newest first
    Instant noticeAt{};
    std::unordered_map<TrackId, std::uint64_t> missing;
    std::vector<RecoverableSession> offered;
    std::optional<DocumentConflict> openConflict;
    std::optional<std::filesystem::path> opening; ///< the document that was asked for and has not come
    MediaSearchChanged search;
    LibraryScanProgress scan;
    bool isAdopting = false;
    bool isReplaced = false;
    std::uint32_t lastRequest = 0;
};

} // namespace loophole::aura
