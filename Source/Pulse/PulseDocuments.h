#pragma once

#include "Pulse/Document/PortablePaths.h"
#include "Pulse/PulseDesk.h"

#include <map>

namespace loophole
{

/**
    The session's document: opens, saves and watches it and keeps recovery data of unsaved edits, all of it through
    threads that may wait in Pulse's place; PulseRecovery.cpp has its dealings with recovery data. Owned by Pulse's
   desk, used on Pulse's thread; never waits.
*/
class Pulse::Documents
{
public:
    Documents(Desk& desk, DocumentPorts ports);
    ~Documents();
    Documents(const Documents&) = delete;
    Documents& operator=(const Documents&) = delete;

    /** Looks for what other programs, or this one, have left behind. */
    void begin();
    void open(PulseThread&, const std::filesystem::path&);
    void save(PulseThread&, const SaveSession&);
    void discardEdits();
    void recover(PulseThread&, RecoveryId);
    void discard(PulseThread&, RecoveryId);

    /** The session is another one now, from a document (empty for none) that no longer is the one before. */
    void sessionReplaced(const std::filesystem::path& former);
    /** The session was edited, undone, redone, saved or replaced: unsaved edits are kept from now on. */
    void follow(const std::string& lastEdit, bool isStep = true);

    /** Takes in what the threads have found out. */
    void takeIn(PulseThread&);
    void conclude(PulseThread&);
    [[nodiscard]] Instant nextWakeUp() const;

    /** A command to play that came while a document was being opened is for that one. */
    void expectPlaying(bool plays) { playsWhenOpened = opening && plays; }

private:
    struct Waiting
    {
        DocumentTicket ticket = 0;
        std::filesystem::path document;
        Instant since{};
        bool isTold = false; ///< that it takes long
    };

    void take(PulseThread&, DocumentOpened&);
    void take(PulseThread&, DocumentSaved&);
    void take(PulseThread&, DocumentLooked&);
    void take(PulseThread&, RecoveryKept&);
    void take(PulseThread&, RecoveryLeft&) { begin(); }
    void take(PulseThread&, RecoveriesFound&);
    void take(PulseThread&, RecoveryRead&);
    void savedTo(PulseThread&, DocumentSaved&);
    void tellConflict(PulseThread&, DocumentChange, bool isSaving);
    void offerRecoveries(PulseThread&);
    void keepLateEdits(PulseThread&);
    void tellIfLate(PulseThread&, std::optional<Waiting>&, const char* doing);
    void watch();
    [[nodiscard]] Session portable(const std::filesystem::path& folder);
    [[nodiscard]] bool isEditor() const { return ports.recovery != nullptr; }

    Desk& desk;
    DocumentPorts ports;
    std::shared_ptr<IdSource> ids;
    DocumentTicket lastTicket = 0;
    DocumentTicket sessionSince = 0; ///< requests up to this one were for another session
    std::optional<Waiting> opening;
    std::optional<Waiting> saving;
    std::optional<SaveSession> nextSave; ///< came while another one was on its way
    DocumentTicket lastSaved = 0;
    bool playsWhenOpened = false;
    SessionPointer shownWhenAsked; ///< when the document that is being opened was asked for

    DocumentStamp stamp;        ///< of the document as it was read or saved last
    bool hasConflict = false;   ///< was told, and not answered yet
    DocumentTicket looking = 0; ///< 0: not being looked at
    Instant nextLook{};
    bool isKept = false; ///< recovery data exist, or are on their way
    bool isRecoveryFailing = false;
    std::uint64_t edits = 0;                            ///< since the document was opened or saved
    std::optional<std::filesystem::path> recoveredFrom; ///< goes when what was recovered is kept anew

    std::map<RecoveryId, FoundRecovery> offered;
    std::uint32_t lastRecovery = 0;
    PortablePaths portablePaths;
};

} // namespace loophole
