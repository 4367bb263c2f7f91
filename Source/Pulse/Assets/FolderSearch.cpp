#include "Pulse/Assets/FolderSearch.h"

#include "Pulse/Document/PathText.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <utility>

namespace loophole
{
namespace
{

namespace fs = std::filesystem;

/** Device and number of a folder: the same however it is reached, which ends every loop of links. */
using FolderIdentity = std::pair<dev_t, ino_t>;

class Search
{
public:
    explicit Search(const FilesWanted& wanted) : wanted(wanted) {}

    void walk(const fs::path& start)
    {
        waiting.push_back(start);
        while (!waiting.empty())
        {
            const auto folder = std::move(waiting.back());
            waiting.pop_back();
            if (isNew(folder))
                list(folder);
        }
    }

    FolderFindings take()
    {
        for (auto& [name, files] : findings.byName)
            std::ranges::sort(files);
        for (auto& [bytes, files] : findings.bySize)
            std::ranges::sort(files);
        return std::move(findings);
    }

private:
    bool isNew(const fs::path& folder)
    {
        struct stat status = {};
        if (::stat(folder.c_str(), &status) == 0)
            return visited.emplace(status.st_dev, status.st_ino).second;
        const std::error_code error(errno, std::generic_category());
        findings.unreadable.push_back({displayText(folder.native()), error.message()});
        return false;
    }

    void list(const fs::path& folder)
    {
        std::error_code error;
        for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        {
            std::error_code ignored; // what cannot be looked at is neither a folder nor a file to be found
            if (entry->is_directory(ignored))
                waiting.push_back(entry->path());
            else if (entry->is_regular_file(ignored))
                note(*entry);
        }
        if (error)
            findings.unreadable.push_back({displayText(folder.native()), error.message()});
    }

    void note(const fs::directory_entry& entry)
    {
        ++findings.filesSeen;
        const auto name = entry.path().filename().native();
        const auto isNamed = wanted.names.contains(name);
        std::int64_t bytes = -1;
        if (isNamed || !wanted.sizes.empty())
        {
            std::error_code error;
            const auto size = entry.file_size(error);
            bytes = error ? -1 : static_cast<std::int64_t>(size);
        }
        if (isNamed)
            findings.byName[name].push_back({entry.path(), bytes});
        if (wanted.sizes.contains(bytes))
            findings.bySize[bytes].push_back({entry.path(), bytes});
    }

    const FilesWanted& wanted;
    std::vector<fs::path> waiting;
    std::set<FolderIdentity> visited;
    FolderFindings findings;
};

} // namespace

FolderFindings searchFolders(const std::vector<fs::path>& folders, const FilesWanted& wanted)
{
    Search search(wanted);
    for (const auto& folder : folders)
    {
        std::error_code error;
        const auto absolute = fs::absolute(folder, error);
        search.walk((error ? folder : absolute).lexically_normal());
    }
    return search.take();
}

} // namespace loophole
