#pragma once

#include "Core/Clock.h"
#include "Messages/Queues.h"

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace loophole
{

/**
    Aura's place at the queues for commands that have no window: sends what the user asked for and remembers what
    came back. Owns the message thread's token; its waits are the command's own, no part of the program waits for it.
*/
class Headless
{
public:
    Headless(Queues&, const Clock&);

    void send(AuraToPulse);

    /** Takes in whatever has come. */
    void poll();

    /** Polls until `isTrue`, at most for `longest`; whether it came true. */
    bool waitUntil(const std::function<bool()>& isTrue, Instant longest);

    /** Every asset of the session has been found or has turned out to be missing. */
    [[nodiscard]] bool allAssetsKnown() const;
    /** The first fault that Pulse has told since the last call. */
    [[nodiscard]] std::optional<std::string> takeFault();

    SessionChanged session;
    std::uint64_t sessionChanges = 0;
    std::unordered_map<AssetId, AudioAsset> assets;
    std::optional<DeviceStatus> device;
    std::optional<LibraryHits> libraryHits; ///< that came last
    std::optional<LibraryOverview> libraryOverview;
    LibraryScanProgress libraryScan;
    MediaSearchChanged mediaSearch;
    TransportPosition transport;
    std::uint64_t positions = 0; ///< how many have come
    StreamStats stats;
    float outputPeak = 0;           ///< largest sample that the monitor has seen
    std::uint64_t statsReports = 0; ///< how many have come
    std::unordered_map<TrackId, std::uint64_t> missingByTrack;
    std::unordered_map<TrackId, std::uint64_t> proxyByTrack;
    StripLevel master; ///< of Master, as it was told last
    float loudest = 0; ///< largest sample of Master that was told so far
    std::vector<std::string> warnings;
    /** Called for each position as it comes, if set. */
    std::function<void(const TransportPosition&)> onPosition;

private:
    void take(SessionChanged&);
    void take(AssetChanged&);
    void take(Notice&);
    void take(TransportPosition&);
    void take(MeterLevels&);
    void take(StreamStats&);
    void take(TrackUnderruns&);
    void take(DeviceStatus&);
    void take(LibraryHits& hits) { libraryHits = std::move(hits); }
    void take(LibraryOverview& overview) { libraryOverview = std::move(overview); }
    void take(LibraryScanProgress& progress) { libraryScan = std::move(progress); }
    void take(MediaSearchChanged& search) { mediaSearch = std::move(search); }
    template <class Fact>
    void take(Fact&)
    {
        // Peaks, meters and folders are for eyes.
    }

    Queues& queues;
    const Clock& clock;
    MessageThread thread = MessageThread::mint();
    Outbox<AuraToPulse, MessageThread, PulseThread> commands;
    std::vector<std::string> faults;
};

} // namespace loophole
