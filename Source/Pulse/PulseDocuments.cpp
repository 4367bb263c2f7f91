#include "Pulse/PulseDocuments.h"

#include "Pulse/Document/DocumentLock.h"
#include "Pulse/Document/MediaRecords.h"
#include "Pulse/Document/PathText.h"
#include "Pulse/Document/SessionReader.h"
#include "Pulse/Document/SessionWriter.h"

namespace loophole
{
namespace
{

/** How often a document is looked at for changes by others. */
constexpr Instant lookPause = std::chrono::seconds(2);
/** A drive that has not answered by then is told of. */
constexpr Instant lateAfter = std::chrono::seconds(5);

Outcome<OpenedDocument> openDocument(DocumentStore& store, const std::filesystem::path& document, IdSource& ids,
                                     bool isEditor)
{
    auto loaded = store.load(document);
    if (!loaded)
        return loaded.failure();
    auto session = readSession(displayName(document), loaded.value().text, ids);
    if (!session)
        return session.failure();
    return OpenedDocument{std::make_shared<const Session>(std::move(session).value()), loaded.value().stamp,
                          isEditor ? DocumentLock::take(document) : std::string()};
}

} // namespace

Pulse::Documents::Documents(Desk& desk, DocumentPorts given) : desk(desk), ports(std::move(given)), ids(desk.idSource)
{
}

Pulse::Documents::~Documents()
{
    if (isEditor() && !desk.document.empty())
        ports.workers.start([document = desk.document](DocumentThread&) { DocumentLock::release(document); });
}

void Pulse::Documents::open(PulseThread&, const std::filesystem::path& document)
{
    opening = Waiting{++lastTicket, document, desk.clock.now()};
    playsWhenOpened = false;
    shownWhenAsked = desk.session();
    ports.workers.start(
        [store = ports.store, inbox = ports.inbox, source = ids, ticket = lastTicket, document,
         edits = isEditor()](DocumentThread&) {
            inbox->post(DocumentOpened{ticket, document, openDocument(*store, document, *source, edits)});
        });
}

void Pulse::Documents::take(PulseThread& thread, DocumentOpened& opened)
{
    if (!opening || opened.ticket != opening->ticket)
        return;
    opening.reset();
    if (!opened.outcome)
        return desk.tell(thread, Notice::Kind::fault, opened.outcome.failure().message());
    auto& document = opened.outcome.value();
    keepLateEdits(thread);
    const auto plays = std::exchange(playsWhenOpened, false);
    desk.replaceSession(thread, std::move(document.session), opened.document);
    stamp = document.stamp;
    if (isEditor()) // thousands of paths take some milliseconds: the first edit does not wait for them
        static_cast<void>(portable(desk.folder()));
    if (!document.alsoOpenIn.empty())
        desk.tell(thread, Notice::Kind::warning,
                  displayName(opened.document) + " is open in another Loophole too (" + document.alsoOpenIn +
                      "): what one saves the other does not have");
    if (plays)
        Commands(desk, thread)(PlayTransport{});
}

Session Pulse::Documents::portable(const std::filesystem::path& folder)
{
    auto session = *desk.session();
    session.assets = portablePaths.of(session.assets, desk.media, folder);
    return session;
}

void Pulse::Documents::save(PulseThread& thread, const SaveSession& command)
{
    const auto document = command.document.empty() ? desk.document : command.document;
    if (document.empty())
        return desk.tell(thread, Notice::Kind::fault, "The session has no file yet: choose where to save it");
    if (saving && saving->document == document)
    {
        nextSave = command;
        return;
    }
    saving = Waiting{++lastTicket, document, desk.clock.now()};
    nextSave.reset();
    looking = 0; // what is on its way compares with the document before the save
    const auto expected = document == desk.document && !command.overwrites && stamp.content != TextHash{}
                              ? std::optional(stamp)
                              : std::nullopt;
    auto written = portable(document.parent_path());
    written.assets = withMediaRecords(written.assets, desk.media);
    auto session = std::make_shared<const Session>(std::move(written));
    ports.workers.start(
        [store = ports.store, inbox = ports.inbox, ticket = lastTicket, document, expected,
         session = std::move(session), edited = desk.session()](DocumentThread&) {
            inbox->post(
                DocumentSaved{ticket, document, edited, store->save(document, writeSession(*session), expected)});
        });
}

void Pulse::Documents::take(PulseThread& thread, DocumentSaved& saved)
{
    const auto isNewest = saving && saving->ticket == saved.ticket;
    if (isNewest)
        saving.reset();
    if (!saved.outcome)
        desk.tell(thread, Notice::Kind::fault, saved.outcome.failure().message());
    else if (saved.outcome.value().conflict != DocumentChange::none)
        tellConflict(thread, saved.outcome.value().conflict, true);
    else
        savedTo(thread, saved);
    if (isNewest && nextSave)
        save(thread, *std::exchange(nextSave, std::nullopt));
}

void Pulse::Documents::savedTo(PulseThread& thread, DocumentSaved& saved)
{
    // Else another session has been opened meanwhile, or this one saved elsewhere while a drive hung.
    if (saved.ticket > std::max(sessionSince, lastSaved))
    {
        lastSaved = saved.ticket;
        if (isEditor() && desk.document != saved.document)
            ports.workers.start(
                [former = desk.document, now = saved.document](DocumentThread&)
                {
                    if (!former.empty())
                        DocumentLock::release(former);
                    static_cast<void>(DocumentLock::take(now));
                });
        desk.document = saved.document;
        desk.saved = saved.session;
        stamp = saved.outcome.value().stamp;
        hasConflict = false;
        edits = 0;
        desk.tellSession(thread);
        follow(desk.history.undoName(), desk.session() != desk.saved);
    }
    desk.tell(thread, Notice::Kind::information, "Saved " + displayName(saved.document));
}

void Pulse::Documents::tellConflict(PulseThread& thread, DocumentChange change, bool isSaving)
{
    hasConflict = true;
    const auto isGone = change == DocumentChange::gone;
    desk.toAura(thread, DocumentConflict{desk.document, isGone, isSaving});
    desk.tell(thread, isSaving ? Notice::Kind::fault : Notice::Kind::warning,
              displayName(desk.document) +
                  (isGone ? " was removed or renamed by another program" : " was changed by another program") +
                  (isSaving ? " and was not saved: save it elsewhere, overwrite it or open it again" : ""));
}

void Pulse::Documents::sessionReplaced(const std::filesystem::path& former)
{
    if (isEditor() && !former.empty() && former != desk.document)
        ports.workers.start([former](DocumentThread&) { DocumentLock::release(former); });
    sessionSince = lastTicket;
    stamp = {};
    hasConflict = false;
    looking = 0;
    edits = 0;
    nextSave.reset();
    recoveredFrom.reset();
    nextLook = desk.clock.now() + lookPause;
    discardEdits();
}

void Pulse::Documents::takeIn(PulseThread& thread)
{
    while (auto fact = ports.inbox->take())
        std::visit([&](auto& known) { take(thread, known); }, *fact);
}

void Pulse::Documents::watch()
{
    looking = ++lastTicket;
    ports.workers.start(
        [store = ports.store, inbox = ports.inbox, ticket = looking, document = desk.document,
         known = stamp](DocumentThread&) {
            inbox->post(DocumentLooked{ticket, store->look(document, known)});
        });
}

void Pulse::Documents::take(PulseThread& thread, DocumentLooked& looked)
{
    if (looked.ticket != looking)
        return;
    looking = 0;
    nextLook = desk.clock.now() + lookPause;
    // A document that cannot be looked at is a drive's matter, told of with its media.
    if (!looked.change || saving || hasConflict || looked.change.value() == DocumentChange::none)
        return;
    tellConflict(thread, looked.change.value(), false);
}

void Pulse::Documents::tellIfLate(PulseThread& thread, std::optional<Waiting>& waiting, const char* doing)
{
    if (!waiting || waiting->isTold || desk.clock.now() - waiting->since < lateAfter)
        return;
    waiting->isTold = true;
    desk.tell(thread, Notice::Kind::warning,
              displayName(waiting->document) + ": its drive does not answer; " + doing + " goes on when it does");
}

void Pulse::Documents::conclude(PulseThread& thread)
{
    tellIfLate(thread, opening, "opening");
    tellIfLate(thread, saving, "saving");
    const auto isWatched = isEditor() && !desk.document.empty() && stamp.content != TextHash{};
    if (isWatched && looking == 0 && !saving && !hasConflict && desk.clock.now() >= nextLook)
        watch();
}

Instant Pulse::Documents::nextWakeUp() const
{
    auto next = Instant::max();
    for (const auto& waiting : {opening, saving})
        if (waiting && !waiting->isTold)
            next = std::min(next, waiting->since + lateAfter);
    if (isEditor() && !desk.document.empty() && stamp.content != TextHash{} && looking == 0 && !hasConflict)
        next = std::min(next, nextLook);
    return next;
}

} // namespace loophole
