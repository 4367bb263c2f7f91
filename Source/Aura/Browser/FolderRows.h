#pragma once

#include "Aura/Browser/ListColumns.h"
#include "Aura/Browser/ListedRows.h"
#include "Core/Clock.h"

#include <unordered_map>

namespace loophole::aura
{

/**
    What a folder of the disk holds: folders first, then audio files, in natural order or by a column, hidden ones left
    out, only those whose names contain every word of the filter. Parts of the listing are put in order by arrange(),
    once a frame, however many have come. Owned by the message thread.
*/
class FolderRows final : public ListedRows
{
public:
    /** A folder that has not answered for so long is said not to answer. */
    static constexpr Instant patience = std::chrono::seconds(2);
    static constexpr Instant movingInterval = std::chrono::milliseconds(500);
    static constexpr std::size_t mostMoved = 5000;

    /** Empties it; parts of other listings are ignored from now on. */
    void begin(RequestId, std::filesystem::path folder, Instant now);
    /** True when the part was of the folder that is shown. */
    bool add(const FolderListed&);
    void setFilter(const std::string& words);
    void setOrder(const ListOrder&);
    /** What the library says of the files; also of those that are still to be listed. */
    void addMarks(const std::vector<LibraryHit>&);
    /** True when a row says something else now. */
    bool learn(const AudioAsset&);
    /**
        What has come is in its place; true when that changed the list. Rows whose facts have become known are moved
        now and then where there are few enough: a list that runs away under the hand helps nobody.
    */
    bool arrange(Instant now);
    template <class Change>
    void change(const Change& made)
    {
        for (auto& row : all)
            if (row.file != 0 && std::ranges::find(made.files, row.file) != made.files.end())
                apply(made, row);
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return shownFolder; }
    [[nodiscard]] std::size_t count() const override { return shown.size(); }
    [[nodiscard]] const FileRow* row(std::size_t at) const override;
    [[nodiscard]] std::optional<std::size_t> find(const std::filesystem::path&) const override;
    /** The first row at or behind one whose name begins so, else the first of all. */
    [[nodiscard]] std::optional<std::size_t> findName(const std::string& beginning, std::size_t from) const;
    /** Entries of the folder whether or not the filter lets them through. */
    [[nodiscard]] std::size_t size() const { return all.size(); }
    /** How many of the rows are folders; they come first. */
    [[nodiscard]] std::size_t folders() const;
    [[nodiscard]] bool isComplete() const { return complete; }
    [[nodiscard]] bool isSilent(Instant now) const { return !complete && now - heardAt >= patience; }
    [[nodiscard]] const std::string& error() const { return failure; }

private:
    [[nodiscard]] bool comesBefore(std::size_t, std::size_t) const;
    [[nodiscard]] bool passes(const FileRow&) const;
    void arrangeAll();
    [[nodiscard]] bool arrangeNew();

    RequestId request;
    std::filesystem::path shownFolder;
    std::vector<FileRow> all; ///< as they came
    std::unordered_map<std::string, std::size_t> byName;
    std::unordered_map<std::string, LibraryHit> marks; ///< by name, of files that are not listed yet
    std::vector<std::size_t> shown;                    ///< of `all`, in order
    std::size_t arranged = 0;                          ///< how many of `all` have been looked at
    bool isOutOfOrder = false;                         ///< a fact by which they are sorted has changed
    std::vector<std::string> filterWords;              ///< in lower case
    ListOrder order;
    std::string failure;
    Instant heardAt{};
    Instant movedAt{};
    bool complete = false;
};

} // namespace loophole::aura
