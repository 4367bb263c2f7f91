#include "Pulse/Document/DocumentLock.h"
#include "Pulse/Document/SessionReader.h"
#include "Pulse/PulseDocuments.h"

#include <algorithm>

namespace loophole
{
namespace
{

Outcome<RecoveredSession> readKept(const std::filesystem::path& file, IdSource& ids)
{
    auto kept = readRecovery(file);
    if (!kept)
        return kept.failure();
    auto session = readSession("Recovery data", kept.value().text, ids);
    if (!session)
        return session.failure();
    return RecoveredSession{std::make_shared<const Session>(std::move(session).value()), std::move(kept).value().facts};
}

std::int64_t wallSeconds()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

} // namespace

void Pulse::Documents::begin()
{
    if (isEditor())
        ports.workers.start([store = ports.store, inbox = ports.inbox, folder = ports.recoveryFolder](DocumentThread&)
                            { inbox->post(RecoveriesFound{RecoveryFolder(folder).scan(*store)}); });
}

void Pulse::Documents::keepLateEdits(PulseThread& thread)
{
    const auto isLate = isKept && desk.session() != shownWhenAsked;
    shownWhenAsked = nullptr;
    if (!isLate)
        return;
    // Nobody was asked about what was edited while the drive took its time.
    ports.recovery->leave();
    isKept = false;
    desk.tell(thread, Notice::Kind::warning,
              "Edits that were made while the document was being opened can be recovered");
}

void Pulse::Documents::discardEdits()
{
    if (isEditor() && std::exchange(isKept, false))
        ports.recovery->forget();
}

void Pulse::Documents::follow(const std::string& lastEdit, bool isStep)
{
    if (!isEditor())
        return;
    if (desk.session() == desk.saved)
        return discardEdits();
    isKept = true;
    edits += isStep ? 1 : 0;
    ports.recovery->keep(std::make_shared<const Session>(portable(desk.folder())),
                         {desk.document, stamp, wallSeconds(), edits, lastEdit});
}

void Pulse::Documents::take(PulseThread& thread, RecoveryKept& kept)
{
    const auto wasFailing = std::exchange(isRecoveryFailing, !kept.outcome.ok());
    if (!kept.outcome && !wasFailing)
        desk.tell(thread, Notice::Kind::warning,
                  "Unsaved edits cannot be kept for recovery: " + kept.outcome.failure().message());
    if (kept.outcome && wasFailing)
        desk.tell(thread, Notice::Kind::information, "Unsaved edits are kept for recovery again");
    if (kept.outcome && recoveredFrom)
        ports.workers.start([file = *std::exchange(recoveredFrom, std::nullopt)](DocumentThread&)
                            { RecoveryFile::removeAt(file); });
}

void Pulse::Documents::take(PulseThread& thread, RecoveriesFound& found)
{
    for (auto& notice : found.scan.notices)
        desk.tell(thread, Notice::Kind::warning, std::move(notice));
    for (auto& recovery : found.scan.found)
        if (std::none_of(offered.begin(), offered.end(),
                         [&](const auto& known) { return known.second.file == recovery.file; }))
            offered.emplace(RecoveryId{++lastRecovery}, std::move(recovery));
    if (!offered.empty())
        offerRecoveries(thread);
}

void Pulse::Documents::offerRecoveries(PulseThread& thread)
{
    RecoveriesOffered offers;
    for (const auto& [id, found] : offered)
        offers.sessions.push_back({id, found.facts.document, found.facts.editedAt, found.facts.lastEdit,
                                   found.facts.edits, found.documentHasChanged, found.doubt});
    desk.toAura(thread, std::move(offers));
}

void Pulse::Documents::recover(PulseThread& thread, RecoveryId id)
{
    const auto found = offered.find(id);
    if (found == offered.end())
        return desk.tell(thread, Notice::Kind::warning, "These edits were recovered or discarded already");
    opening = Waiting{++lastTicket, found->second.file, desk.clock.now()};
    shownWhenAsked = desk.session();
    ports.workers.start(
        [inbox = ports.inbox, source = ids, ticket = lastTicket, file = found->second.file](DocumentThread&) {
            inbox->post(RecoveryRead{ticket, file, readKept(file, *source)});
        });
}

void Pulse::Documents::take(PulseThread& thread, RecoveryRead& read)
{
    if (!opening || read.ticket != opening->ticket)
        return;
    opening.reset();
    if (!read.outcome)
        return desk.tell(thread, Notice::Kind::fault, read.outcome.failure().message());
    keepLateEdits(thread);
    auto& [session, facts] = read.outcome.value();
    desk.replaceSession(thread, std::move(session), facts.document, true);
    stamp = facts.base;
    edits = facts.edits;
    recoveredFrom = read.file;
    std::erase_if(offered, [&](const auto& entry) { return entry.second.file == read.file; });
    follow(facts.lastEdit, false);
    offerRecoveries(thread);
    if (!desk.document.empty())
        ports.workers.start([document = desk.document](DocumentThread&)
                            { static_cast<void>(DocumentLock::take(document)); });
}

void Pulse::Documents::discard(PulseThread& thread, RecoveryId id)
{
    const auto found = offered.find(id);
    if (found == offered.end())
        return;
    ports.workers.start([file = found->second.file](DocumentThread&) { RecoveryFile::removeAt(file); });
    offered.erase(found);
    offerRecoveries(thread);
}

} // namespace loophole
