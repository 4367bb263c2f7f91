#pragma once

#include "Messages/Transport.h"
#include "Model/AudioExtensions.h"

#include <string>
#include <vector>

namespace loophole::aura
{

/** "Kick 2" before "kick 10": letters without case, runs of digits by their number. */
[[nodiscard]] bool comesBefore(const std::string& a, const std::string& b);

/**
    What the browser shows of a folder: folders first, then audio files, in natural order, hidden ones left out, only
    those whose names contain every word of the filter. Owned by the message thread.
*/
class FolderContents
{
public:
    /** Empties it; parts of other listings are ignored from now on. */
    void begin(RequestId, std::filesystem::path folder);
    /** True when the part was of the folder that is shown. */
    bool add(const FolderListed&);
    void setFilter(const std::string& words);

    [[nodiscard]] const std::filesystem::path& folder() const { return shownFolder; }
    [[nodiscard]] const std::vector<FolderEntry>& entries() const { return shown; }
    /** Entries of the folder whether or not the filter lets them through. */
    [[nodiscard]] std::size_t total() const { return all.size(); }
    [[nodiscard]] bool isComplete() const { return complete; }
    [[nodiscard]] const std::string& error() const { return failure; }
    /** The row of a path, or −1. */
    [[nodiscard]] int rowOf(const std::filesystem::path&) const;

private:
    void filterAll();

    RequestId request;
    std::filesystem::path shownFolder;
    std::vector<FolderEntry> all; ///< in order
    std::vector<FolderEntry> shown;
    std::vector<std::string> filterWords; ///< in lower case
    std::string failure;
    bool complete = false;
};

} // namespace loophole::aura
