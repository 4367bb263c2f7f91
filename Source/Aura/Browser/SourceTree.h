#pragma once

#include "Aura/Browser/BrowserScope.h"
#include "Core/Clock.h"
#include "Messages/Transport.h"

#include <functional>
#include <map>
#include <set>
#include <variant>

namespace loophole::aura
{

/** One line of what the browser can show a list of. */
struct SourceRow
{
    enum class Kind
    {
        heading,
        scope,
        message ///< why there is nothing below the row above
    };
    Kind kind = Kind::scope;
    BrowserScope scope{};
    std::string text{};
    int depth = 0;
    bool canExpand = false;
    bool isExpanded = false;
    std::optional<std::uint64_t> files{};
    std::optional<LibraryPlace::State> state{}; ///< of a place
    std::string cause{};                        ///< why it is offline
    bool isAway = false;                        ///< could not be read when it was looked at last
};

/**
    The places, marks and searches of the library and the folders of the disk, as a tree with its rows one under the
    other. What is below a folder is asked for when it is opened, and comes when it comes: nothing here waits. Owned by
    the message thread.
*/
class SourceTree
{
public:
    /** A folder that has not answered for so long is said not to answer. */
    static constexpr Instant patience = std::chrono::seconds(2);

    using Question = std::variant<RequestLibraryFolders, ListFolder>;
    using Ask = std::function<void(Question)>;

    SourceTree(std::function<RequestId()> nextRequest, Ask ask)
        : nextRequest(std::move(nextRequest)), ask(std::move(ask))
    {
    }

    void setLibrary(const LibraryOverview& told) { library = told; }
    /** The folders of the disk that stand at the root, with what they are called. */
    void setRoots(std::vector<std::pair<std::string, std::filesystem::path>> given) { roots = std::move(given); }
    /** Opens or closes what is below a row. */
    void toggle(const SourceRow&, Instant now);
    void take(const LibraryFolders&);
    /** True when the part was of an open folder. */
    bool take(const FolderListed&);
    /** What is open is asked for anew: the library has scanned, or a folder is looked at again. */
    void refresh(Instant now);

    [[nodiscard]] std::vector<SourceRow> rows(Instant now) const;
    [[nodiscard]] const LibraryOverview& overview() const { return library; }

private:
    struct Key
    {
        bool isOfLibrary = false;
        std::filesystem::path folder;
        auto operator<=>(const Key&) const = default;
    };
    struct Below
    {
        RequestId request;
        Instant askedAt{};
        std::vector<LibraryFolder> folders; ///< by name
        std::string error;
        bool isComplete = false;
    };

    [[nodiscard]] static Key keyOf(const SourceRow&);
    void askFor(const Key&, Instant now);
    void addLibrary(std::vector<SourceRow>&, Instant now) const;
    void addCollections(std::vector<SourceRow>&) const;
    void addSearches(std::vector<SourceRow>&) const;
    void addBelow(std::vector<SourceRow>&, const Key&, int depth, Instant now) const;
    [[nodiscard]] bool isOpen(const Key& key) const { return open.contains(key); }

    std::function<RequestId()> nextRequest;
    Ask ask;
    LibraryOverview library;
    std::vector<std::pair<std::string, std::filesystem::path>> roots;
    std::map<Key, Below> open;
    bool areCollectionsOpen = false;
};

} // namespace loophole::aura
