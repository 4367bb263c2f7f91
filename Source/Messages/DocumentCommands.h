#pragma once

#include "Core/Ids.h"
#include "Model/Session.h"

#include <filesystem>

namespace loophole
{

struct NewSession
{
};
struct OpenSession
{
    std::filesystem::path document;
};
/** Takes a session that was made in memory, such as that of a single file; it has no document yet. */
struct AdoptSession
{
    SessionPointer session;
};
/** An empty path saves where the session came from. What another program has written there since is asked about with
    DocumentConflict, unless `overwrites` says that this was answered. */
struct SaveSession
{
    std::filesystem::path document;
    bool overwrites = false;
};
/** The unsaved edits of the session are given up: they are not to be offered again. */
struct DiscardEdits
{
};
/** Answers to RecoveriesOffered: opens what was kept of a session, or throws it away. */
struct RecoverSession
{
    RecoveryId recovery;
};
struct DiscardRecovery
{
    RecoveryId recovery;
};
/** As many as there are, if `steps` is more; one change for whoever looks. */
struct UndoEdit
{
    std::size_t steps = 1;
};
struct RedoEdit
{
    std::size_t steps = 1;
};

} // namespace loophole
