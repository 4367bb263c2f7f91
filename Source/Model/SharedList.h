#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <vector>

namespace loophole
{

/**
    An immutable list whose copies share what they have in common: elements in chunks, chunks in branches. Changing one
    element copies one chunk, its branch and the short list of branches, so an edit in a track of 100,000 clips costs
    microseconds and an undo step some 15 KiB (Decisions/0160-lists-of-two-levels.md). Every function that changes
    something returns the changed list. Safe to read from any thread.
*/
template <class Value>
class SharedList
{
public:
    using Chunk = std::vector<Value>;
    using SharedChunk = std::shared_ptr<const Chunk>;

    /** A chunk of large elements is kept near 12 KiB, which is what an undo step copies of them. */
    static constexpr std::size_t chunkSize =
        std::clamp(std::size_t{12} * 1024 / sizeof(Value), std::size_t{32}, std::size_t{256});
    /** Chunks of a branch: a track of 100,000 clips then has some two dozen branches. */
    static constexpr std::size_t branchSize = 64;

    SharedList() = default;
    SharedList(std::vector<Value> values)
    {
        std::vector<SharedChunk> chunks;
        for (std::size_t i = 0; i < values.size(); i += chunkSize)
        {
            const auto from = values.begin() + static_cast<std::ptrdiff_t>(i);
            const auto to = values.begin() + static_cast<std::ptrdiff_t>(std::min(i + chunkSize, values.size()));
            chunks.push_back(std::make_shared<const Chunk>(std::make_move_iterator(from), std::make_move_iterator(to)));
        }
        *this = ofChunks(std::move(chunks));
    }

    /** A list that shares these chunks: none empty, none larger than chunkSize. */
    [[nodiscard]] static SharedList ofChunks(std::vector<SharedChunk> chunks)
    {
        std::vector<std::shared_ptr<const Branch>> branches;
        for (std::size_t i = 0; i < chunks.size(); i += branchSize)
        {
            const auto from = chunks.begin() + static_cast<std::ptrdiff_t>(i);
            const auto to = chunks.begin() + static_cast<std::ptrdiff_t>(std::min(i + branchSize, chunks.size()));
            branches.push_back(std::make_shared<const Branch>(
                std::vector<SharedChunk>(std::make_move_iterator(from), std::make_move_iterator(to))));
        }
        return SharedList(std::move(branches));
    }

    [[nodiscard]] std::size_t size() const { return content ? content->size : 0; }
    [[nodiscard]] bool empty() const { return size() == 0; }

    [[nodiscard]] const Value& operator[](std::size_t index) const
    {
        const auto at = locate(index);
        return (*content->branches[at.branch]->chunks[at.chunk])[at.offset];
    }
    [[nodiscard]] const Value& front() const { return (*this)[0]; }
    [[nodiscard]] const Value& back() const { return (*this)[size() - 1]; }

    [[nodiscard]] SharedList with(std::size_t index, Value value) const
    {
        const auto at = locate(index);
        auto changed = chunkAt(at);
        changed[at.offset] = std::move(value);
        return replacingChunk(at, std::move(changed));
    }

    /** `index` may be size(): at the end. */
    [[nodiscard]] SharedList withInserted(std::size_t index, Value value) const
    {
        if (empty())
            return SharedList(std::vector<Value>{std::move(value)});
        auto at = locate(index == size() ? index - 1 : index);
        at.offset += index == size() ? std::size_t{1} : std::size_t{0};
        auto changed = chunkAt(at);
        changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at.offset), std::move(value));
        return replacingChunk(at, std::move(changed));
    }
    [[nodiscard]] SharedList withAppended(Value value) const { return withInserted(size(), std::move(value)); }

    [[nodiscard]] SharedList without(std::size_t index) const
    {
        const auto at = locate(index);
        auto changed = chunkAt(at);
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at.offset));
        return replacingChunk(at, std::move(changed));
    }

    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value*;
        using reference = const Value&;

        Iterator() = default;
        Iterator(const SharedList& list, std::size_t branch) : list(&list), branch(branch) {}

        reference operator*() const { return (*list->content->branches[branch]->chunks[chunk])[offset]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++()
        {
            const auto& chunks = list->content->branches[branch]->chunks;
            if (++offset < chunks[chunk]->size())
                return *this;
            offset = 0;
            if (++chunk < chunks.size())
                return *this;
            chunk = 0;
            ++branch;
            return *this;
        }
        Iterator operator++(int)
        {
            auto before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

    private:
        const SharedList* list = nullptr;
        std::size_t branch = 0;
        std::size_t chunk = 0;
        std::size_t offset = 0;
    };

    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, content ? content->branches.size() : 0}; }

    /** The pieces that lists share, in order: what is derived from a piece holds for every list that has it. */
    [[nodiscard]] std::size_t chunkCount() const { return content ? content->chunkCount : 0; }
    [[nodiscard]] const SharedChunk& chunk(std::size_t index) const
    {
        assert(index < chunkCount());
        const auto branch = placeIn(content->firstChunks, index);
        return content->branches[branch]->chunks[index - content->firstChunks[branch]];
    }
    /** Index in the list of a chunk's first element. */
    [[nodiscard]] std::size_t chunkStart(std::size_t index) const
    {
        const auto branch = placeIn(content->firstChunks, index);
        return content->firsts[branch] + content->branches[branch]->firsts[index - content->firstChunks[branch]];
    }

    /** Whether both are the very same list, without comparing elements. */
    [[nodiscard]] bool sharesAllWith(const SharedList& other) const { return content == other.content; }

    friend bool operator==(const SharedList& a, const SharedList& b)
    {
        return a.content == b.content || (a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin()));
    }

private:
    /** Chunks, none of them empty, and the index within the branch of each one's first element. */
    struct Branch
    {
        explicit Branch(std::vector<SharedChunk> from) : chunks(std::move(from))
        {
            firsts.reserve(chunks.size());
            for (const auto& chunk : chunks)
            {
                firsts.push_back(static_cast<std::uint32_t>(size));
                size += chunk->size();
            }
        }

        std::vector<SharedChunk> chunks;
        std::vector<std::uint32_t> firsts;
        std::size_t size = 0;
    };
    using Branches = std::vector<std::shared_ptr<const Branch>>;

    struct Content
    {
        Branches branches;
        std::vector<std::size_t> firsts;      ///< index of each branch's first element
        std::vector<std::size_t> firstChunks; ///< and of its first chunk
        std::size_t size = 0;
        std::size_t chunkCount = 0;
    };
    struct Place
    {
        std::size_t branch;
        std::size_t chunk; ///< in the branch
        std::size_t offset;
    };

    explicit SharedList(Branches branches)
    {
        if (branches.empty())
            return;
        auto next = std::make_shared<Content>();
        next->branches = std::move(branches);
        next->firsts.reserve(next->branches.size());
        next->firstChunks.reserve(next->branches.size());
        for (const auto& branch : next->branches)
        {
            next->firsts.push_back(next->size);
            next->firstChunks.push_back(next->chunkCount);
            next->size += branch->size;
            next->chunkCount += branch->chunks.size();
        }
        content = std::move(next);
    }

    /** Which stretch, of those that begin at `firsts`, an index is in. */
    template <class Firsts>
    [[nodiscard]] static std::size_t placeIn(const Firsts& firsts, std::size_t index)
    {
        return static_cast<std::size_t>(std::upper_bound(firsts.begin(), firsts.end(), index) - firsts.begin()) - 1;
    }

    [[nodiscard]] Place locate(std::size_t index) const
    {
        assert(index < size());
        const auto branch = placeIn(content->firsts, index);
        const auto inBranch = index - content->firsts[branch];
        const auto chunk = placeIn(content->branches[branch]->firsts, inBranch);
        return {branch, chunk, inBranch - content->branches[branch]->firsts[chunk]};
    }

    [[nodiscard]] const Chunk& chunkAt(const Place& at) const
    {
        return *content->branches[at.branch]->chunks[at.chunk];
    }

    [[nodiscard]] SharedList replacingChunk(const Place& at, Chunk chunk) const
    {
        auto chunks = content->branches[at.branch]->chunks;
        replace(chunks, at.chunk, halves<SharedChunk, Chunk>(std::move(chunk), chunkSize));
        auto branches = content->branches;
        replace(branches, at.branch, halves<std::shared_ptr<const Branch>, Branch>(std::move(chunks), branchSize));
        return SharedList(std::move(branches));
    }

    /** `elements` as none, one or two shared pieces of at most `most`. */
    template <class Shared, class Piece, class Element>
    [[nodiscard]] static std::vector<Shared> halves(std::vector<Element> elements, std::size_t most)
    {
        if (elements.empty())
            return {};
        if (elements.size() <= most)
            return {std::make_shared<const Piece>(std::move(elements))};
        const auto middle = elements.begin() + static_cast<std::ptrdiff_t>(elements.size() / 2);
        std::vector<Element> second(std::make_move_iterator(middle), std::make_move_iterator(elements.end()));
        elements.erase(middle, elements.end());
        return {std::make_shared<const Piece>(std::move(elements)), std::make_shared<const Piece>(std::move(second))};
    }

    template <class Shared>
    static void replace(std::vector<Shared>& all, std::size_t index, std::vector<Shared> pieces)
    {
        const auto place = all.begin() + static_cast<std::ptrdiff_t>(index);
        if (pieces.empty())
        {
            all.erase(place);
            return;
        }
        *place = std::move(pieces.front());
        all.insert(place + 1, std::make_move_iterator(pieces.begin() + 1), std::make_move_iterator(pieces.end()));
    }

    std::shared_ptr<const Content> content;
};

} // namespace loophole
