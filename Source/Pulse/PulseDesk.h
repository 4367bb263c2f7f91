#pragma once

#include "Pulse/Assets/AssetRegistry.h"
#include "Pulse/Assets/Audition.h"
#include "Pulse/Assets/MissingNotice.h"
#include "Pulse/Assets/MissingRecheck.h"
#include "Pulse/Assets/SilenceNotice.h"
#include "Pulse/AuraPost.h"
#include "Pulse/Editing/EditCommands.h"
#include "Pulse/Editing/History.h"
#include "Pulse/Pulse.h"
#include "Pulse/Scheduling/ReadAhead.h"
#include "Pulse/Scheduling/TransportPrediction.h"

#include <map>
#include <memory>

namespace loophole
{

/** What Pulse has before it while it works: the state of its parts and the ways out. Used on Pulse's thread. */
class Pulse::Desk
{
public:
    Desk(Queues&, const Clock&, DocumentPorts);
    ~Desk();

    void begin(PulseThread&);
    /** Takes in everything that waits in the two queues. */
    void takeIn(PulseThread&);
    /** Whatever follows from what was taken in and from the time. */
    void conclude(PulseThread&);
    [[nodiscard]] Instant nextWakeUp() const;

    [[nodiscard]] const SessionPointer& session() const { return history.current(); }
    [[nodiscard]] std::filesystem::path folder() const { return document.parent_path(); }

    void toSignal(PulseThread& thread, PulseToSignal message) { signalPost.send(thread, std::move(message)); }
    void toSignal(PulseThread&, std::vector<PulseToSignal>);
    void toAura(PulseThread& thread, PulseToAura message) { auraPost.send(thread, std::move(message)); }
    void tell(PulseThread&, Notice::Kind, std::string text);
    void toLibrary(PulseThread& thread, PulseToLibrary message) { libraryPost.send(thread, std::move(message)); }
    void toLibrarySearch(PulseThread& thread, PulseToLibrarySearch message)
    {
        librarySearchPost.send(thread, std::move(message));
    }

    /** Sends the session that history now holds to both sides. */
    void sessionChanged(PulseThread&);
    /** Another session in place of this one, with nothing to undo. */
    void replaceSession(PulseThread&, SessionPointer, std::filesystem::path from, bool isRecovered = false);
    /** Tells Aura how the session stands to its document and history. */
    void tellSession(PulseThread&, bool isRecovered = false);
    /** What was edited, undone or redone is heard, shown and kept for recovery. */
    void sessionEdited(PulseThread&, const std::string& edit, bool isStep = true);

    Queues& queues;
    const Clock& clock;
    const std::shared_ptr<IdSource> idSource = std::make_shared<IdSource>(); ///< documents are read elsewhere
    IdSource& ids = *idSource;
    AssetRegistry media{ids};
    History history;
    SessionPointer saved;           ///< as the document has it; null where it has another one
    std::filesystem::path document; ///< absolute; empty while the session was never saved
    TransportPrediction transport;
    ReadAhead readAhead;
    Audition audition;
    MissingNotice missingNotice;
    MissingRecheck missingRecheck;
    SilenceNotice silenceNotice;
    std::map<TrackId, std::uint64_t> missingFrames; ///< by track, since the session was opened
    std::map<TrackId, std::uint64_t> proxyFrames;   ///< heard from proxies; as above
    Instant nextMemoryNotice{};
    const std::unique_ptr<Relinking> relinking;
    const std::unique_ptr<Documents> documents;

private:
    void registerMedia(PulseThread&, std::vector<PulseToSignal>);
    void takeInLibrary(PulseThread&);
    void freeRetired();

    Outbox<PulseToSignal, PulseThread, SignalThread> signalPost;
    AuraPost auraPost;
    Outbox<PulseToLibrary, PulseThread, LibraryThread> libraryPost;
    Outbox<PulseToLibrarySearch, PulseThread, LibraryThread> librarySearchPost;
    SharedList<SessionAsset> followed; ///< what `media` has been told of
    /** Sessions that were replaced, kept until nobody else holds them: freed here and not where a window is drawn. */
    std::vector<SessionPointer> retired;
    bool hasBegun = false;
    bool isRecovered = false; ///< the session that Aura is told of next
};

/** Does the commands that come from Aura. */
class Pulse::Commands
{
public:
    Commands(Desk& desk, PulseThread& thread) : desk(desk), thread(thread) {}

    void operator()(const NewSession&);
    void operator()(const OpenSession&);
    void operator()(const AdoptSession&);
    void operator()(const SaveSession&);
    void operator()(const DiscardEdits&);
    void operator()(const RecoverSession&);
    void operator()(const DiscardRecovery&);
    void operator()(const UndoEdit&);
    void operator()(const RedoEdit&);
    void operator()(const BeginEditGroup& command) { desk.history.beginGroup(command.name); }
    void operator()(const EndEditGroup&) { desk.history.endGroup(); }
    void operator()(const SelectTracks& command) { desk.readAhead.tracksSelected(command.tracks); }
    void operator()(const BrowseFile&);
    void operator()(const AuditionFile&);
    void operator()(const StopStream&);
    void operator()(const SetStreamGain&);
    void operator()(const SetStreamRegion&);
    void operator()(const SetStreamStretch&);
    void operator()(const ScrubStream&);

    /** Transport: forwarded at once, and believed at once. */
    template <class Command>
    requires requires(TransportPrediction& transport, const Command& command)
    {
        transport.apply(command, Instant(), SampleRate());
    }
    void operator()(const Command& command)
    {
        if constexpr (std::is_same_v<Command, PlayTransport> || std::is_same_v<Command, StopTransport>)
            expectPlaying(std::is_same_v<Command, PlayTransport>);
        desk.toSignal(thread, command);
        desk.transport.apply(command, desk.clock.now(), desk.session()->sampleRate);
    }

    /** Edits: one step of history each. */
    template <class Command>
    requires requires(const EditDesk& on, const Command& command) { makeEdit(on, command); }
    void operator()(const Command& command)
    {
        const auto folder = desk.folder();
        if constexpr (std::is_same_v<Command, AddClip>)
            noteUse(command.file);
        take(makeEdit({desk.readAhead.index(desk.media), desk.media, desk.ids, folder}, command));
    }

    /** What only Signal can do: forwarded. */
    void operator()(const HearDecks& command) { desk.toSignal(thread, command); }
    void operator()(const EndStreamScrub& command) { desk.toSignal(thread, command); }
    void operator()(const ExportRegion& command) { desk.toSignal(thread, command); }
    void operator()(const RequestPeaks& command) { desk.toSignal(thread, command); }
    void operator()(const CancelPeaks& command) { desk.toSignal(thread, command); }
    void operator()(const RequestWaveform& command) { desk.toSignal(thread, command); }
    void operator()(const ListFolder& command) { desk.toSignal(thread, command); }
    void operator()(const RequestProxy& command) { desk.toSignal(thread, command); }
    void operator()(const CancelProxy& command) { desk.toSignal(thread, command); }
    void operator()(const SetPlaybackResolution& command) { desk.toSignal(thread, command); }
    void operator()(const RequestDownload& command) { desk.toSignal(thread, command); }
    void operator()(const ListDevices& command) { desk.toSignal(thread, command); }
    void operator()(const ChooseDevice& command) { desk.toSignal(thread, command); }
    void operator()(const SetMemoryBudget& command) { desk.toSignal(thread, command); }
    void operator()(const SetCaches& command) { desk.toSignal(thread, command); }
    void operator()(const MeasureCaches& command) { desk.toSignal(thread, command); }
    void operator()(const ClearCaches& command) { desk.toSignal(thread, command); }
    void operator()(const ResetLoudness& command) { desk.toSignal(thread, command); }

    /** Finding lost media again. */
    void operator()(const SearchMissingMedia&);
    void operator()(const CancelMediaSearch&);
    void operator()(const RelinkMedia&);

    /** What the library does on its own threads: forwarded. */
    void operator()(const SearchLibrary& command) { desk.toLibrarySearch(thread, command); }
    void operator()(const RequestLibraryOverview& command) { desk.toLibrarySearch(thread, command); }
    void operator()(const ScanLibrary& command) { desk.toLibrary(thread, command); }
    void operator()(const CancelLibraryScan& command) { desk.toLibrary(thread, command); }
    void operator()(const RemoveLibraryPlace& command) { desk.toLibrary(thread, command); }
    void operator()(const MarkLibraryFiles& command) { desk.toLibrary(thread, command); }
    void operator()(const LabelLibraryFiles& command) { desk.toLibrary(thread, command); }
    void operator()(const SetLibraryTag& command) { desk.toLibrary(thread, command); }
    void operator()(const SaveLibrarySearch& command) { desk.toLibrary(thread, command); }
    void operator()(const RelocateLibraryFile& command) { desk.toLibrary(thread, command); }
    void operator()(const RelocateLibraryPlace& command) { desk.toLibrary(thread, command); }
    void operator()(const RequestLibraryFolders& command) { desk.toLibrarySearch(thread, command); }

private:
    void expectPlaying(bool);
    void take(Outcome<Edit>);
    void noteUse(const std::filesystem::path&);
    AssetId acquire(const std::filesystem::path&);

    Desk& desk;
    PulseThread& thread;
};

/** Takes in the facts that come from Signal. */
class Pulse::Facts
{
public:
    Facts(Desk& desk, PulseThread& thread) : desk(desk), thread(thread) {}

    void operator()(const AssetStatusChanged&);
    void operator()(const StreamUnderrun&);
    void operator()(const StreamFallback&);
    void operator()(const SourceChanged&);
    void operator()(const ProxyChanged&);
    void operator()(const StreamPrefetchComplete&) {}
    void operator()(const WindowRefused&);
    void operator()(const DecodeError&);
    void operator()(const PerformanceWarning&);
    void operator()(StreamStats&);
    void operator()(const TransportPosition&);

    /** What only Aura shows: forwarded. */
    void operator()(MeterLevels& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(PeaksReady& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(PeaksFailed& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(WaveformReady& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(FolderListed& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(RegionExported& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(DeviceStatus& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(DevicesListed& fact) { desk.toAura(thread, std::move(fact)); }
    void operator()(CachesMeasured& fact) { desk.toAura(thread, std::move(fact)); }

    /** What was asked for to find lost media again; the rest the library has asked for: forwarded. */
    void operator()(FolderScanned&);
    void operator()(MediaProbed&);
    void operator()(const MediaFingerprinted&);

private:
    Desk& desk;
    PulseThread& thread;
};

} // namespace loophole
