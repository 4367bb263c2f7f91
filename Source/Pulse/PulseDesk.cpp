#include "Pulse/PulseDesk.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Editing/NewSession.h"
#include "Pulse/PulseDocuments.h"
#include "Pulse/PulseRelinking.h"

#include <algorithm>

namespace loophole
{
namespace
{

/** Rate of a session that was not read from a document. */
constexpr SampleRate defaultRate(48000);

/** A queue that was full is tried again after this. */
constexpr Instant fullQueuePause = std::chrono::milliseconds(5);

/** Sessions that others hold are looked at again after this. */
constexpr Instant retiredPause = std::chrono::seconds(1);

} // namespace

Pulse::Desk::Desk(Queues& queues, const Clock& clock, DocumentPorts ports)
    : queues(queues),
      clock(clock),
      history(std::make_shared<const Session>(newSession(ids, defaultRate))),
      saved(history.current()),
      relinking(std::make_unique<Relinking>(*this, ports.recovery != nullptr, ports.log)),
      documents(std::make_unique<Documents>(*this, std::move(ports))),
      signalPost(queues.pulseToSignal),
      auraPost(queues.pulseToAura),
      libraryPost(queues.pulseToLibrary),
      librarySearchPost(queues.pulseToLibrarySearch)
{
}

Pulse::Desk::~Desk() = default;

void Pulse::Desk::begin(PulseThread& thread)
{
    if (std::exchange(hasBegun, true))
        return;
    sessionChanged(thread);
    documents->begin();
}

void Pulse::Desk::takeIn(PulseThread& thread)
{
    SignalToPulse fact;
    while (queues.signalToPulse.tryReceive(thread, fact))
        std::visit(Facts(*this, thread), fact);
    AuraToPulse command;
    documents->takeIn(thread);
    while (queues.auraToPulse.tryReceive(thread, command))
    {
        std::visit(Commands(*this, thread), command);
        documents->takeIn(thread);
    }
    takeInLibrary(thread);
}

void Pulse::Desk::takeInLibrary(PulseThread& thread)
{
    LibraryToPulse request;
    while (queues.libraryToPulse.tryReceive(thread, request))
        if (auto* progress = std::get_if<LibraryScanProgress>(&request))
            toAura(thread, std::move(*progress));
        else if (auto* listing = std::get_if<ScanFolder>(&request))
            toSignal(thread, std::move(*listing));
        else if (auto* probe = std::get_if<ProbeMedia>(&request))
            toSignal(thread, std::move(*probe));
        else if (auto* end = std::get_if<EndFolderScan>(&request))
            toSignal(thread, *end);
        else if (auto* refusal = std::get_if<LibraryRefusal>(&request))
            tell(thread, Notice::Kind::warning, std::move(refusal->why));
    LibrarySearchToPulse answer;
    while (queues.librarySearchToPulse.tryReceive(thread, answer))
        std::visit(
            [&](auto& found)
            {
                if constexpr (std::is_same_v<std::decay_t<decltype(found)>, LibraryFilesFound>)
                    relinking->take(found);
                else
                    toAura(thread, std::move(found));
            },
            answer);
}

void Pulse::Desk::conclude(PulseThread& thread)
{
    const auto now = clock.now();
    toSignal(thread, missingRecheck.take(media, now));
    toSignal(thread, audition.takeStarts(media));
    if (auto refusal = audition.takeRefusal(media))
        toAura(thread, *std::move(refusal));
    if (now >= missingNotice.due(media.isAnyPending()))
        if (auto notice = missingNotice.take(now, media.isAnyPending(), media.missing()))
            toAura(thread, *std::move(notice));
    relinking->conclude(thread);
    documents->conclude(thread);
    toSignal(thread, readAhead.update(transport.moment(), media, now));
    signalPost.flush(thread);
    auraPost.flush(thread);
    libraryPost.flush(thread);
    librarySearchPost.flush(thread);
    freeRetired();
}

Instant Pulse::Desk::nextWakeUp() const
{
    auto next = std::min({readAhead.nextWakeUp(), missingNotice.due(media.isAnyPending()), documents->nextWakeUp(),
                          relinking->nextWakeUp()});
    if (media.isAnyMissing())
        next = std::min(next, missingRecheck.due());
    if (signalPost.backlog() > 0 || auraPost.isWaiting() || libraryPost.backlog() > 0 ||
        librarySearchPost.backlog() > 0)
        next = std::min(next, clock.now() + fullQueuePause);
    if (!retired.empty())
        next = std::min(next, clock.now() + retiredPause);
    return next;
}

void Pulse::Desk::toSignal(PulseThread& thread, std::vector<PulseToSignal> messages)
{
    for (auto& message : messages)
        toSignal(thread, std::move(message));
}

void Pulse::Desk::tell(PulseThread& thread, Notice::Kind kind, std::string text)
{
    toAura(thread, Notice{kind, std::move(text)});
}

void Pulse::Desk::registerMedia(PulseThread& thread, std::vector<PulseToSignal> messages)
{
    for (auto& message : messages)
    {
        if (const auto* opened = std::get_if<RegisterAsset>(&message))
            toAura(thread, AssetChanged{*media.find(opened->asset)});
        toSignal(thread, std::move(message));
    }
}

void Pulse::Desk::sessionChanged(PulseThread& thread)
{
    if (!followed.sharesAllWith(session()->assets))
    {
        registerMedia(thread, media.follow(*session(), folder()));
        relinking->mediaFollowed();
    }
    followed = session()->assets;
    readAhead.sessionChanged(session());
    toSignal(thread, PublishSession{session(), readAhead.revision()});
    tellSession(thread, std::exchange(isRecovered, false));
}

void Pulse::Desk::tellSession(PulseThread& thread, bool isRecovered)
{
    toAura(thread, SessionChanged{session(), document, session() != saved, history.undoName(), history.redoName(),
                                  isRecovered, history.undoNames(), history.redoNames()});
}

void Pulse::Desk::sessionEdited(PulseThread& thread, const std::string& edit, bool isStep)
{
    sessionChanged(thread);
    documents->follow(edit, isStep);
}

void Pulse::Desk::replaceSession(PulseThread& thread, SessionPointer next, std::filesystem::path from, bool recovers)
{
    Commands commands(*this, thread);
    commands(StopTransport{});
    if (transport.moment().state.isScrubbing)
        commands(EndScrub{});
    commands(SetTransportLoop{});
    commands(SeekTransport{});
    commands(StopStream{});
    const auto former = std::exchange(document, std::move(from));
    retired.push_back(session());
    saved = recovers ? nullptr : next;
    isRecovered = recovers;
    history = History(std::move(next));
    documents->sessionReplaced(former);
    missingFrames.clear();
    proxyFrames.clear();
    missingNotice.reset();
    relinking->sessionReplaced(thread);
    registerMedia(thread, media.replace(*session(), folder()));
    followed = session()->assets;
    sessionChanged(thread);
}

void Pulse::Desk::freeRetired()
{
    std::erase_if(retired, [](const SessionPointer& old) { return old.use_count() == 1; });
}

} // namespace loophole
