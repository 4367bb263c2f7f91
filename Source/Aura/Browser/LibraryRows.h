#pragma once

#include "Aura/Browser/FileRow.h"
#include "Aura/Browser/ListedRows.h"
#include "Core/Clock.h"

#include <unordered_map>

namespace loophole::aura
{

/**
    What a search has found, as a list of which only the rows around those in view are here. Says what is to be asked
    for next, one question at a time: a list that flies past asks for where it has arrived and not for what it passed.
    Rows of a former search stay until the next one is answered, so that typing does not flash. Owned by the message
    thread.
*/
class LibraryRows final : public ListedRows
{
public:
    static constexpr std::size_t page = 200;
    /** Rows that stay: some megabytes, however long the list. */
    static constexpr std::size_t mostKept = 6000;
    /** A question that was not answered for so long is asked again; the library drops those it has a newer one for. */
    static constexpr Instant patience = std::chrono::seconds(1);

    /** Another search, without request, offset and limit. */
    void begin(SearchLibrary);
    /** The files have changed: the same search again. Rows stay until theirs come anew. */
    void refresh();
    /** The rows from `first` to before `last` are in view: what is to be sent for them, if anything. */
    [[nodiscard]] std::optional<SearchLibrary> wanted(std::size_t first, std::size_t last, RequestId, Instant now);
    /** The question for a name that begins so, at or behind a row. */
    [[nodiscard]] SearchLibrary jump(std::string beginning, std::size_t from, RequestId, Instant now);
    /** Rows that stay however far they are from what is in view: those that are selected. */
    void pin(std::vector<std::pair<std::size_t, std::size_t>> ranges) { pinned = std::move(ranges); }

    enum class Taken
    {
        nothing, ///< it answers another list's question
        rows,
        newList ///< the first answer of another search
    };
    Taken take(LibraryHits&&);
    bool take(const LibraryCounted&);
    /** Marks are shown before the library has written them. */
    template <class Change>
    void change(const Change& made)
    {
        for (auto& [at, kept] : rows)
            if (std::ranges::find(made.files, kept.row.file) != made.files.end())
                apply(made, kept.row);
    }

    [[nodiscard]] std::size_t count() const override { return total; }
    [[nodiscard]] const FileRow* row(std::size_t at) const override;
    [[nodiscard]] std::optional<std::size_t> find(const std::filesystem::path&) const override;
    [[nodiscard]] bool isCountExact() const { return isExact; }
    [[nodiscard]] const std::string& error() const { return failure; }
    /** Whether the search that was begun last has been answered. */
    [[nodiscard]] bool isAnswered() const { return !awaitsFirst; }
    [[nodiscard]] std::size_t kept() const { return rows.size(); }

private:
    struct Kept
    {
        FileRow row;
        std::uint32_t generation = 0;
    };
    struct Asked
    {
        RequestId request;
        Instant at{};
    };

    [[nodiscard]] std::optional<std::size_t> firstAbsent(std::size_t first, std::size_t last) const;
    void forgetFar();

    SearchLibrary search;
    std::unordered_map<std::size_t, Kept> rows;
    std::vector<std::pair<std::size_t, std::size_t>> pinned;
    std::optional<Asked> asked;
    RequestId counting; ///< of the answer whose total was not exact
    std::size_t total = 0;
    std::size_t centre = 0; ///< of what is in view
    std::uint32_t generation = 0;
    std::uint32_t answeredGeneration = 0;
    std::string failure;
    bool isExact = true;
    bool awaitsFirst = false;
};

} // namespace loophole::aura
