#pragma once

#include "Concurrency/WakeUp.h"
#include "Core/Outcome.h"
#include "Model/Session.h"
#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Document/RecoveryFolder.h"

#include <deque>
#include <mutex>
#include <variant>

/** What Pulse is told by the threads that wait for disks in its place. */
namespace loophole
{

/** Names one request; answers to an earlier one than the newest are of no interest. */
using DocumentTicket = std::uint64_t;

struct OpenedDocument
{
    SessionPointer session;
    DocumentStamp stamp;
    std::string alsoOpenIn; ///< who else has it open; empty: nobody
};
struct DocumentOpened
{
    DocumentTicket ticket = 0;
    std::filesystem::path document;
    Outcome<OpenedDocument> outcome;
};
struct DocumentSaved
{
    DocumentTicket ticket = 0;
    std::filesystem::path document;
    SessionPointer session; ///< that was saved
    Outcome<SavedDocument> outcome;
};
struct DocumentLooked
{
    DocumentTicket ticket = 0;
    Outcome<DocumentChange> change;
};
/** The newest state that was handed over is on the disk, or why it is not. */
struct RecoveryKept
{
    Outcome<void> outcome;
};
/** What was kept so far belongs to nobody now. */
struct RecoveryLeft
{
};
struct RecoveriesFound
{
    RecoveryScan scan;
};
struct RecoveredSession
{
    SessionPointer session;
    RecoveryFacts facts;
};
struct RecoveryRead
{
    DocumentTicket ticket = 0;
    std::filesystem::path file;
    Outcome<RecoveredSession> outcome;
};

using DocumentFact = std::variant<DocumentOpened, DocumentSaved, DocumentLooked, RecoveryKept, RecoveryLeft,
                                  RecoveriesFound, RecoveryRead>;

/**
    Where document threads leave what they found out; Pulse takes it from there. A lock is held for a move of a few
    pointers only. Outlives Pulse: a thread that a disk held up may come when nobody listens any more.
*/
class DocumentInbox
{
public:
    /** Who is woken by a post; null for nobody. */
    void wakes(WakeUp* listener)
    {
        const std::scoped_lock lock(mutex);
        wakeUp = listener;
    }
    void post(DocumentFact fact)
    {
        const std::scoped_lock lock(mutex);
        facts.push_back(std::move(fact));
        if (wakeUp != nullptr)
            wakeUp->notify();
    }
    [[nodiscard]] std::optional<DocumentFact> take()
    {
        const std::scoped_lock lock(mutex);
        if (facts.empty())
            return std::nullopt;
        auto first = std::move(facts.front());
        facts.pop_front();
        return first;
    }

private:
    std::mutex mutex;
    std::deque<DocumentFact> facts;
    WakeUp* wakeUp = nullptr;
};

} // namespace loophole
