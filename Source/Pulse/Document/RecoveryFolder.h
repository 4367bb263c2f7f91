#pragma once

#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Document/RecoveryFile.h"

#include <vector>

namespace loophole
{

/** Recovery data that a program left behind which is no longer there. */
struct FoundRecovery
{
    std::filesystem::path file;
    RecoveryFacts facts;
    bool documentHasChanged = false; ///< since the session was opened or saved
    std::string doubt;               ///< what may be missing from it, in words; empty: nothing
};

struct RecoveryScan
{
    std::vector<FoundRecovery> found; ///< the newest first
    std::vector<std::string> notices; ///< what could not be read, and where it was put
};

/** The folder of recovery data, below the data folder: one file for each session with unsaved edits, of whichever
    program. Without state; every call waits for the disk. */
class RecoveryFolder
{
public:
    explicit RecoveryFolder(std::filesystem::path folder) : folder(std::move(folder)) {}

    /** A path that no other session has; makes the folder, which only its owner may read. */
    [[nodiscard]] std::filesystem::path newFile() const;

    /**
        What can be recovered. Files in use are left out; those with nothing in them, or nothing that their document
        does not have, are removed; damaged ones are set aside and told.
    */
    [[nodiscard]] RecoveryScan scan(DocumentStore&) const;

private:
    std::filesystem::path folder;
};

/** Reads the text that was kept; the recovery data stay. */
[[nodiscard]] Outcome<KeptSession> readRecovery(const std::filesystem::path& file);

} // namespace loophole
