#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Messages/Library.h"

#include <dirent.h>

#include <memory>

namespace loophole::signal
{

/**
    Owns the open listing of one folder between its parts. Of what lies in the folder only what a library wants is told:
    folders, links, and files whose names look like media; nothing hidden. Only such files are looked at, and links are
    read but not followed: a mount below the folder that hangs is not touched.
*/
class FolderListing
{
public:
    static constexpr std::size_t entriesAPart = 512;
    /** A part ends after this, so that a slow drive is not taken for one that hangs. */
    static constexpr std::chrono::milliseconds longestPart{50};

    explicit FolderListing(std::filesystem::path path) : folder(std::move(path)) {}

    /** The next part. A listing that has failed or is complete is closed here. */
    [[nodiscard]] FolderScanned nextPart(DiskThread&);

    [[nodiscard]] bool isOpen() const { return listing != nullptr; }

private:
    struct Closing
    {
        void operator()(DIR* open) const { ::closedir(open); }
    };

    void take(DiskThread&, const dirent&, FolderScanned&) const;
    void fail(FolderScanned&, int error);

    std::filesystem::path folder;
    std::unique_ptr<DIR, Closing> listing;
};

} // namespace loophole::signal
